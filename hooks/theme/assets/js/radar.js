/** A radar diagram as SVG, drawn by DOM methods: numbers at the axes, their names stand in the table beside it. */

const SVG = "http://www.w3.org/2000/svg";
const SIZE = 320;
const CENTRE = SIZE / 2;
const RADIUS = 128;

/**
 * Draw levels from 0 to `top`, with a ring at every `step`. `series` is `[{ name, values }]`, one value for each axis,
 * undefined where nobody knows; the name is a class of the shape. `label` says in words what a reader who cannot see
 * it would miss.
 */
export function drawRadar(series, label, top = 4, step = 1) {
  const count = series[0].values.length;
  const last = series.at(-1).values;
  const rings = Array.from({ length: Math.round(top / step) }, (_, number) => (number + 1) * step);
  const svg = shape("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-label": label });
  for (const ring of rings) svg.append(shape("polygon", { class: "ring", points: pointsOf(Array(count).fill(ring), top) }));
  for (const [axis, value] of last.entries()) {
    const [x, y] = at(axis, count, 1);
    svg.append(shape("line", { class: value === undefined ? "spoke unknown" : "spoke", x1: CENTRE, y1: CENTRE, x2: x, y2: y }));
  }
  for (const { name, values } of series) svg.append(shape("polygon", { class: name, points: pointsOf(values, top) }));
  for (const [axis, value] of last.entries()) {
    if (value === undefined) continue;
    const [x, y] = at(axis, count, value / top);
    svg.append(shape("circle", { class: "dot", cx: x, cy: y, r: 4 }));
  }
  for (const ring of rings) svg.append(text(String(ring), CENTRE + 4, CENTRE - (RADIUS * ring) / top + 4, "scale"));
  for (let axis = 0; axis < count; axis++) svg.append(text(String(axis + 1), ...at(axis, count, 1.13), "axis-number"));
  return svg;
}

/** Pure: where the value of an axis stands, as a share of the radius; the first axis points up. */
export function at(axis, count, share) {
  const angle = (2 * Math.PI * axis) / count - Math.PI / 2;
  const place = (turn) => Math.round((CENTRE + RADIUS * share * turn(angle)) * 10) / 10;
  return [place(Math.cos), place(Math.sin)];
}

function pointsOf(values, top) {
  return values.map((value, axis) => at(axis, values.length, (value ?? 0) / top).join(",")).join(" ");
}

function text(words, x, y, name) {
  const element = shape("text", { x, y, class: name, "aria-hidden": "true" });
  element.textContent = words;
  return element;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
