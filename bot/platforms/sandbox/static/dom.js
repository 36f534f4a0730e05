// Making elements: h("button.key", {onclick}, "label"); text is always text, never markup.
export function h(name, props = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "dataset") Object.assign(node.dataset, value);
    else if (key in node && !key.startsWith("aria")) node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const ICONS = {
  attach: "M8 12.5l6.2-6.2a3 3 0 0 1 4.3 4.3l-8.1 8.1a5 5 0 0 1-7.1-7.1l7.6-7.6",
  send: "M4 12l16-8-5 16-3.5-6.5L4 12z",
  slash: "M4 4h16v16H4zM14.5 7.5l-5 9",
  keys: "M4 6h16v12H4zM8 10h.01M12 10h.01M16 10h.01M8 14h8",
  dots: "M12 6h.01M12 12h.01M12 18h.01",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.500v4.800l3.200 1.900",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  pin: "M12 21s6.5-6.2 6.5-11A6.5 6.5 0 0 0 5.5 10c0 4.800 6.500 11 6.500 11zM12 7.800a2.200 2.200 0 1 0 0 4.400 2.200 2.200 0 0 0 0-4.400z",
};

export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}

export function avatar(name, id, extra = "") {
  const letters = name.split(/\s+/).map((part) => part[0] || "").join("").slice(0, 2).toUpperCase();
  const node = h(`span.avatar${extra}`, { "aria-hidden": "true" }, letters);
  node.style.setProperty("--hue", String((Math.abs(Number(id)) * 47 + 205) % 360));
  return node;
}
