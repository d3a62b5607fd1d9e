/**
 * What a learner did here, kept in this browser (long: the store and the shape of its records come in one request).
 * It is kept nowhere else: one key, in sections, by ids that never change. How they look, and why:
 * docs/decisions/0013-progress.md.
 */

export const VERSION = 1; // of the shape of the records
const KEY = "hub:learning";
const ASIDE = "hub:learning:aside:"; // texts that could not be understood, whole, by the moment when they were found
const RACE = 500; // ms in which another window may still write without having seen what this one wrote

let shared;

/**
 * Open the store; all modules of a page share one.
 *
 * `read(section)` gives a section; `change(section, edit)` lets a function edit a fresh copy of it and tells whether
 * the result was kept: if not, it lasts until the page is closed. `onChange` hears of changes made in another window,
 * `onEveryChange` of those of this window too. `trouble()` says why something is not kept: "forbidden", "full",
 * "newer" (the records are of a later version of the site), or "damaged" (they were put aside), else "".
 */
export function openStore(storage) {
  if (storage) return makeStore(storage);
  shared ??= makeStore(safeStorage());
  return shared;
}

function makeStore(storage) {
  let known = { text: null, state: { version: VERSION } }; // what was read last, so that it is parsed once
  let pending = []; // changes that the browser did not keep
  let recent = []; // changes that it kept a moment ago
  let isSealed = false; // what stands in the browser must not be written over
  let trouble = "";
  const listeners = { other: [], every: [] };

  function readKept() {
    const text = storage.getItem(KEY);
    if (text !== known.text) known = { text, state: text === null ? { version: VERSION } : understand(text) };
    return known.state;
  }

  /** The state in a text; a damaged one is put aside first, whole. */
  function understand(text) {
    const { state, is } = upgrade(parse(text));
    isSealed = is === "newer";
    if (isSealed) trouble = "newer";
    if (is === "damaged") {
      trouble = "damaged";
      isSealed = !setAside(text); // no room beside it: it stays where it is
      if (!isSealed) storage.setItem(KEY, JSON.stringify(state));
    }
    return state;
  }

  function load() {
    let state;
    try {
      state = readKept();
    } catch {
      trouble = "forbidden";
      state = known.state;
    }
    return pending.reduce(apply, state);
  }

  function flush() {
    const text = JSON.stringify(load());
    if (isSealed) return false;
    try {
      storage.setItem(KEY, text);
    } catch (error) {
      trouble = error?.name === "QuotaExceededError" ? "full" : "forbidden";
      return false;
    }
    recent = [...recent, ...pending];
    pending = [];
    if (trouble !== "damaged") trouble = "";
    return true;
  }

  /** Take over a new value of some sections, as changes of their items; tell whether they were kept. */
  function put(sections) {
    const state = load();
    const at = performance.now();
    const found = Object.entries(sections).flatMap(([section, after]) =>
      changesOf(state[section] ?? {}, after).map((change) => ({ section, at, ...change })),
    );
    recent = recent.filter((change) => at - change.at < RACE);
    pending.push(...found);
    const isKept = pending.length === 0 || flush();
    if (found.length) listeners.every.forEach((tell) => tell());
    return isKept;
  }

  function read(section) {
    const found = load()[section];
    return isObject(found) ? structuredClone(found) : {};
  }

  function change(section, edit) {
    const copy = read(section); // fresh: another window may have written meanwhile
    edit(copy);
    return put({ [section]: copy });
  }

  /** Put a whole state in the place of the present one. */
  function replace(state) {
    const { version, ...sections } = state;
    const gone = Object.keys(load()).filter((name) => name !== "version" && !(name in sections));
    return put({ ...sections, ...Object.fromEntries(gone.map((name) => [name, {}])) });
  }

  function asides() {
    const keys = Array.from({ length: storage.length ?? 0 }, (_, number) => storage.key(number));
    return keys
      .filter((key) => key.startsWith(ASIDE))
      .sort()
      .map((key) => ({ key, at: key.slice(ASIDE.length).replace(/\++$/, ""), text: storage.getItem(key) }));
  }

  /** Keep a text beside the records; tell whether it was kept. */
  function setAside(text) {
    try {
      if (asides().some((aside) => aside.text === text)) return true;
      let key = ASIDE + new Date().toISOString();
      while (storage.getItem(key) !== null) key += "+";
      storage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  /** Forget everything that a learner did, what was put aside too. */
  function wipe() {
    [pending, recent, isSealed, trouble] = [[], [], false, ""];
    try {
      for (const key of [KEY, ...asides().map((aside) => aside.key)]) storage.removeItem(key);
    } catch {
      trouble = "forbidden";
    }
    known = { text: null, state: { version: VERSION } };
    listeners.every.forEach((tell) => tell());
  }

  /** Two windows that write at once do not see each other: write again what another one did not know of. */
  function guard(isWiped) {
    if (isWiped) [pending, recent] = [[], []];
    const now = performance.now();
    const state = load();
    const lost = recent.filter(
      ({ section, key, before, after, at }) =>
        now - at < RACE && same(state[section]?.[key], before) && !same(before, after),
    );
    if (!lost.length) return;
    recent = recent.filter((change) => !lost.includes(change));
    pending.push(...lost);
    flush();
  }

  globalThis.addEventListener?.("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    guard(event.newValue === null);
    [...listeners.other, ...listeners.every].forEach((tell) => tell());
  });

  // Back from another page: this one may have been kept as it was, and has heard nothing meanwhile.
  globalThis.addEventListener?.("pageshow", (event) => {
    if (event.persisted) [...listeners.other, ...listeners.every].forEach((tell) => tell());
  });

  return {
    read,
    change,
    replace,
    wipe,
    asides,
    setAside,
    snapshot: () => structuredClone(load()),
    trouble: () => (load(), trouble),
    removeAside: (key) => key.startsWith(ASIDE) && storage.removeItem(key),
    onChange: (tell) => listeners.other.push(tell),
    onEveryChange: (tell) => listeners.every.push(tell),
  };
}

/** Pure: the items of a section that differ: `{ key, before, after }`, undefined for what is not there. */
function changesOf(before, after) {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys]
    .filter((key) => !same(before[key], after[key]))
    .map((key) => ({ key, before: before[key], after: after[key] }));
}

