// Words of the page itself, Russian and English; what the bot says is not translated here.
const WORDS = {
  ru: {
    sandbox: "песочница", conversation: "Переписка", tab_group: "Операторы", ui_language: "Switch to English", ui_other: "EN",
    offline: "Связь потеряна, подключаемся снова…", online: "Снова на связи", typing: "печатает…",
    upload_photo: "отправляет фото…", find_location: "ищет место…", upload_document: "отправляет файл…",
    who: "Кто пишет", language: "Язык приложения", settings: "Настройки чата", block: { telegram: "Заблокировать бота", max: "Остановить бота" },
    unblock: { telegram: "Разблокировать бота", max: "Возобновить работу бота" },
    members: ["участник", "участника", "участников"], you_are: "вы —", start: { telegram: "Запустить", max: "Начать" },
    restart: { telegram: "Перезапустить бота", max: "Возобновить" }, does: { message: "Отправит эти слова", request_geo_location: "Спросит место на плане", request_contact: "Отправит ваш контакт" },
    what_can: "Что умеет этот бот?", message: "Сообщение", send: "Отправить",
    attach: "Прикрепить", commands: "Команды бота", keyboard: "Клавиатура бота", cancel: "Отмена", close: "Закрыть",
    photo: "Фото", file: "Файл", place: "Геопозиция", more: "Ещё", voice: "Голосовое", video: "Видео", sticker: "Стикер",
    contact: "Мой контакт", poll: "Опрос", edited: "изменено", today: "Сегодня", yesterday: "Вчера",
    reply: "Ответить", edit: "Изменить", copy: "Копировать текст", remove: "Удалить", forward: "Переслать в соседний чат",
    actions: "Действия с сообщением", forwarded: "Переслано от", pinned: "Закреплено", pinned_service: "закрепил(а) сообщение",
    editing: "Изменение", caption: "Подпись", as_file: "Отправить файлами, без сжатия", drop: "Отпустите, чтобы отправить",
    send_photos: "Отправить фото", send_files: "Отправить файлы", choose_place: "Где это?", plan_hint: "Щёлкните по плану",
    send_place: "Отправить геопозицию", live: "Транслировать", live_now: "транслируется", move: "Передвинуть",
    move_here: "Сюда", stop: "Остановить", as_venue: "Как место с названием", zoom_in: "Ближе", zoom_out: "Дальше",
    down: "Вниз", ok: "Понятно", copied: "Скопировано", not_here: "В песочнице этого нет", silent: "без звука",
    plan_note: "Схема без масштаба, только для песочницы", added_photos: "Добавить ещё", spoiler: "Показать",
    empty_group: "Здесь появятся карточки для операторов", live_location: "Геопозиция", seconds: "с", bytes: ["Б", "КБ", "МБ"],
    parts: { resident: "житель", owner: "владелец", agency: "служба", control: "контроль" }, unread: "есть новое от бота",
    clock: "Дата и время в песочнице", ahead: "Насколько часы песочницы впереди настоящих", plus_hour: "+1 час", plus_day: "+1 день",
    to_next: "К следующему событию", to_next_short: "К событию", nothing_due: "Событий нет", spans: ["д", "ч", "мин"],
    coordinates: "Широта и долгота", album_item: "Фото", poll_question: "Когда починят?", unknown: "Неподдерживаемое сообщение",
  },
  en: {
    sandbox: "sandbox", conversation: "Conversation", tab_group: "Operators", ui_language: "Переключить на русский", ui_other: "RU",
    offline: "Connection lost, trying again…", online: "Back online", typing: "is typing…",
    upload_photo: "is sending a photo…", find_location: "is looking for a place…", upload_document: "is sending a file…",
    who: "Who is writing", language: "Language of the app", settings: "Chat settings", block: { telegram: "Block the bot", max: "Stop the bot" },
    unblock: { telegram: "Unblock the bot", max: "Let the bot go on" },
    members: ["member", "members", "members"], you_are: "you are", start: { telegram: "Start", max: "Begin" },
    restart: { telegram: "Restart the bot", max: "Resume" }, does: { message: "Sends these words", request_geo_location: "Asks for a place on the plan", request_contact: "Sends your contact" },
    what_can: "What can this bot do?", message: "Message", send: "Send",
    attach: "Attach", commands: "Bot commands", keyboard: "Bot keyboard", cancel: "Cancel", close: "Close",
    photo: "Photo", file: "File", place: "Location", more: "More", voice: "Voice", video: "Video", sticker: "Sticker",
    contact: "My contact", poll: "Poll", edited: "edited", today: "Today", yesterday: "Yesterday",
    reply: "Reply", edit: "Edit", copy: "Copy text", remove: "Delete", forward: "Forward to the other chat",
    actions: "Message actions", forwarded: "Forwarded from", pinned: "Pinned", pinned_service: "pinned a message",
    editing: "Editing", caption: "Caption", as_file: "Send as files, uncompressed", drop: "Drop to send",
    send_photos: "Send photos", send_files: "Send files", choose_place: "Where is it?", plan_hint: "Click the plan",
    send_place: "Send location", live: "Share live", live_now: "live", move: "Move", move_here: "Here",
    stop: "Stop", as_venue: "As a named venue", zoom_in: "Closer", zoom_out: "Farther",
    down: "Down", ok: "OK", copied: "Copied", not_here: "Not in the sandbox", silent: "silent",
    plan_note: "A coarse plan, for the sandbox only", added_photos: "Add more", spoiler: "Reveal",
    empty_group: "Cards for operators will appear here", live_location: "Location", seconds: "s", bytes: ["B", "KB", "MB"],
    parts: { resident: "resident", owner: "owner", agency: "agency", control: "control" }, unread: "news from the bot",
    clock: "Date and time in the sandbox", ahead: "How far the sandbox is ahead of the real time", plus_hour: "+1 hour", plus_day: "+1 day",
    to_next: "To the next event", to_next_short: "To the event", nothing_due: "Nothing is due", spans: ["d", "h", "min"],
    coordinates: "Latitude and longitude", album_item: "Photo", poll_question: "When will it be mended?", unknown: "Unsupported message",
  },
};

