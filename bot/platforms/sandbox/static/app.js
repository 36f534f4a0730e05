// Start of the page: the clock, a pane for each chat, tabs where not all fit, connection and language.
import { ClockBar } from "./clock.js";
import { Pane } from "./pane.js";
import { alertBox, toast } from "./overlays.js";
import { connect, listen, loadPlan, personOf, store } from "./store.js";
import { switchLanguage, uiLanguage, word } from "./words.js";

const asked = new URLSearchParams(location.search);
const panes = {}; // private chats by their messenger, and the group
const clockBar = new ClockBar(document.getElementById("clock"));

function label() {
  document.documentElement.lang = uiLanguage();
  document.title = `Gorod Bot · ${word("sandbox")}`;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  const button = document.getElementById("ui-language");
  button.textContent = word("ui_other");
  button.title = word("ui_language");
  button.setAttribute("aria-label", word("ui_language"));
  clockBar.draw();
}

function show(tab) {
  document.body.dataset.tab = tab;
  if (tab !== "group") document.body.dataset.private = tab;
  for (const node of document.querySelectorAll("[data-tab][role=tab]")) {
    node.setAttribute("aria-selected", String(node.dataset.tab === tab));
    if (node.dataset.tab === tab) delete node.dataset.unread;
  }
  panes[tab]?.shown();
}

/** Whose private chat a messenger's pane begins with: who was asked for, who was there before, the first. */
function firstOf(messenger) {
  const people = store.people.filter((person) => person.messenger === messenger);
  const wanted = [asked.get("as"), sessionStorage.getItem(`as-${messenger}`)].map(Number);
  return wanted.map((id) => people.find((person) => person.id === id)).find(Boolean) || people[0];
}

function startPanes() {
  const speaker = Number(sessionStorage.getItem("group-as")), status = store.chats[store.group]._members[speaker];
  const isPresent = status && status !== "left" && status !== "kicked";
  for (const messenger of ["telegram", "max"]) {
    const { id } = firstOf(messenger);
    panes[messenger] = new Pane(document.getElementById(messenger), { as: id, chat: id }, { other: () => messenger === "telegram" && panes.group, open: openPrivate });
  }
  panes.group = new Pane(document.getElementById("group"), { as: isPresent ? speaker : store.operator, chat: store.group }, { other: () => panes.telegram, open: openPrivate });
  const first = personOf(Number(asked.get("as")))?.messenger || "telegram", payload = asked.get("start");
  if (document.body.dataset.tab === "telegram") show(first); // unless a tab was clicked meanwhile
  if (payload === null) return;
  history.replaceState(null, "", location.pathname);
  panes[first].starts(payload);
}

function openPrivate(id, payload) {
  const { messenger } = personOf(id), pane = panes[messenger];
  show(messenger);
  if (pane.who.as !== id) pane.become(id);
  if (payload !== null) pane.starts(payload);
}

/** The bot wrote into a private chat that is not on the screen. */
function missed(id) {
  const messenger = personOf(id)?.messenger;
  if (!messenger) return;
  panes[messenger].missed(id);
  markTab(messenger);
}

function markTab(name) {
  if (document.body.dataset.tab !== name) document.getElementById(`tab-${name}`).dataset.unread = "";
}

listen((event) => {
  const offline = document.getElementById("offline");
  if (event.event === "time") clockBar.draw();
  if (["message", "deleted", "state"].includes(event.event)) clockBar.somethingHappened();
  if (event.event === "offline") {
    offline.hidden = false;
    offline.textContent = word("offline");
  } else if (event.event === "online") {
    offline.hidden = true;
    if (event.again) toast(word("online"));
  } else if (event.event === "refused") {
    toast(event.reason, "bad");
  } else if (event.event === "answer") {
    const pane = Object.values(panes).find((p) => p.who.as === event.query.user_id && p.who.chat === event.query.chat_id);
    if (!pane) return;
    pane.settle(event.query.id);
    const { text, show_alert: alert, url } = event.query.answer;
    if (url) pane.follow(url);
    if (text && alert) alertBox(text);
    else if (text) toast(text, "", pane.notices);
  } else if (event.event === "state" && !panes.group) {
    startPanes();
    return;
  }
  const { message } = event, shown = Object.values(panes).map((pane) => pane.who.chat);
  if (panes.group && event.isNew && message.from.is_bot && !shown.includes(message._chat)) missed(message._chat);
  for (const [name, pane] of Object.entries(panes)) if (pane.hear(event)) markTab(name);
});

for (const node of document.querySelectorAll("[role=tab]")) node.addEventListener("click", () => show(node.dataset.tab));
document.getElementById("ui-language").addEventListener("click", () => {
  switchLanguage();
  label();
  for (const pane of Object.values(panes)) pane.rebuild();
});

label();
show("telegram");
await loadPlan();
connect();
