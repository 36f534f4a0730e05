// One message as a bubble: formatted text, media, places, the keyboard under it.
import { h, icon, avatar } from "./dom.js";
import { viewPhoto } from "./overlays.js";
import { miniPlan } from "./plan.js";
import { fileUrl, nameOf, startOf } from "./store.js";
import { clock, size, word } from "./words.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const LINKS = { url: (t) => (/^[a-z]+:/i.test(t) ? t : `http://${t}`), email: (t) => `mailto:${t}` };

/** Text with its entities as nodes; offsets count UTF-16 units, as JavaScript strings do. */
export function rich(text, entities, pane) {
  const marks = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, inside) => {
    const out = [];
    let at = from;
    for (let i = 0; i < inside.length; i++) {
      const mark = inside[i], end = Math.min(mark.offset + mark.length, to);
      if (mark.offset < at) continue;
      if (mark.offset > at) out.push(text.slice(at, mark.offset));
      const nested = inside.slice(i + 1).filter((m) => m.offset >= mark.offset && m.offset < end);
      out.push(marked(mark, text.slice(mark.offset, end), build(mark.offset, end, nested), pane));
      at = end;
    }
    if (at < to) out.push(text.slice(at, to));
    return out;
  };
  return build(0, text.length, marks);
}

function marked(mark, text, children, pane) {
  if (TAGS[mark.type]) return h(TAGS[mark.type], {}, children);
  if (mark.type === "pre") return h("pre", { dataset: { language: mark.language || "" } }, h("code", {}, children));
  if (mark.type === "spoiler") return h("span.spoiler", { tabIndex: 0, role: "button", "aria-label": word("spoiler"), onclick: (e) => e.currentTarget.classList.add("shown") }, children);
  if (mark.type === "bot_command") return h("a", { href: "#", onclick: (e) => (e.preventDefault(), pane.says(text)) }, children);
  const url = mark.type === "text_link" ? mark.url : LINKS[mark.type]?.(text);
  return url ? link(url, children, pane) : h("span.mention", {}, children);
}

/** A link; one to this bot stays in the sandbox. */
function link(url, children, pane, className = "a") {
  if (startOf(url, pane.who.as)) return h(className, { href: url, onclick: (e) => (e.preventDefault(), pane.follow(url)) }, children);
  const safe = /^(https?|tg|mailto|tel):/i.test(url) ? url : "#";
  return h(className, { href: safe, target: "_blank", rel: "noopener noreferrer" }, children);
}

/** A bubble for a message, or for the messages of an album. */
export function bubble(messages, pane) {
  const [first] = messages, own = first.from.id === pane.who.as, captioned = messages.find((m) => m.caption || m.text) || first;
  if (first.pinned_message) return h("div.service", {}, `${nameOf(first.from)} ${word("pinned_service")}`);
  const text = captioned.text ?? captioned.caption;
  const words = text && h("div.text", {}, rich(text, captioned.entities || captioned.caption_entities, pane));
  const visual = messages.some((m) => m.photo || m.location || m.venue || m.video);
  const above = first.show_caption_above_media;
  const parts = media(messages, pane);
  const body = h("div.bubble", { className: `bubble${visual ? " visual" : ""}${words || first.venue ? "" : " bare"}${first.sticker ? " sticker" : ""}` },
    pane.isGroup && !own && h("span.author", {}, nameOf(first.from)),
    first.forward_origin && h("span.forwarded", {}, `${word("forwarded")} ${origin(first.forward_origin)}`),
    first.reply_to_message && quoted(first.reply_to_message, pane),
    above ? [words, parts] : [parts, words]);
  const meta = h("span.meta", {}, messages.some((m) => m._silent) && h("span", { title: word("silent") }, "🔕 "),
      messages.some((m) => m._edited && !m.location) && `${word("edited")} `, h("time", { dateTime: new Date(first.date * 1000).toISOString() }, clock(first.date)));
  ((!above && words) || body.querySelector(".place-words") || body).append(meta);
  const actions = h("button.round.actions", { type: "button", "aria-label": word("actions"), "aria-haspopup": "menu", onclick: (e) => pane.actions(messages, e.currentTarget) }, icon("dots"));
  const node = h(`article.message${own ? ".own" : ""}`, { dataset: { id: first.message_id } },
    pane.isGroup && !own && avatar(nameOf(first.from), first.from.is_bot ? 0 : first.from.id, ".small"),
    h("div.column", {}, h("div.line", {}, body, actions), keyboard(messages, pane)));
  body.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img") || String(getSelection())) return;
    event.preventDefault();
    pane.actions(messages, { x: event.clientX, y: event.clientY });
  });
  body.addEventListener("dblclick", () => own && (captioned.text || captioned.caption) && pane.edit(captioned));
  return node;
}

const origin = (o) => (o.sender_user ? nameOf(o.sender_user) : o.sender_user_name || "?");

