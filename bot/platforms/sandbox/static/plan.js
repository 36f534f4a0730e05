// The plan of the city as inline SVG: small in a bubble, pannable and zoomable where a place is chosen.
import { h, svg } from "./dom.js";
import { modal, heading } from "./overlays.js";
import { addressOf, store } from "./store.js";
import { uiLanguage, word } from "./words.js";

// Metres east and south of the middle of the plan; good enough for a city.
const MIDDLE = { lat: 55.7525, lon: 37.6175 }, METRES = 111320, SQUEEZE = Math.cos((55.75 * Math.PI) / 180);
const toPlan = (lat, lon) => [(lon - MIDDLE.lon) * METRES * SQUEEZE, (MIDDLE.lat - lat) * METRES];
const toWorld = (x, y) => ({ lat: MIDDLE.lat - y / METRES, lon: MIDDLE.lon + x / (METRES * SQUEEZE) });
const NARROWEST = 700, WIDEST = 46000;

let shapes = null;

function allShapes() {
  shapes ||= store.plan.features.map((feature) => {
    const polygon = feature.geometry.type === "Polygon";
    const line = (polygon ? feature.geometry.coordinates[0] : feature.geometry.coordinates).map(([lon, lat]) => toPlan(lat, lon));
    const xs = line.map((p) => p[0]), ys = line.map((p) => p[1]);
    return {
      line, polygon, ...feature.properties,
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
      path: `M${line.map((p) => p.map(Math.round).join(" ")).join("L")}${polygon ? "Z" : ""}`,
      length: line.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - line[i][0], p[1] - line[i][1]), 0),
    };
  });
  return shapes;
}

const ORDER = ["outline", "park", "landmark", "river", "street", "ring"];

function drawing(box) {
  const seen = (s) => !box || (s.box[0] < box[2] && s.box[2] > box[0] && s.box[1] < box[3] && s.box[3] > box[1]);
  const groups = ORDER.map((kind) => {
    const group = svg("g", { class: `plan-${kind}` });
    for (const shape of allShapes()) if (shape.kind === kind && seen(shape)) group.append(svg("path", { d: shape.path, class: shape.length > 4500 ? "main" : "" }));
    return group;
  });
  return groups;
}

const pinAt = (x, y, scale) =>
  svg("g", { class: "plan-pin", transform: `translate(${x} ${y}) scale(${scale})` },
    svg("ellipse", { cx: 0, cy: 0, rx: 5, ry: 2 }), svg("path", { d: "M0 0C-3-9-10-12-10-20A10 10 0 0 1 10-20C10-12 3-9 0 0Z" }), svg("circle", { cx: 0, cy: -20, r: 4 }));

/** A still piece of the plan around a point, for a bubble. */
export function miniPlan(location, live = false) {
  const [x, y] = toPlan(location.latitude, location.longitude), width = 2600, height = 1300;
  const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const picture = svg("svg", { class: "plan mini", viewBox: `${box[0]} ${box[1]} ${width} ${height}`, role: "img", preserveAspectRatio: "xMidYMid slice",
    "aria-label": `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}` }, ...drawing(box));
  if (live) picture.append(svg("circle", { class: "plan-live", cx: x, cy: y, r: 190 }));
  picture.append(...labelsFor(box, 270 / width, 5), pinAt(x, y, width / 270));
  return picture;
}

