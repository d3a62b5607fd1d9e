/** Phrases of the interface, which come from the page, with values in them. */

/** Pure: fill `{name}` in a phrase; a date that ends with a dot does not end a sentence with two. */
export function fill(phrase, values) {
  const filled = phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  return filled.replace(/(?<!\.)\.\.(?!\.)/g, ".");
}

/** Pure: a day such as 2026-11-26 in words. */
export function dayWords(day, language = document.documentElement.lang) {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(year, month - 1, date));
}

/** Pure: a length of time in words; `forms` are the phrases for hours and minutes. Long ones are rounded to ten minutes. */
export function timeWords(minutes, forms) {
  const total = minutes < 60 ? Math.ceil(minutes) : Math.round(minutes / 10) * 10;
  const parts = [[forms.hours, Math.floor(total / 60)], [forms.minutes, total % 60]];
  const words = parts.filter(([, n]) => n).map(([form, n]) => fill(form, { n }));
  return words.join(" ").replaceAll(" ", "\u00a0");
}

/** Say why records are not kept, now and when it changes (`partials/trouble.html`). */
export function showTrouble(store, root = document) {
  const place = root.querySelector("[data-trouble]");
  if (!place) return;
  const show = () => {
    const trouble = store.trouble();
    place.hidden = !trouble;
    place.querySelector("span").textContent = place.dataset[trouble] ?? "";
  };
  store.onEveryChange(show);
  show();
}

/** Pure: a number of bytes in words: `1,4 МБ`; never zero. */
export function sizeOf(bytes, language) {
  const [value, unit] = bytes < 1e9 ? [Math.max(bytes / 1e6, 0.1), "megabyte"] : [bytes / 1e9, "gigabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
