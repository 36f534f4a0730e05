// Start of the page: two panes, tabs on a narrow screen, connection and language.
import { Pane } from "./pane.js";
import { alertBox, toast } from "./overlays.js";
import { act, connect, listen, loadPlan, store } from "./store.js";
import { switchLanguage, uiLanguage, word } from "./words.js";

const asked = new URLSearchParams(location.search);
const panes = {};

function label() {
  document.documentElement.lang = uiLanguage();
  document.title = `Gorod Bot · ${word("sandbox")}`;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  const button = document.getElementById("ui-language");
  button.textContent = word("ui_other");
  button.title = word("ui_language");
  button.setAttribute("aria-label", word("ui_language"));
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
  panes.resident = new Pane(document.getElementById("resident"), { as: resident, chat: resident }, () => panes.group);
  panes.group = new Pane(document.getElementById("group"), { as: store.operator, chat: store.group }, () => panes.resident);
  const payload = asked.get("start");
  if (payload === null) return;
  history.replaceState(null, "", location.pathname);
  act(panes.resident.who, "says", { text: payload ? `/start ${payload}` : "/start" });
}

listen((event) => {
  const offline = document.getElementById("offline");
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
    const { text, show_alert: alert } = event.query.answer;
    if (text && alert) alertBox(text);
    else if (text) toast(text, "", pane.notices);
  } else if (event.event === "state" && !panes.resident) {
    startPanes();
    return;
  }
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