/** Names that fit into the view without touching each other, the important ones first. */
function labelsFor(box, scale, most) {
  const english = uiLanguage() === "en", taken = [], out = [];
  const rank = (s) => ({ park: 3, landmark: 3, ring: 2, river: 2.5 }[s.kind] || 0) + Math.min(s.length / 9000, 2);
  const width = box[2] - box[0];
  const candidates = allShapes().filter((s) => s.kind !== "outline" && (width < 12000 || s.kind !== "street" || s.length > (width > 20000 ? 9000 : 3500)));
  for (const shape of candidates.sort((a, b) => rank(b) - rank(a))) {
    if (out.length >= most) break;
    const text = (english ? shape.name_en : shape.name).replace(/ (улица|Street)$/, "");
    const spot = spotFor(shape, box);
    if (!spot) continue;
    const long = (text.length * (shape.kind === "ring" ? 7.6 : 6.6)) / scale, tall = 14 / scale;
    if (!shape.polygon && shape.length * 1.15 < long) continue;
    const [c, s] = [Math.abs(Math.cos(spot.angle)), Math.abs(Math.sin(spot.angle))];
    const w = (long * c + tall * s) / 2, t = (long * s + tall * c) / 2;
    const area = [spot.x - w, spot.y - t, spot.x + w, spot.y + t];
    if (area[0] < box[0] || area[2] > box[2] || area[1] < box[1] || area[3] > box[3]) continue;
    if (taken.some((o) => o[0] < area[2] && o[2] > area[0] && o[1] < area[3] && o[3] > area[1])) continue;
    taken.push(area);
    const turn = `translate(${spot.x} ${spot.y}) rotate(${(spot.angle * 180) / Math.PI}) scale(${1 / scale})`;
    out.push(svg("text", { class: `label-${shape.kind}`, transform: turn, "text-anchor": "middle", dy: shape.polygon ? 4 : -3 }, text));
  }
  return out;
}

function spotFor(shape, box) {
  if (shape.polygon) return { x: (shape.box[0] + shape.box[2]) / 2, y: (shape.box[1] + shape.box[3]) / 2, angle: 0 };
  let best = null;
  for (let i = 1; i < shape.line.length; i++) {
    const cut = clip(shape.line[i - 1], shape.line[i], box);
    if (!cut) continue;
    const [[ax, ay], [bx, by]] = cut, length = Math.hypot(bx - ax, by - ay);
    let angle = Math.atan2(by - ay, bx - ax);
    if (angle > Math.PI / 2) angle -= Math.PI;
    if (angle < -Math.PI / 2) angle += Math.PI;
    if (!best || length > best.length) best = { x: (ax + bx) / 2, y: (ay + by) / 2, angle, length };
  }
  return best;
}

function clip([ax, ay], [bx, by], box) {
  let from = 0, to = 1;
  for (const [p, q] of [[ax - bx, ax - box[0]], [bx - ax, box[2] - ax], [ay - by, ay - box[1]], [by - ay, box[3] - ay]]) {
    if (p === 0 && q < 0) return null;
    if (p < 0) from = Math.max(from, q / p);
    if (p > 0) to = Math.min(to, q / p);
  }
  const at = (t) => [ax + (bx - ax) * t, ay + (by - ay) * t];
  return from < to ? [at(from), at(to)] : null;
}

/** The plan that a person moves with a mouse, fingers or keys; `onChoose(lat, lon)` hears a click. */
class PlanView {
  constructor(start, onChoose) {
    this.onChoose = onChoose;
    this.view = { x: 0, y: 0, width: 7000 };
    if (start) [this.view.x, this.view.y] = toPlan(start.lat, start.lon);
    this.labels = svg("g", { class: "plan-labels" });
    this.marks = svg("g");
    this.node = svg("svg", { class: "plan big", tabindex: "0", role: "application", "aria-label": word("plan_hint") }, ...drawing(), this.labels, this.marks);
    this.pointers = new Map();
    for (const [name, run] of Object.entries({ pointerdown: this.down, pointermove: this.move, pointerup: this.up, pointercancel: this.up, wheel: this.wheel, keydown: this.key })) {
      this.node.addEventListener(name, run.bind(this), { passive: false });
    }
    new ResizeObserver(() => this.show()).observe(this.node);
  }

  get scale() {
    return (this.node.clientWidth || 1) / this.view.width;
  }