export function summary(message) {
  const kinds = { photo: "📷", document: "📎", location: "📍", venue: "📍", voice: "🎤", video: "🎬", sticker: "🏷", contact: "👤", poll: "📊" };
  const kind = Object.keys(kinds).find((k) => message[k]);
  const text = message.text || message.caption || message.venue?.title || message.document?.file_name || "";
  return `${kind ? `${kinds[kind]} ` : ""}${text || (kind && word({ location: "place", venue: "place", document: "file" }[kind] || kind)) || ""}`;
}

function quoted(message, pane) {
  return h("button.quote", { type: "button", onclick: () => pane.reveal(message.message_id) }, h("b", {}, nameOf(message.from)), h("span", {}, summary(message).slice(0, 90)));
}

function media(messages, pane) {
  const photos = messages.filter((m) => m.photo);
  if (photos.length) return h(`div.photos.of-${Math.min(photos.length, 10)}`, {}, photos.map((m) => photo(m, photos.length)));
  return messages.map((m) => single(m, pane));
}

function photo(message, count) {
  const { width, height, file_id } = message.photo.at(-1);
  const image = h("img", { src: fileUrl(file_id), alt: message.caption || word("photo"), width, height, loading: "lazy" });
  if (count === 1) image.style.aspectRatio = String(Math.min(Math.max(width / height, 0.66), 2.2));
  const open = (event) => {
    const button = event.currentTarget;
    if (button.classList.contains("hidden-photo")) button.classList.remove("hidden-photo");
    else viewPhoto(fileUrl(file_id), message.caption);
  };
  return h(`button.photo${message.has_media_spoiler ? ".hidden-photo" : ""}`, { type: "button", "aria-label": message.caption || word("photo"), onclick: open }, image);
}

function single(message, pane) {
  if (message.venue) return h("div.place", {}, miniPlan(message.venue.location), h("div.place-words", {}, h("b", {}, message.venue.title), h("span.address", {}, message.venue.address)));
  if (message.location) return place(message, pane);
  if (message.document) return file(message.document);
  if (message.voice) return h("div.attachment", {}, h("span.round-icon", {}, "▶"), h("span.wave"), h("small", {}, `0:${String(message.voice.duration).padStart(2, "0")}`));
  if (message.video) return h("div.video", { role: "img", "aria-label": word("video") }, h("span.round-icon", {}, "▶"));
  if (message.sticker) return h("div.sticker-face", { role: "img", "aria-label": word("sticker") }, message.sticker.emoji);
  if (message.contact) return h("div.attachment", {}, avatar(message.contact.first_name, message.contact.user_id || 7), h("span", {}, h("b", {}, nameOf(message.contact)), h("small", {}, message.contact.phone_number)));
  if (message.poll) return h("div.poll", {}, h("b", {}, message.poll.question), message.poll.options.map((o) => h("span", {}, o.text)));
  return message.text || message.caption ? null : h("i", {}, word("unknown"));
}

function place(message, pane) {
  const live = message.location.live_period, own = message.from.id === pane.who.as;
  return h("div.place", {}, miniPlan(message.location, Boolean(live)),
    live && h("div.place-words", {}, h("b", {}, `${word("live_location")} · ${word("live_now")}`), own && h("span.live-buttons", {},
      h("button.plain", { type: "button", onclick: () => pane.moveLive(message) }, word("move")),
      h("button.plain", { type: "button", onclick: () => pane.act("stops_live", { message_id: message.message_id }) }, word("stop")))));
}

function file(document_) {
  const picture = document_.thumbnail && h("img.file-thumb", { src: fileUrl(document_.thumbnail.file_id), alt: "" });
  return h("a.attachment", { href: fileUrl(document_.file_id), download: document_.file_name },
    picture || h("span.round-icon", {}, icon("file")), h("span", {}, h("b", {}, document_.file_name), h("small", {}, size(document_.file_size))));
}

/** The buttons under a message: MAX's own where it has any, else those of an inline keyboard. */
function keyboard(messages, pane) {
  const [first] = messages, rows = first._buttons?.map((row) => row.map(plain)) || messages.find((m) => m.reply_markup)?.reply_markup.inline_keyboard;
  return rows ? h("div.inline", {}, rows.map((row) => h("div.inline-row", {}, row.map((button) => key(button, first, pane))))) : null;
}

/** A button of MAX in Telegram's words; `does` is what Telegram has only under the input field. */
function plain({ type, text, payload, url }) {
  return { callback: { text, callback_data: payload }, link: { text, url }, clipboard: { text, copy_text: { text: payload } } }[type] || { text, does: type };
}

function key(button, message, pane) {
  const style = button.style ? `.${button.style}` : "";
  if (button.url) return link(button.url, [button.text, h("span.key-mark", { "aria-hidden": "true" }, "↗")], pane, `a.key${style}`);
  const press = async (event) => {
    if (button.callback_data !== undefined) pane.press(message, button, event.currentTarget);
    else if (button.copy_text) pane.copy(button.copy_text.text);
    else if (button.does === "message") pane.says(button.text);
    else if (button.does === "request_geo_location") pane.composer.sendPlace({ offer: false });
    else if (button.does === "request_contact") pane.act("sends_contact");
    else pane.notHere();
  };
  return h(`button.key${style}`, { type: "button", disabled: Boolean(button.disabled), title: word("does")[button.does], onclick: press }, button.text);
}
