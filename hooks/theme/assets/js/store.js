/** What a learner did here, kept in this browser and nowhere else: one key, in sections, by ids that never change. */

const KEY = "hub:learning";
const VERSION = 1;

/**
 * Open the store. `read` gives a section; `change` lets a function edit a fresh copy of it and tells whether the result
 * was kept (if not, it lasts until the page is closed); `onChange` hears of changes made in another window.
 */
export function openStore(storage = safeStorage()) {
  let memory = { version: VERSION };

  function load() {
    try {
      const kept = JSON.parse(storage.getItem(KEY) ?? "null");
      if (kept?.version === VERSION) memory = kept;
    } catch {
      // damaged, full or forbidden: what happened since the page was opened is still here
    }
    return memory;
  }

  function read(section) {
    const found = load()[section];
    return found && typeof found === "object" ? structuredClone(found) : {};
  }

  function change(section, edit) {
    const copy = read(section); // fresh: another window may have written meanwhile
    edit(copy);
    memory = { ...memory, [section]: copy };
    try {
      storage.setItem(KEY, JSON.stringify(memory));
      return true;
    } catch {
      return false;
    }
  }

  function onChange(tell) {
    addEventListener("storage", (event) => {
      if (event.key === KEY || event.key === null) tell();
    });
  }

  return { read, change, onChange };
}

/** Local storage, or something that keeps nothing where it is forbidden. */
export function safeStorage() {
  try {
    return localStorage;
  } catch {
    const refuse = () => {
      throw new Error("storage is forbidden");
    };
    return { getItem: () => null, setItem: refuse, removeItem: refuse };
  }
}
