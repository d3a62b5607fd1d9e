/** Phrases of the interface: they come from templates, with `{names}` to be filled in. */

/** Pure: fill `{name}` in a phrase. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