let language = new URLSearchParams(location.search).get("ui") || localStorage.getItem("ui") || "ru";
if (!(language in WORDS)) language = "ru";

export const word = (id) => WORDS[language][id];
export const uiLanguage = () => language;

export function switchLanguage() {
  language = language === "ru" ? "en" : "ru";
  localStorage.setItem("ui", language);
}

export function plural(count, forms) {
  if (language === "en") return forms[count === 1 ? 0 : 1];
  const tens = count % 100, ones = count % 10;
  if (tens > 10 && tens < 15) return forms[2];
  return forms[ones === 1 ? 0 : ones > 1 && ones < 5 ? 1 : 2];
}

let skew = 0; // of the sandbox's clock, milliseconds; its time is shown, never the browser's

export const now = () => Date.now() + skew;
export const setNow = (milliseconds) => (skew = milliseconds - Date.now());

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function day(seconds) {
  const date = new Date(seconds * 1000), today = new Date(now());
  const ago = Math.round((new Date(today.toDateString()) - new Date(date.toDateString())) / 864e5);
  if (ago === 0) return word("today");
  if (ago === 1) return word("yesterday");
  const options = { day: "numeric", month: "long" };
  if (date.getFullYear() !== today.getFullYear()) options.year = "numeric";
  return date.toLocaleDateString(language, options);
}

/** "чт, 23 июля", with the year where it is not this one. */
export function shortDay(seconds) {
  const date = new Date(seconds * 1000), options = { weekday: "short", day: "numeric", month: "long" };
  if (date.getFullYear() !== new Date().getFullYear()) options.year = "numeric";
  return date.toLocaleDateString(language, options);
}

/** A length of time by its two largest parts. */
export function span(seconds) {
  const [days, hours, minutes] = word("spans"), all = Math.round(seconds / 60);
  const parts = [[Math.floor(all / 1440), days], [Math.floor(all / 60) % 24, hours], [all % 60, minutes]];
  const first = parts.findIndex(([count]) => count);
  return parts.slice(first, first + 2).filter(([count]) => count).map(([count, unit]) => `${count} ${unit}`).join(" ");
}

export function size(bytes) {
  const units = word("bytes"), step = bytes < 1024 ? 0 : bytes < 1048576 ? 1 : 2;
  return `${(bytes / 1024 ** step).toLocaleString(language, { maximumFractionDigits: step === 2 ? 1 : 0 })} ${units[step]}`;
}
