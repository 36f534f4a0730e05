// The sandbox's clock in the head of the page: what time it is there, and the buttons that move it ahead.
import { h, icon } from "./dom.js";
import { moveClock, refreshClock, store } from "./store.js";
import { clock, now, shortDay, span, word } from "./words.js";

const HOUR = 3600, DAY = 24 * HOUR;

export class ClockBar {
  constructor(root) {
    this.root = root;
    this.time = h("time.now");
    this.ahead = h("span.ahead", { hidden: true });
    this.due = h("span.due");
    this.hour = this.button("hour");
    this.day = this.button("day");
    this.next = this.button("next");
    root.replaceChildren(h("span.now-box", {}, icon("clock"), this.time, this.ahead), h("span.steps", {}, this.hour, this.day, this.next), this.due);
    setInterval(() => this.tick(), 1000);
  }

  button(by) {
    return h("button.step", { type: "button", dataset: { by }, onclick: () => this.move(by) });
  }

  async move(by) {
    this.moving = true;
    this.draw();
    await moveClock(by).catch(() => null);
    this.moving = false;
    await refreshClock();
  }

  /** Something happened in a chat: what comes next may be another thing by now. */
  somethingHappened() {
    clearTimeout(this.soon);
    this.soon = setTimeout(refreshClock, 700);
  }

  tick() {
    const moment = now() / 1000, shown = `${shortDay(moment)}, ${clock(moment)}`;
    if (!store.clock || this.shown === shown) return;
    this.shown = shown;
    this.time.replaceChildren(h("span", {}, `${shortDay(moment)}, `), h("b", {}, clock(moment)));
    this.time.dateTime = new Date(moment * 1000).toISOString();
    if (store.clock.next && store.clock.next.at <= moment) this.somethingHappened();
  }

  draw() {
    if (!store.clock) return;
    const { ahead, room, next } = store.clock, left = next && next.at - now() / 1000;
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", word("clock"));
    this.time.title = word("clock");
    this.shown = null;
    this.tick();
    this.ahead.hidden = ahead < 60;
    this.ahead.textContent = `+${span(ahead)}`;
    this.ahead.title = word("ahead");
    this.label(this.hour, word("plus_hour"), HOUR <= room);
    this.label(this.day, word("plus_day"), DAY <= room);
    this.label(this.next, next ? [h("span.long", {}, word("to_next")), h("span.short", {}, word("to_next_short"))] : word("nothing_due"), next && left <= room);
    this.due.hidden = !next;
    if (next) this.due.replaceChildren(h("b", {}, `${shortDay(next.at)}, ${clock(next.at)}`), h("span", {}, next.name));
    this.due.title = next ? next.name : "";
    this.root.toggleAttribute("aria-busy", Boolean(this.moving));
  }

  label(button, text, possible) {
    button.replaceChildren(...[text].flat());
    button.disabled = Boolean(this.moving) || !possible;
  }
}
