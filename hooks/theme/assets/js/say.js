/** Numbers and days as the language of the page writes them; small elements. */

const language = () => document.documentElement.lang || "ru";

/** A number with at most one digit after the point. */
export function number(value) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(value);
}

/** A day in words; with its year, unless it is told not to. */
export function day(date, { year = true } = {}) {
  const words = { day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) };
  return new Intl.DateTimeFormat(language(), words).format(date);
}

/** Make an element: texts and elements go into it, `undefined` is left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
