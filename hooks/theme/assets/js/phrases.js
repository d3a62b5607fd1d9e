/** Pure: fill `{name}` in a phrase of the interface; the phrase itself comes from the page. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
