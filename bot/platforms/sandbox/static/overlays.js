// What lies over the chats: toasts, alerts, menus, the photo viewer, the dialog before sending pictures.
import { h, icon } from "./dom.js";
import { size, word } from "./words.js";

/** A line that goes away by itself; over one chat if its place is given. */
export function toast(text, kind = "", host = document.getElementById("toasts")) {
  const node = h(`div.toast${kind && `.${kind}`}`, {}, text);
  host.append(node);
  setTimeout(() => node.classList.add("gone"), 3600);
  setTimeout(() => node.remove(), 4000);
}

/** A modal dialog; `build(close)` gives its contents; resolves with what it was closed with. */
export function modal(className, label, build) {
  return new Promise((resolve) => {
    let result = null;
    const node = h(`dialog.${className}`, { "aria-label": label });
    const close = (value) => {
      result = value;
      node.close();
    };
    node.append(...[build(close)].flat());
    node.addEventListener("close", () => {
      node.remove();
      resolve(result);
    });
    node.addEventListener("click", (event) => event.target === node && close(null));
    document.body.append(node);
    node.showModal();
  });
}

export function heading(text, close) {
  return h("header.dialog-head", {}, h("h2", {}, text), h("button.round", { type: "button", "aria-label": word("close"), onclick: () => close(null) }, icon("close")));
}

export const alertBox = (text) =>
  modal("alert", word("message"), (close) => [
    h("p", {}, text),
    h("button.primary", { type: "button", autofocus: true, onclick: () => close(true) }, word("ok")),
  ]);

export const viewPhoto = (url, caption) =>
  modal("viewer", word("photo"), (close) => [
    h("button.round.viewer-close", { type: "button", "aria-label": word("close"), onclick: () => close(null) }, icon("close")),
    h("img", { src: url, alt: caption || word("photo"), onclick: () => close(null) }),
    caption && h("p", {}, caption),
  ].filter(Boolean));

let openMenu = null;

/** A small menu at a button or a point; items are {text, icon, run, detail}. */
export function menu(anchor, items, className = "") {
  openMenu?.();
  const list = h(`div.menu${className && `.${className}`}`, { role: "menu" });
  const opener = document.activeElement;
  const close = () => {
    list.remove();
    document.removeEventListener("pointerdown", outside, true);
    openMenu = null;
  };
  const outside = (event) => !list.contains(event.target) && close();
  for (const item of items) {
    const run = () => {
      close();
      opener?.focus?.({ preventScroll: true });
      item.run();
    };
    list.append(h("button", { type: "button", role: "menuitem", className: item.danger ? "danger" : "", onclick: run },
      item.icon && h("span.menu-icon", {}, item.icon), h("span", {}, item.text), item.detail && h("small", {}, item.detail)));
  }
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.children], at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") {
      close();
      opener?.focus?.();
    } else if (next !== undefined) {
      event.preventDefault();
      buttons.at(next % buttons.length).focus();
    }
  });
  document.body.append(list);
  place(list, anchor);
  list.firstElementChild?.focus();
  document.addEventListener("pointerdown", outside, true);
  openMenu = close;
}

function place(list, anchor) {
  const box = anchor.getBoundingClientRect ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = box.bottom + height + 8 < innerHeight || box.top < height + 8;
  list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, below ? Math.min(box.bottom + 4, innerHeight - height - 8) : box.top - height - 4)}px`;
}

/** Pictures before they go: look, caption, take away, as files. Resolves {files, caption, asFile} or null. */
export function beforeSending(files) {
  let chosen = [...files];
  const images = chosen.every((file) => file.type.startsWith("image/"));
  return modal("sending", word(images ? "send_photos" : "send_files"), (close) => {
    const grid = h("div.thumbs");
    const caption = h("textarea", { rows: 2, placeholder: word("caption"), "aria-label": word("caption"), maxLength: 1024 });
    const asFile = h("input", { type: "checkbox", checked: !images, disabled: !images });
    const more = h("input", { type: "file", multiple: true, accept: images ? "image/*" : "", hidden: true });
    const done = () => close({ files: chosen, caption: caption.value.trim(), asFile: asFile.checked });
    const draw = () => {
      grid.replaceChildren(...chosen.map((file) => thumb(file, () => {
        chosen = chosen.filter((other) => other !== file);
        if (chosen.length) draw();
        else close(null);
      })));
    };
    more.addEventListener("change", () => {
      chosen.push(...more.files);
      draw();
    });
    caption.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        done();
      }
    });
    caption.autofocus = true;
    draw();
    return [
      heading(word(images ? "send_photos" : "send_files"), close), grid, caption, more,
      h("label.check", {}, asFile, word("as_file")),
      h("footer", {}, h("button.plain", { type: "button", onclick: () => more.click() }, word("added_photos")),
        h("button.primary", { type: "button", onclick: done }, word("send"))),
    ];
  });
}

function thumb(file, remove) {
  const image = file.type.startsWith("image/") && h("img", { src: URL.createObjectURL(file), alt: file.name });
  return h("figure", {}, image || h("span.thumb-file", {}, icon("file"), h("b", {}, file.name), h("small", {}, size(file.size))),
    h("button.round", { type: "button", "aria-label": `${word("remove")}: ${file.name}`, onclick: remove }, icon("close")));
}
