/** Words of the interface with their values, numbers and days as the language of the page writes them; small elements. */

const language = () => document.documentElement.lang || "ru";

/** Pure: fill `{name}` in a phrase of the interface. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** A number with at most one digit after the point. */
export function number(value) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(value);
}

/** A day in words; with its year, unless it is told not to. */
export function day(date, { year = true } = {}) {
  const words = { day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) };
  return new Intl.DateTimeFormat(language(), words).format(date);
}

/** Pure: the day of a date where the reader is: `2026-11-26`. */
export function isoDay(date) {
  const two = (value) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Make an element: texts and elements go into it, `undefined` is left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
