/** What repeats on the page «Моё обучение» stands in a template of its section. */

/** A copy of the template, and a function that finds its slots. */
export function copyOf(section) {
  const row = section.querySelector("template").content.firstElementChild.cloneNode(true);
  return [row, (name) => row.querySelector(`[data-slot="${name}"]`)];
}

/** Put the rows into a section; an empty one is not shown. Tells whether it is. */
export function put(section, rows) {
  section.querySelector("[data-list]").replaceChildren(...rows);
  section.hidden = rows.length === 0;
  return rows.length > 0;
}
