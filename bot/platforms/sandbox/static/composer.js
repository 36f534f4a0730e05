// The field a person writes in, what can be attached, and the bot's keyboard under it.
import { h, icon } from "./dom.js";
import { beforeSending, menu } from "./overlays.js";
import { choosePlace } from "./plan.js";
import { summary } from "./message.js";
import { nameOf, personOf, store, upload } from "./store.js";
import { word } from "./words.js";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.reply = null;
    this.editing = null;
    const tool = (name, label, run) => h("button.round", { type: "button", title: label, "aria-label": label, onclick: run }, icon(name));
    this.input = h("textarea", { rows: 1, "aria-label": word("message"), placeholder: word("message"), enterKeyHint: "send" });
    this.files = h("input", { type: "file", multiple: true, hidden: true, tabIndex: -1 });
    this.attach = tool("attach", word("attach"), () => this.attachMenu());
    this.slash = tool("slash", word("commands"), () => this.commandMenu());
    this.keys = tool("keys", word("keyboard"), () => this.toggleKeyboard());
    this.sendButton = tool("send", word("send"), () => this.send());
    this.sendButton.classList.add("send");
    this.bar = h("div.bar", { hidden: true });
    this.keyboard = h("div.keyboard", { hidden: true, role: "group", "aria-label": word("keyboard") });
    this.suggestions = h("div.suggestions", { hidden: true });
    this.field = h("div.field", {}, this.attach, this.input, this.keys, this.slash, this.sendButton);
    this.big = h("button.primary.begin", { type: "button", hidden: true, onclick: () => this.begin() });
    this.node = h("footer.composer", {}, this.suggestions, this.bar, this.field, this.big, this.keyboard, this.files);
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => this.take(event, event.clipboardData.files));
    this.files.addEventListener("change", () => {
      this.offer([...this.files.files]);
      this.files.value = "";
    });
    this.watchDrop(pane.root);
  }

  /** Show what the chat is in now: not started, blocked, or open with a keyboard. */
  draw(event) {
    const status = this.pane.isGroup ? "member" : this.pane.chat._status;
    const open = status === "member";
    this.field.hidden = !open;
    this.big.hidden = open;
    this.big.textContent = word(status === "kicked" ? "restart" : "start")[this.pane.messenger];
    const { markup } = this;
    if (JSON.stringify(markup) !== this.drawn) this.drawKeyboard(markup);
    this.keyboard.hidden = !open || !markup?.keyboard || this.folded;
    this.keys.hidden = !markup?.keyboard;
    this.slash.hidden = !this.commands().length;
    this.input.placeholder = markup?.input_field_placeholder || word("message");
    if (markup?.force_reply && this.asked !== markup.message_id) this.answerAsked(markup.message_id, event?.isNew);
  }

  /** The keyboard of the chat, where it is meant for this person. */
  get markup() {
    const markup = this.pane.chat._keyboard;
    if (!markup?.selective || !this.pane.isGroup) return markup;
    const message = this.pane.messages.find((m) => m.message_id === markup.message_id), { as } = this.pane.who;
    const named = ({ type, user, offset, length }) =>
      type === "text_mention" ? user.id === as : type === "mention" && (message.text || message.caption).slice(offset, offset + length) === `@${personOf(as).username}`;
    const meant = message && (message.reply_to_message?.from.id === as || (message.entities || message.caption_entities || []).some(named));
    return meant ? markup : undefined;
  }

  /** The bot asks for an answer to its message: once, and without taking the cursor from another chat. */
  answerAsked(id, isNew) {
    const message = this.pane.messages.find((m) => m.message_id === id), at = document.activeElement;
    if (!message) return;
    this.asked = id;
    this.startReply(message, isNew && (at === document.body || this.pane.root.contains(at)));
  }

  drawKeyboard(markup) {
    this.drawn = JSON.stringify(markup);
    this.folded = false;
    this.keyboard.classList.toggle("tall", !markup?.resize_keyboard);
    this.keyboard.replaceChildren(...(markup?.keyboard || []).map((row) => h("div.inline-row", {}, row.map((button) => this.replyKey(button, markup)))));
  }

  replyKey(button, markup) {
    const press = () => {
      if (button.request_location) this.sendPlace({ offer: false });
      else if (button.request_contact) this.pane.act("sends_contact");
      else if (button.web_app || button.request_users || button.request_chat || button.request_poll) return this.pane.notHere();
      else this.pane.says(button.text);
      if (markup.one_time_keyboard) this.toggleKeyboard();
    };
    return h(`button.key${button.style ? `.${button.style}` : ""}`, { type: "button", onclick: press }, button.text);
  }

  toggleKeyboard() {
    this.folded = !this.folded;
    this.keyboard.hidden = this.folded;
  }

  commands() {
    return store.commands[this.pane.who.as]?.[this.pane.who.chat] || [];
  }

  /** While a command is being typed, the ones that begin so; Tab completes the first. */
  suggest() {
    const typed = this.input.value.match(/^\/(\w*)$/)?.[1];
    const found = typed === undefined ? [] : this.commands().filter(({ command }) => command.startsWith(typed)).slice(0, 6);
    this.suggestions.hidden = !found.length;
    this.suggestions.replaceChildren(...found.map(({ command, description }) => h("button", { type: "button", tabIndex: -1, dataset: { command }, onclick: () => this.sendCommand(command) }, h("b", {}, `/${command}`), h("span", {}, description))));
  }

  sendCommand(command) {
    this.input.value = "";
    this.grow();
    this.pane.says(`/${command}`);
  }

  commandMenu() {
    const items = this.commands().map(({ command, description }) => ({ text: `/${command}`, detail: description, run: () => this.pane.says(`/${command}`) }));
    if (items.length) menu(this.slash, items, "commands");
  }

  attachMenu() {
    const pane = this.pane, isMax = pane.messenger === "max", plain = (what, details) => () => pane.act(what, details);
    menu(this.attach, [
      { icon: "🖼", text: word("photo"), run: () => this.pick("image/*") },
      { icon: "📄", text: word("file"), run: () => this.pick("") },
      { icon: "📍", text: word("place"), run: () => this.sendPlace({ offer: !isMax }) },
      { icon: "👤", text: word("contact"), run: plain("sends_contact", { own: !isMax }) }, // by hand it proves nothing in MAX
      { icon: "🎤", text: word("voice"), run: plain("sends_voice") },
      { icon: "🎬", text: word("video"), run: plain("sends_video") },
      { icon: "👍", text: word("sticker"), run: plain("sends_sticker", { emoji: "👍" }) },
      !isMax && { icon: "📊", text: word("poll"), run: plain("sends_poll", { question: word("poll_question") }) },
    ].filter(Boolean));
  }

  pick(accept) {
    this.files.accept = accept;
    this.files.click();
  }

  async sendPlace(options) {
    const place = await choosePlace(options);
    if (!place) return;
    const { lat, lon, live, address } = place;
    if (place.venue) this.pane.act("sends_venue", { lat, lon, title: address || word("place"), address: address || `${lat.toFixed(5)}, ${lon.toFixed(5)}` });
    else this.pane.act("shares", { lat, lon, live });
  }

  take(event, files) {
    if (!files?.length) return;
    event.preventDefault();
    this.offer([...files]);
  }

  async offer(files) {
    if (!files.length || this.field.hidden) return;
    const chosen = await beforeSending(files);
    if (!chosen) return;
    const photos = !chosen.asFile && chosen.files.every((file) => file.type.startsWith("image/"));
    upload(this.pane.who, photos ? "photo" : "file", chosen.files, chosen.caption, this.takeReply()).catch(() => null);
  }

  watchDrop(root) {
    if (root.dataset.drop) return;
    root.dataset.drop = word("drop");
    const over = (event, on) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      root.classList.toggle("dropping", on);
    };
    root.addEventListener("dragover", (event) => over(event, true));
    root.addEventListener("dragleave", (event) => !root.contains(event.relatedTarget) && over(event, false));
    root.addEventListener("drop", (event) => {
      over(event, false);
      this.pane.composer.take(event, event.dataTransfer.files);
    });
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.clearBar();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const last = this.pane.messages.findLast((m) => m.from.id === this.pane.who.as && m.text);
      if (last) this.startEdit(last);
    } else if (event.key === "Tab" && !event.shiftKey && !this.suggestions.hidden) {
      event.preventDefault();
      this.input.value = `/${this.suggestions.firstElementChild.dataset.command} `;
      this.suggest();
    }
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { editing } = this;
    this.input.value = "";
    this.grow();
    if (editing) {
      this.clearBar();
      if (text !== (editing.text || editing.caption)) await this.pane.act("edits", { message_id: editing.message_id, text });
    } else {
      await this.pane.says(text);
    }
  }

  async begin() {
    await this.pane.starts();
    this.input.focus();
  }

  startReply(message, focus = true) {
    this.clearBar();
    this.reply = message;
    this.showBar(nameOf(message.from), summary(message), focus);
  }

  startEdit(message) {
    this.clearBar();
    this.editing = message;
    this.input.value = message.text || message.caption || "";
    this.showBar(word("editing"), summary(message));
  }

  showBar(title, text, focus = true) {
    this.bar.replaceChildren(h("div", {}, h("b", {}, title), h("span", {}, text)),
      h("button.round", { type: "button", "aria-label": word("cancel"), onclick: () => this.clearBar() }, icon("close")));
    this.bar.hidden = false;
    this.grow();
    if (focus) this.input.focus();
  }

  clearBar() {
    if (this.editing) this.input.value = "";
    this.reply = this.editing = null;
    this.bar.hidden = true;
    this.grow();
  }

  takeReply() {
    const id = this.reply?.message_id ?? null;
    if (this.reply) this.clearBar();
    return id;
  }

  grow() {
    this.suggest();
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }
}
