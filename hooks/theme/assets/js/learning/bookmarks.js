/** Bookmarks, each with a button that removes it, and the certificates that were made. */

import { dayWords, fill } from "../phrases.js";
import { copyOf, put } from "./view.js";

/** Show the section; tells whether there is anything in it. */
export function showBookmarks(section, state, page) {
  const rows = Object.entries(state.bookmarks ?? {})
    .reverse() // what was kept last comes first, of one day too
    .sort(([, one], [, other]) => other.at.localeCompare(one.at))
    .map(([name, kept]) => {
      const [row, slot] = copyOf(section);
      const { title, url } = known(name, page.map) ?? kept;
      slot("title").textContent = title;
      slot("title").href = page.base + url;
      slot("remove").setAttribute("aria-label", fill(section.dataset.remove, { title }));
      slot("remove").addEventListener("click", () => remove(section, name, row, page.store));
      return row;
    });
  return put(section, rows);
}

/** The present title and address of an entry, where the list of what is here has it. */
function known(name, map) {
  const [collection, id] = name.split(":");
  return map?.[collection]?.[id] ?? map?.materials?.find((material) => material.ref === name);
}

function remove(section, name, row, store) {
  const place = [...row.parentElement.children].indexOf(row);
  store.change("bookmarks", (bookmarks) => delete bookmarks[name]); // shows the list anew
  section.querySelector("[data-status]").textContent = section.dataset.removed;
  const left = section.querySelectorAll('[data-slot="remove"]');
  if (left.length) left[Math.min(place, left.length - 1)].focus();
  else document.getElementById("content").focus();
}

/** Show the section; tells whether there is anything in it. */
export function showCertificates(section, state, { map, base }) {
  const rows = Object.entries(state.certificates ?? {}).map(([id, { at, name }]) => {
    const [row, slot] = copyOf(section);
    slot("title").textContent = map?.courses[id]?.title ?? id;
    if (map?.courses[id]) slot("title").href = `${base}${map.courses[id].url}#certificate`;
    slot("line").textContent = fill(section.dataset.line, { name, day: dayWords(at) });
    return row;
  });
  return put(section, rows);
}
