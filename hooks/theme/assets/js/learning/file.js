/** Everything in one file and back: save, put together with what is here, delete. */

import { adopt } from "../adopt.js";
import { listDrafts, removeDrafts, writeDraft } from "../drafts.js";
import { mergeStates } from "../merge.js";
import { dayWords, fill } from "../phrases.js";
import { isObject, same, today, upgrade } from "../store.js";
import { copyOf } from "./view.js";

const FORMAT = "hub-learning";

/** Make the buttons work; `show` shows the page anew. */
export function mountFile(section, page, show) {
  const { store } = page;
  const phrases = section.dataset;
  const status = section.querySelector(":scope > [data-status]");
  const input = section.querySelector("[data-import]");
  const say = (text) => (status.textContent = text);

  section.querySelector("[data-export]").addEventListener("click", () => {
    const name = save(JSON.stringify(makeFile(store.snapshot(), listDrafts(), new Date())), "moe-obuchenie");
    say(fill(phrases.saved, { name }));
  });
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    say(bring(await input.files[0].text()));
    input.value = ""; // the same file may be chosen again
    showAsides(section, store);
    show();
  });
  section.querySelector("[data-wipe]").addEventListener("click", () => {
    if (!confirm(phrases.sure)) return;
    removeDrafts();
    store.wipe();
    say(phrases.wiped);
    showAsides(section, store);
    show();
  });

  /** Put a file together with what is here; returns what to say. */
  function bring(text) {
    const file = readFile(text);
    if (file.problem) return phrases[file.problem];
    const before = store.snapshot();
    const merged = mergeStates(before, file.state);
    const state = page.map ? adopt(merged, page.map) : merged;
    const drafts = mergeDrafts(listDrafts(), file.drafts);
    let isKept = true;
    if (Object.keys(drafts.replaced).length) isKept = store.setAside(JSON.stringify({ format: FORMAT, drafts: drafts.replaced }));
    isKept = store.replace(state) && isKept;
    for (const [name, draft] of Object.entries(drafts.changed)) isKept = writeDraft(name, draft) && isKept;
    const count = countChanges(before, state) + Object.keys(drafts.changed).length;
    if (!isKept) return phrases.unkept;
    const words = [count ? fill(phrases.loaded, { count }) : phrases.nothingNew];
    if (Object.keys(drafts.replaced).length) words.push(phrases.conflicts);
    return words.join(" ");
  }

  showAsides(section, store);
  section.hidden = false;
}

/** What could not be read, or was replaced: to be saved as a file, or deleted. */
function showAsides(section, store) {
  const place = section.querySelector("[data-asides]");
  const rows = store.asides().map(({ key, at, text }) => {
    const [row, slot] = copyOf(place);
    const kind = text.startsWith(`{"format":"${FORMAT}"`) ? place.dataset.replaced : place.dataset.damaged;
    slot("title").textContent = fill(kind, { day: dayWords(today(new Date(at))) });
    slot("save").addEventListener("click", () => save(text, "otlozhennoe"));
    slot("remove").addEventListener("click", () => {
      store.removeAside(key);
      showAsides(section, store);
      section.querySelector("[data-export]").focus();
    });
    return row;
  });
  place.querySelector("[data-list]").replaceChildren(...rows);
  place.hidden = rows.length === 0;
}

/** Let the browser save a text as a file; returns the file's name. */
function save(text, what) {
  const link = document.createElement("a");
  link.download = `${what}-${today()}.json`;
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return link.download;
}

/** Pure: what the file holds. */
export function makeFile(state, drafts, made) {
  return { format: FORMAT, made: made.toISOString(), learning: state, drafts };
}

/** Pure: the state and the drafts of a file; `problem` is "strange" or "newerFile". State alone is understood too. */
export function readFile(text) {
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    return { problem: "strange" };
  }
  if (!isObject(read)) return { problem: "strange" };
  const isOurs = read.format === FORMAT;
  const { state, is } = upgrade(isOurs ? (read.learning ?? {}) : read);
  if (is === "newer") return { problem: "newerFile" };
  const drafts = isOurs && isObject(read.drafts) ? soundDrafts(read.drafts) : {};
  const isEmpty = [drafts, ...Object.values(state)].every((part) => !isObject(part) || !Object.keys(part).length);
  return isEmpty && (is === "damaged" || !isOurs) ? { problem: "strange" } : { state, drafts };
}

function soundDrafts(drafts) {
  const isSound = ([name, draft]) => /^[a-z0-9/-]+$/.test(name) && isObject(draft) && draft.version === 1 && isObject(draft.values);
  return Object.fromEntries(Object.entries(drafts).filter(isSound));
}

/**
 * Pure: put drafts together: `changed` are those to be written; an answer of the newer draft wins, an older draft whose
 * answer did not is in `replaced`.
 */
function mergeDrafts(mine, theirs) {
  const [changed, replaced] = [{}, {}];
  for (const [name, other] of Object.entries(theirs)) {
    const own = mine[name];
    const [newer, older] = own && (other.at ?? "") <= (own.at ?? "") ? [own, other] : [other, own];
    const values = { ...older?.values, ...newer.values };
    const merged = { ...newer, values };
    if (older && Object.keys(older.values).some((field) => !same(older.values[field], values[field]))) replaced[name] = older;
    if (!same(merged, own)) changed[name] = merged;
  }
  return { changed, replaced };
}

function countChanges(before, after) {
  const items = (state) => Object.entries(state).flatMap(([section, all]) => Object.keys(isObject(all) ? all : {}).map((key) => [section, key]));
  return items(after).filter(([section, key]) => !same(before[section]?.[key], after[section][key])).length;
}
