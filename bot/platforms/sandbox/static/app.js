// Start of the page: the clock, two panes, tabs on a narrow screen, connection and language.
import { ClockBar } from "./clock.js";
import { Pane } from "./pane.js";
import { alertBox, toast } from "./overlays.js";
import { connect, listen, loadPlan, store } from "./store.js";
import { switchLanguage, uiLanguage, word } from "./words.js";

const asked = new URLSearchParams(location.search);
const panes = {};
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
  for (const node of document.querySelectorAll("[data-tab][role=tab]")) {
    node.setAttribute("aria-selected", String(node.dataset.tab === tab));
    if (node.dataset.tab === tab) delete node.dataset.unread;
  }
  panes[tab]?.shown();
}

function startPanes() {
  const wanted = Number(asked.get("as") || sessionStorage.getItem("as"));
  const resident = (store.people.find((person) => person.id === wanted) || store.people[0]).id;
  const speaker = Number(sessionStorage.getItem("group-as")), status = store.chats[store.group]._members[speaker];
  const isPresent = status && status !== "left" && status !== "kicked";
  panes.resident = new Pane(document.getElementById("resident"), { as: resident, chat: resident }, { other: () => panes.group, open: openPrivate });
  panes.group = new Pane(document.getElementById("group"), { as: isPresent ? speaker : store.operator, chat: store.group }, { other: () => panes.resident, open: openPrivate });
  const payload = asked.get("start");
  if (payload === null) return;
  history.replaceState(null, "", location.pathname);
  panes.resident.starts(payload);
}

function openPrivate(id, payload) {
  show("resident");
  if (panes.resident.who.as !== id) panes.resident.become(id);
  if (payload !== null) panes.resident.starts(payload);
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
  } else if (event.event === "state" && !panes.resident) {
    startPanes();
    return;
  }
  const { message } = event;
  if (event.isNew && message.from.id === store.bot_id && message._chat > 0 && message._chat !== panes.resident?.who.chat) panes.resident?.missed(message._chat);
  for (const [name, pane] of Object.entries(panes)) {
    const news = pane.hear(event);
    if (news && document.body.dataset.tab !== name) document.getElementById(`tab-${name}`).dataset.unread = "";
  }
});

for (const node of document.querySelectorAll("[role=tab]")) node.addEventListener("click", () => show(node.dataset.tab));
document.getElementById("ui-language").addEventListener("click", () => {
  switchLanguage();
  label();
  for (const pane of Object.values(panes)) pane.rebuild();
});

label();
show("resident");
await loadPlan();
connect();
