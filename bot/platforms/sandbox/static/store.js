// What the server knows, kept fresh by events; and everything a person can do, as calls to it.
import { setNow } from "./words.js";

export const store = { people: [], chats: {}, messages: {}, bot: {}, commands: {}, plan: null, clock: null };

const listeners = new Set();
export const listen = (listener) => listeners.add(listener);
const tell = (event) => listeners.forEach((listener) => listener(event));

export async function refresh() {
  const response = await fetch("/sandbox/state", { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  Object.assign(store, await response.json());
  tell({ event: "state" });
}

export async function refreshClock() {
  const response = await fetch("/sandbox/clock", { cache: "no-store" }).catch(() => null);
  if (!response?.ok) return;
  store.clock = await response.json();
  setNow(store.clock.now * 1000);
  tell({ event: "time" });
}

export async function loadPlan() {
  store.plan = await (await fetch("/sandbox/plan")).json();
}

export function connect() {
  const source = new EventSource("/sandbox/events");
  let lost = false;
  source.onopen = async () => {
    await Promise.all([refresh(), refreshClock()]);
    tell({ event: "online", again: lost });
    lost = false;
  };
  source.onerror = () => {
    lost = true;
    tell({ event: "offline" });
    if (source.readyState === EventSource.CLOSED) {
      source.close();
      setTimeout(connect, 1000);
    }
  };
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    apply(event);
    tell(event);
  };
}

function apply(event) {
  if (event.event === "message") {
    const list = (store.messages[event.message._chat] ||= []);
    const at = list.findIndex((m) => m.message_id === event.message.message_id);
    event.isNew = at < 0;
    if (at < 0) list.push(event.message);
    else list[at] = event.message;
  } else if (event.event === "deleted") {
    const list = store.messages[event.chat_id] || [];
    store.messages[event.chat_id] = list.filter((m) => m.message_id !== event.message_id);
  } else if (event.event === "chat") {
    store.chats[event.chat.id] = event.chat;
  } else if (event.event === "bot" || event.event === "people") {
    refresh();
  } else if (event.event === "clock") {
    refreshClock();
  }
}

async function answer(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) {
    tell({ event: "refused", reason: body.error });
    throw new Error(body.error);
  }
  return body.result;
}

export function act(who, what, details = {}) {
  const body = JSON.stringify({ as: who.as, chat: who.chat, do: what, ...details });
  return fetch("/sandbox/act", { method: "POST", headers: { "Content-Type": "application/json" }, body }).then(answer);
}

export function moveClock(by) {
  const body = JSON.stringify({ by });
  return fetch("/sandbox/clock", { method: "POST", headers: { "Content-Type": "application/json" }, body }).then(answer);
}

export function upload(who, kind, files, caption, replyTo) {
  const form = new FormData();
  for (const [key, value] of Object.entries({ as: who.as, chat: who.chat, kind, caption, reply_to: replyTo ?? "" })) form.append(key, value);
  for (const file of files) form.append("file", file, file.name || "photo.jpg");
  return fetch("/sandbox/upload", { method: "POST", body: form }).then(answer);
}

export async function addressOf(lat, lon, language) {
  const query = new URLSearchParams({ lat, lon, format: "json", "accept-language": language });
  const place = await (await fetch(`/geocoder/reverse?${query}`)).json();
  if (!place.address) return "";
  const a = place.address;
  return [a.road, a.house_number].filter(Boolean).join(", ") || a.leisure || a.city_district || a.city || "";
}

export const fileUrl = (id) => `/sandbox/file/${encodeURIComponent(id)}`;
export const personOf = (id) => store.people.find((person) => person.id === id);
export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

const DOORS = {
  telegram: /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)\/?(?:\?(.*))?$|^tg:\/\/resolve\?(.*)$/i,
  max: /^(?:https?:\/\/)?max\.ru\/(\w+)\/?(?:\?(.*))?$/i,
};
const PAYLOADS = { telegram: /^[\w-]{0,64}$/, max: /^[\w-]{0,128}$/ };

/** What a link to the bot in this person's messenger starts it with: {payload}, null there if it only opens the chat; undefined for other links. */
export function startOf(url, id) {
  const { messenger } = personOf(id), found = url.match(DOORS[messenger]);
  const query = new URLSearchParams(found?.[2] || found?.[3] || "");
  const name = found?.[1] || query.get("domain"), { username } = store.bot[id];
  if (!name || name.toLowerCase() !== username?.toLowerCase()) return undefined;
  const payload = query.get("start");
  return { payload: payload === null || PAYLOADS[messenger].test(payload) ? payload : null };
}
