// One chat on the screen: its head, its messages, and who of the people writes in it.
import { Composer } from "./composer.js";
import { avatar, h, icon } from "./dom.js";
import { bubble, summary } from "./message.js";
import { menu, toast } from "./overlays.js";
import { choosePlace } from "./plan.js";
import { act, nameOf, personOf, startOf, store } from "./store.js";
import { day, plural, word } from "./words.js";

const NAMES = { telegram: "Telegram", max: "MAX" };
const FACES = { telegram: 0, max: 1, group: 7 }; // colours of what stands for the bot and the group
const WAIT = 20000; // a press that nobody answers stops turning after so many milliseconds

export class Pane {
  /** `other` gives the pane that messages can be forwarded to, if there is one; `open` shows a person's private chat, starting the bot there if a payload is given. */
  constructor(root, who, { other, open }) {
    this.root = root;
    this.who = who;
    this.other = other;
    this.open = open;
    this.unread = new Set();
    this.isGroup = who.chat < 0;
    this.nodes = new Map();
    this.waiting = new Map();
    this.list = h("div.messages", { role: "log", "aria-live": "polite", tabIndex: 0 });
    this.jump = h("button.round.jump", { type: "button", hidden: true, onclick: () => this.toBottom(true) }, icon("down"), h("span.count"));
    this.notices = h("div.toasts", { role: "status" });
    this.list.addEventListener("scroll", () => this.atBottom() && (this.jump.hidden = true));
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.list);
    this.list.addEventListener("load", () => this.stuck && this.toBottom(), true);
    this.list.addEventListener("scroll", () => (this.stuck = this.atBottom()));
    this.stuck = true;
    this.rebuild();
  }

  get chat() {
    return store.chats[this.who.chat];
  }

  get messages() {
    return store.messages[this.who.chat] || [];
  }

  get messenger() {
    return personOf(this.who.as).messenger;
  }

  get profile() {
    return store.bot[this.who.as];
  }

  rebuild() {
    this.nodes.clear();
    this.head = h("header.pane-head");
    this.pinned = h("button.pinned", { type: "button", hidden: true });
    this.composer = new Composer(this);
    this.list.setAttribute("aria-label", word("conversation"));
    this.jump.setAttribute("aria-label", word("down"));
    this.root.replaceChildren(this.head, this.pinned, h("div.stage", {}, this.list, this.jump, this.notices), this.composer.node);
    this.drawHead();
    this.draw();
    this.toBottom();
  }

  /** Take an event in; true when it brings something new from the bot. */
  hear(event) {
    if (event.event === "state") {
      this.drawHead();
      this.draw();
      return false;
    }
    if (event.event === "time") {
      this.draw(); // «today» may be another day
      return false;
    }
    const chat = event.chat?.id ?? event.chat_id ?? event.message?._chat;
    if (chat !== this.who.chat) return false;
    if (event.event === "action") this.setTyping(event.action);
    if (event.event === "chat") this.drawHead();
    if (event.event === "message" && event.isNew && event.message.from.is_bot) this.setTyping(null);
    if (["message", "deleted", "chat"].includes(event.event)) this.draw(event);
    return event.event === "message" && event.isNew && event.message.from.id !== this.who.as;
  }

  setTyping(action) {
    clearTimeout(this.typingEnds);
    this.typing = action;
    if (action) this.typingEnds = setTimeout(() => this.setTyping(null), 5000);
    this.drawSubtitle();
  }

  drawHead() {
    if (this.head.contains(document.activeElement)) return this.drawSubtitle();
    const title = this.isGroup ? this.chat.title : this.profile.name;
    this.subtitle = h("span.subtitle");
    this.head.replaceChildren(avatar(title, FACES[this.isGroup ? "group" : this.messenger]),
      h("div.titles", {}, h("h1", {}, title), h("div.under", {}, h("span.mark", {}, NAMES[this.messenger]), this.subtitle)), ...(this.isGroup ? this.operators() : this.controls()));
    this.drawSubtitle();
  }

  drawSubtitle() {
    const members = Object.values(this.chat._members || {}).filter((s) => s !== "left" && s !== "kicked").length;
    const still = this.isGroup
      ? `${members} ${plural(members, word("members"))}, ${word("you_are")} ${nameOf(personOf(this.who.as))}`
      : `${word("you_are")} ${nameOf(personOf(this.who.as))}`;
    this.subtitle.textContent = this.typing ? word(this.typing) || word("typing") : still;
    this.subtitle.classList.toggle("busy", Boolean(this.typing));
  }

  controls() {
    const more = h("button.round", { type: "button", title: word("settings"), "aria-label": word("settings"), "aria-haspopup": "menu", onclick: () => this.settings(more) }, icon("dots"));
    return [this.chooser(store.people.filter((person) => person.messenger === this.messenger)), more];
  }

  /** What a person changes in their application: its language, and whether the bot may write. */
  settings(anchor) {
    const { _status: status } = this.chat, current = personOf(this.who.as).language_code;
    const codes = [...new Set(["ru", "en", current])].filter(Boolean);
    menu(anchor, [
      ...codes.map((code) => ({ text: `${word("language")}: ${code}`, detail: code === current && "✓", run: () => this.act("speaks", { language_code: code }) })),
      status === "member" && { text: word("block")[this.messenger], danger: true, run: () => this.act("blocks") },
      status === "kicked" && { text: word("unblock")[this.messenger], run: () => this.act("unblocks") },
    ].filter(Boolean));
  }

  /** Who writes in the group, where there is a choice. */
  operators() {
    const present = store.people.filter((p) => ["creator", "administrator", "member"].includes(this.chat._members[p.id]));
    return present.length < 2 ? [] : [this.chooser(present)];
  }

  /** Whose the chat is, or who speaks in it; a dot is with those who have not seen what the bot wrote them. */
  chooser(people) {
    const option = (p) => h("option", { value: p.id, selected: p.id === this.who.as }, `${this.unread.has(p.id) ? "● " : ""}${p.first_name} · ${word("parts")[p.part]}`);
    const select = h("select.who", { "aria-label": word("who"), title: word("who"), onchange: (e) => (e.target.blur(), this.become(Number(e.target.value))) }, people.map(option));
    return h(`span.chooser${this.unread.size ? ".news" : ""}`, { title: this.unread.size ? word("unread") : undefined }, select);
  }

  /** The bot wrote into a private chat that is not on the screen. */
  missed(id) {
    this.unread.add(id);
    this.drawHead();
  }

  become(id) {
    sessionStorage.setItem(this.isGroup ? "group-as" : `as-${this.messenger}`, id);
    this.unread.delete(id);
    this.who = { as: id, chat: this.isGroup ? this.who.chat : id };
    this.waiting.clear();
    this.notices.replaceChildren();
    this.typing = null;
    this.rebuild();
  }

  draw(event) {
    const own = event?.event === "message" && event.isNew && event.message.from.id === this.who.as;
    const stick = this.stuck || own;
    const fresh = new Map(), children = [];
    let previousDay = null;
    for (const messages of groups(this.messages)) {
      const today = day(messages[0].date);
      if (today !== previousDay) children.push(h("div.day", {}, h("span", {}, (previousDay = today))));
      const key = messages[0].message_id, signature = JSON.stringify(messages), old = this.nodes.get(key);
      const node = old?.signature === signature ? old.node : bubble(messages, this);
      fresh.set(key, { node, signature });
      children.push(node);
    }
    this.nodes = fresh;
    if (!children.length) children.push(this.emptyScreen());
    sync(this.list, children);
    for (const { button } of this.waiting.values()) if (!button.isConnected) button.classList.remove("busy");
    this.drawPinned();
    this.composer.draw(event);
    if (stick) this.toBottom();
    else if (event?.isNew) this.jump.hidden = false;
  }

  emptyScreen() {
    if (this.isGroup) return h("div.empty", {}, h("p", {}, word("empty_group")));
    const { name, description, short_description: short } = this.profile;
    return h("div.empty.card", {}, avatar(name, FACES[this.messenger], ".large"), h("h2", {}, name), (description || short) && [h("h3", {}, word("what_can")), h("p", {}, description || short)]);
  }

  drawPinned() {
    const id = (this.chat._pinned || []).at(-1), message = this.messages.find((m) => m.message_id === id);
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinned.replaceChildren(h("b", {}, `📌 ${word("pinned")}`), h("span", {}, summary(message)));
    this.pinned.onclick = () => this.reveal(id);
  }

  shown() {
    if (this.stuck) this.toBottom();
  }

  atBottom() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 70;
  }

  toBottom(smooth = false) {
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.stuck = true;
    this.jump.hidden = true;
  }

  reveal(id) {
    const node = this.list.querySelector(`[data-id="${id}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1600);
  }

  act(what, details) {
    return act(this.who, what, details).catch(() => null);
  }

  says(text) {
    return this.act("says", { text, reply_to: this.composer.takeReply() });
  }

  /** A link to the bot: the private chat of whoever clicks it. */
  follow(url) {
    const door = startOf(url, this.who.as);
    if (door) this.open(this.who.as, door.payload);
  }

  /** The button under a chat that is not going on, or a link to the bot. */
  async starts(payload = "") {
    if (this.messenger === "max") return this.act("starts", { payload });
    if (this.chat._status === "kicked") await this.act("unblocks");
    await this.act("says", { text: payload ? `/start ${payload}` : "/start" });
  }

  async press(message, button, node) {
    node.classList.add("busy");
    const id = await this.act("presses", { message_id: message.message_id, data: button.callback_data });
    if (id === null) return node.classList.remove("busy");
    if (this.early?.delete(id)) return node.classList.remove("busy");
    this.waiting.set(id, { button: node });
    setTimeout(() => this.settle(id), WAIT);
  }

  settle(id) {
    const wait = this.waiting.get(id);
    if (!wait) (this.early ||= new Set()).add(id);
    wait?.button.classList.remove("busy");
    this.waiting.delete(id);
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => null);
    toast(word("copied"), "", this.notices);
  }

  notHere() {
    toast(word("not_here"), "", this.notices);
  }

  edit(message) {
    this.composer.startEdit(message);
  }

  async moveLive(message) {
    const place = await choosePlace({ title: word("move"), send: word("move_here"), offer: false });
    if (place) this.act("moves_live", { message_id: message.message_id, lat: place.lat, lon: place.lon });
  }

  actions(messages, anchor) {
    const message = messages.find((m) => m.text || m.caption) || messages[0], own = message.from.id === this.who.as;
    const text = message.text || message.caption, other = this.other();
    const whole = this.messenger === "max" ? messages.slice(0, 1) : messages; // there several pictures are one message
    const forward = () => whole.reduce((done, m) => done.then(() => other.act("forwards", { message_id: m.message_id, from_chat: this.who.chat })), Promise.resolve());
    menu(anchor, [
      { text: word("reply"), run: () => this.composer.startReply(message) },
      text && own && !message.forward_origin && { text: word("edit"), run: () => this.edit(message) },
      text && { text: word("copy"), run: () => this.copy(text) },
      other && { text: word("forward"), run: forward },
      own && { text: word("remove"), danger: true, run: () => whole.forEach((m) => this.act("deletes", { message_id: m.message_id })) },
    ].filter(Boolean));
  }
}

/** Messages in order, those of one album together. */
function groups(messages) {
  const out = [];
  for (const message of messages) {
    const last = out.at(-1)?.[0];
    if (message.media_group_id && last?.media_group_id === message.media_group_id && message.photo) out.at(-1).push(message);
    else out.push([message]);
  }
  return out;
}

/** Make the children of a node these, moving as little as possible so that focus and pictures stay. */
function sync(parent, children) {
  const wanted = new Set(children);
  for (const node of [...parent.childNodes]) if (!wanted.has(node)) node.remove();
  children.forEach((node, at) => parent.childNodes[at] !== node && parent.insertBefore(node, parent.childNodes[at] || null));
}
