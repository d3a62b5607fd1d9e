/** What was written and marked here: drafts of forms and of lessons, with the way to each. */

import { listDrafts } from "../drafts.js";
import { fill } from "../phrases.js";
import { DRAFT } from "./assessments.js";
import { copyOf, put } from "./view.js";

let titles; // of forms by id; asked for once, when there is a draft

/** Show the section; tells whether there is anything in it. */
export function showWorksheets(section, state, page) {
  const drafts = Object.entries(listDrafts()).filter(([name]) => !name.startsWith(DRAFT)); // those have a section of their own
  if (drafts.length && !titles) {
    titles = new Map();
    load(page.forms).then(() => showWorksheets(section, state, page));
  }
  const rows = drafts.map(([name, { values }]) => {
    const [row, slot] = copyOf(section);
    const found = pageOf(name, page.map);
    if (found) slot("title").href = page.base + found.url;
    slot("title").textContent = found ? found.title : titles?.size && page.map ? fill(section.dataset.unknown, { name }) : name;
    slot("line").textContent = fill(section.dataset.filled, { count: Object.keys(values).length });
    return row;
  });
  return put(section, rows);
}

/** The page where a draft goes on, by its name: the id of a form, or that of a lesson, `<course>/<lesson>`. */
function pageOf(name, map) {
  return name.includes("/") ? map?.lessons?.[name] : titles?.get(name);
}

async function load(address) {
  try {
    const forms = await (await fetch(address)).json();
    titles = new Map(forms.map((form) => [form.id, form]));
  } catch {
    titles = new Map(); // the drafts are listed by their ids
  }
}
