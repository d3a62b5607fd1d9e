/** Phrases of the interface come from templates; here their gaps are filled in. */

/** Pure: fill `{name}` in a phrase. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Pure: a number of bytes in words: `1,4 МБ`; never zero. */
export function sizeOf(bytes, language) {
  const [value, unit] = bytes < 1e9 ? [Math.max(bytes / 1e6, 0.1), "megabyte"] : [bytes / 1e9, "gigabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