  show() {
    const { x, y, width } = this.view, height = (width * this.node.clientHeight) / (this.node.clientWidth || 1);
    const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    this.node.setAttribute("viewBox", `${box[0]} ${box[1]} ${width} ${height}`);
    this.node.classList.toggle("near", width < 9000);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.labels.replaceChildren(...labelsFor(box, this.scale, 46)));
    this.drawPin();
  }

  drawPin() {
    this.marks.replaceChildren(...(this.pin ? [pinAt(...this.pin, 1 / this.scale)] : []));
  }

  zoom(factor, at = [this.view.x, this.view.y]) {
    const width = Math.min(Math.max(this.view.width * factor, NARROWEST), WIDEST), share = width / this.view.width;
    this.view = { x: at[0] + (this.view.x - at[0]) * share, y: at[1] + (this.view.y - at[1]) * share, width };
    this.show();
  }

  pan(dx, dy) {
    const limit = 24000, held = (v) => Math.min(Math.max(v, -limit), limit);
    this.view = { ...this.view, x: held(this.view.x - dx / this.scale), y: held(this.view.y - dy / this.scale) };
    this.show();
  }

  point(event) {
    const box = this.node.getBoundingClientRect();
    return [this.view.x + (event.clientX - box.left - box.width / 2) / this.scale, this.view.y + (event.clientY - box.top - box.height / 2) / this.scale];
  }

  choose(x, y) {
    this.pin = [x, y];
    this.drawPin();
    const { lat, lon } = toWorld(x, y);
    this.onChoose(lat, lon);
  }

  down(event) {
    this.node.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    this.moved = 0;
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const others = [...this.pointers.values()].filter((p) => p.pointerId !== event.pointerId);
    if (others.length) {
      const spread = (p) => Math.hypot(p.clientX - others[0].clientX, p.clientY - others[0].clientY) || 1;
      this.moved = 99;
      this.zoom(spread(before) / spread(event));
    } else {
      this.moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (this.moved > 4) this.pan(event.clientX - before.clientX, event.clientY - before.clientY);
    }
    this.pointers.set(event.pointerId, event);
  }

  up(event) {
    const was = this.pointers.delete(event.pointerId);
    if (was && event.type === "pointerup" && this.moved <= 4) this.choose(...this.point(event));
  }

  wheel(event) {
    event.preventDefault();
    this.zoom(Math.exp(Math.min(Math.max(event.deltaY, -120), 120) / 350), this.point(event));
  }

  key(event) {
    const step = 60, pans = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (pans[event.key]) this.pan(...pans[event.key]);
    else if (event.key === "+" || event.key === "=") this.zoom(0.7);
    else if (event.key === "-") this.zoom(1.4);
    else if (event.key === "Enter" || event.key === " ") this.choose(this.view.x, this.view.y);
    else return;
    event.preventDefault();
  }
}

let last = null;

/** Ask for a place; resolves {lat, lon, live, venue, address} or null. `offer` shows what else may be sent. */
export function choosePlace({ title = word("choose_place"), send = word("send_place"), offer = true } = {}) {
  return modal("plan-dialog", title, (close) => {
    const note = h("output.plan-address", {}, word("plan_hint"));
    const live = h("input", { type: "checkbox" }), venue = h("input", { type: "checkbox" });
    const go = h("button.primary", { type: "button", disabled: true, onclick: () => close({ ...last, live: live.checked, venue: venue.checked }) }, send);
    const plan = new PlanView(last, async (lat, lon) => {
      last = { lat, lon, address: "" };
      go.disabled = false;
      note.textContent = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
      const chosen = last;
      chosen.address = await addressOf(lat, lon, uiLanguage()).catch(() => "");
      if (chosen === last && chosen.address) note.replaceChildren(h("b", {}, chosen.address), ` ${lat.toFixed(5)}, ${lon.toFixed(5)}`);
    });
    live.addEventListener("change", () => live.checked && (venue.checked = false));
    venue.addEventListener("change", () => venue.checked && (live.checked = false));
    return [
      heading(title, close),
      h("div.plan-frame", {}, plan.node,
        h("div.plan-zoom", {}, h("button.round", { type: "button", "aria-label": word("zoom_in"), onclick: () => plan.zoom(0.6) }, "+"),
          h("button.round", { type: "button", "aria-label": word("zoom_out"), onclick: () => plan.zoom(1.6) }, "−")),
        h("small.plan-note", {}, word("plan_note"))),
      h("footer", {}, note, offer && h("span.offers", {}, h("label.check", {}, live, word("live")), h("label.check", {}, venue, word("as_venue"))), go),
    ];
  });
}