/** Pure: a state with one change made. */
function apply(state, { section, key, after }) {
  const items = { ...state[section], [key]: after };
  if (after === undefined) delete items[key];
  return { ...state, [section]: items };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The day where the reader is: 2026-11-26. */
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Local storage, or something that keeps nothing where it is forbidden. */
export function safeStorage() {
  try {
    if (localStorage) return localStorage;
  } catch {
    // a private window, or a reader's choice
  }
  const refuse = () => {
    throw new Error("storage is forbidden");
  };
  return { length: 0, key: () => null, getItem: refuse, setItem: refuse, removeItem: refuse };
}

// -- the shape of what is kept

/** From each version to the next: `MIGRATIONS[0]` makes version 1 of version 0. */
const MIGRATIONS = [fromFlatLists];

/**
 * Pure: make the present version of what was read. `is` says "sound", "damaged" (what is sound of it is kept) or
 * "newer" (written by a later version of the site: to be left alone).
 */
export function upgrade(read) {
  if (!isObject(read)) return { state: { version: VERSION }, is: "damaged" };
  const version = read.version ?? (Object.keys(read).some((name) => name in SECTIONS && name !== "bookmarks") ? 1 : 0);
  if (!Number.isInteger(version) || version < 0) return { state: { version: VERSION }, is: "damaged" };
  if (version > VERSION) return { state: { version: VERSION }, is: "newer" };
  let state = read;
  for (let from = version; from < VERSION; from += 1) state = MIGRATIONS[from](state);
  const found = { version: VERSION };
  let isSound = version === 0 ? isFlat(read) : read.version !== undefined;
  for (const [name, value] of Object.entries(state)) {
    if (name === "version") continue;
    const sound = (SECTIONS[name] ?? object())(value);
    isSound &&= same(sound, value);
    if (sound !== undefined) found[name] = sound;
  }
  return { state: found, is: isSound ? "sound" : "damaged" };
}

/** Whether two plain values say the same. */
export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// -- what each section holds: a function of a value that returns what of it is sound, or undefined

const when = (test) => (value) => (test(value) ? value : undefined);
const day = when((value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value));
const moment = when((value) => typeof value === "string" && !Number.isNaN(Date.parse(value)));
const text = when((value) => typeof value === "string");
const number = when((value) => Number.isFinite(value));
const flag = when((value) => typeof value === "boolean");
const any = when((value) => value !== undefined);
/** Inside the site: no other host, no other scheme, no way up. */
const address = when((value) => typeof value === "string" && /^(?![\\/])[^:\\]*$/.test(value) && !value.includes(".."));

function list(item) {
  return (value) => (Array.isArray(value) ? value.map(item).filter((each) => each !== undefined) : undefined);
}

/** An object: fields that are known must be sound, those that are needed must be there, others are kept. */
function object(fields = {}, needed = []) {
  return (value) => {
    if (!isObject(value)) return undefined;
    const pairs = Object.entries(value).map(([name, item]) => [name, (fields[name] ?? any)(item)]);
    const sound = Object.fromEntries(pairs.filter(([, item]) => item !== undefined));
    return needed.every((name) => name in sound) ? sound : undefined;
  };
}

function each(item) {
  return (value) => {
    if (!isObject(value)) return undefined;
    const pairs = Object.entries(value).map(([name, inner]) => [name, item(inner)]);
    return Object.fromEntries(pairs.filter(([, inner]) => inner !== undefined));
  };
}

const ATTEMPT = object({ at: moment, share: number, passed: flag, right: list(text), asked: list(text) }, ["at", "share"]);
const SECTIONS = {
  lessons: each(object({ opened: day, done: day, place: text })),
  quizzes: each(object({ attempts: list(ATTEMPT), answers: object(), checked: list(text) })),
  courses: each(object({ started: day, finished: day, modified: day, last: text })),
  bookmarks: each(object({ at: day, title: text, url: address }, ["at", "title", "url"])),
  certificates: each(object({ at: day, name: text }, ["at", "name"])),
  assessments: each(list(object({ at: moment }, ["at"]))),
  programme: object({ order: list(text), made: moment, done: object(), why: each(list(object())) }),
  paths: each(object({ done: object() })),
  me: object(),
};

const FLAT = ["opened", "done", "places", "scores", "bookmarks"];

function isFlat(read) {
  const lists = Object.entries(read).filter(([name]) => name !== "version");
  return lists.every(([name, value]) => FLAT.includes(name) && isObject(value)) && Object.values(read.scores ?? {}).every(isObject);
}

/**
 * Version 0: flat lists by what happened (`opened`, `done`, `places`, `scores`, `bookmarks`: title by name). They
 * became records by what it happened to, so that one lesson or quiz is merged and moved as one thing.
 */
function fromFlatLists(old) {
  const [opened, done, places, scores, bookmarks] = FLAT.map((name) => (isObject(old[name]) ? old[name] : {}));
  const lessons = {};
  for (const [field, days] of [["opened", opened], ["done", done], ["place", places]]) {
    for (const [id, value] of Object.entries(days)) (lessons[id] ??= {})[field] = value;
  }
  const courses = {};
  const days = Object.entries(opened).sort(([, one], [, other]) => (one < other ? -1 : 1));
  for (const [id, started] of days) (courses[id.split("/")[0]] ??= { started }).last = id;
  const scored = Object.entries(scores).filter(([, score]) => isObject(score));
  const quizzes = scored.map(([id, { day: on, share, passed }]) => [
    id, { attempts: [{ at: `${on}T12:00:00.000Z`, share, passed, right: [] }] },
  ]);
  const at = days.at(-1)?.[1] ?? "1970-01-01"; // nobody wrote down when
  const kept = Object.entries(bookmarks).map(([name, title]) => [name, { at, title, url: addressOf(name) }]);
  return { version: 1, lessons, quizzes: Object.fromEntries(quizzes), courses, bookmarks: Object.fromEntries(kept) };
}

/** Pure: where the page of an entry is, by its name `<collection>:<id>`. */
function addressOf(name) {
  const [collection, id] = name.split(":");
  return `${collection === "lessons" ? "courses" : collection}/${id}/`;
}
