/** What a reader typed, kept in this browser and nowhere else: one draft for each form. */

import { safeStorage } from "./store.js";

const PREFIX = "hub:draft:";
const VERSION = 1;

/**
 * Open the draft of a form. `read` gives its values by name; `write` changes one of them and tells whether it was
 * kept; `onChange` hears of changes made in another window.
 */
export function openDraft(name, storage = safeStorage()) {
  const key = PREFIX + name;
  let memory = {};

  function read() {
    try {
      const kept = JSON.parse(storage.getItem(key) ?? "null");
      if (kept?.version === VERSION && kept.values && typeof kept.values === "object") memory = kept.values;
    } catch {
      // damaged, full or forbidden: what was typed since the page was opened is still here
    }
    return memory;
  }

  function write(field, value) {
    // Read anew: another window may have filled in another field meanwhile.
    const values = { ...read() };
    if (isEmpty(value)) delete values[field];
    else values[field] = value;
    memory = values;
    try {
      if (Object.keys(values).length) storage.setItem(key, JSON.stringify({ version: VERSION, values, at: new Date().toISOString() }));
      else storage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  function clear() {
    memory = {};
    try {
      storage.removeItem(key);
    } catch {
      // nothing was kept
    }
  }

  function onChange(tell) {
    addEventListener("storage", (event) => {
      if (event.key === key || event.key === null) {
        if (event.newValue === null) memory = {};
        tell(read());
      }
    });
  }

  return { read, write, clear, onChange };
}

/** Every draft of this browser by the name of its form: `{ version, values, at? }`. */
export function listDrafts(storage = safeStorage()) {
  const keys = Array.from({ length: storage.length }, (_, number) => storage.key(number)).sort();
  const found = {};
  for (const key of keys.filter((each) => each.startsWith(PREFIX))) {
    try {
      const draft = JSON.parse(storage.getItem(key));
      if (draft?.version === VERSION && draft.values) found[key.slice(PREFIX.length)] = draft;
    } catch {
      // damaged: the form begins it anew
    }
  }
  return found;
}

/** Put a whole draft in its place; tell whether it was kept. */
export function writeDraft(name, draft, storage = safeStorage()) {
  try {
    storage.setItem(PREFIX + name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Delete every draft of this browser. */
export function removeDrafts(storage = safeStorage()) {
  for (const name of Object.keys(listDrafts(storage))) storage.removeItem(PREFIX + name);
}

/** Whether a value says nothing: an empty text, a list of empty rows, an object of empty values. */
export function isEmpty(value) {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Object.values(value).every(isEmpty);
}
