/** Two records of what one learner did → one: the newer wins where both cannot be kept, and nothing is lost. */

import { isObject } from "./store.js";

const ATTEMPTS = 10; // kept of a quiz, and one that was passed

/** Pure: put together what is in this browser and what comes from a file. */
export function mergeStates(mine, theirs) {
  const merged = { ...mine };
  for (const [section, other] of Object.entries(theirs)) {
    if (section === "version") continue;
    const own = mine[section];
    if (!isObject(own)) merged[section] = other;
    else if (section === "programme") merged[section] = newerProgramme(own, other);
    else merged[section] = mergeItems(section, own, other);
  }
  for (const [id, course] of Object.entries(merged.courses ?? {})) {
    const lasts = [mine, theirs].map((state) => state.courses?.[id]?.last).filter(Boolean);
    const last = laterOpened(lasts, merged.lessons ?? {});
    if (last && last !== course.last) merged.courses = { ...merged.courses, [id]: { ...course, last } };
  }
  return merged;
}

/** The programme that was made later, with what was ticked off in either. */
function newerProgramme(own, other) {
  const newer = (other.made ?? "") > (own.made ?? "") ? other : own;
  return own.done || other.done ? { ...newer, done: { ...other.done, ...own.done } } : newer;
}

/** Pure: two sections item by item. */
function mergeItems(section, own, other) {
  const merged = { ...own };
  for (const [key, item] of Object.entries(other)) {
    merged[key] = own[key] === undefined ? item : mergeItem(section, own[key], item);
  }
  return merged;
}

/** Pure: two records of one thing. */
export function mergeItem(section, own, other) {
  return (ITEMS[section] ?? ((one) => one))(own, other);
}

/** Pure: which of the lessons was opened later; the first where nobody knows. */
function laterOpened(ids, lessons) {
  const day = (id) => lessons[id]?.opened ?? "";
  return ids.reduce((best, id) => (day(id) > day(best) ? id : best), ids[0]);
}

const least = (...days) => days.filter(Boolean).sort()[0];
const most = (...days) => days.filter(Boolean).sort().at(-1);
const newer = (own, other) => (other.at > own.at ? other : own);
const withoutGaps = (item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

const ITEMS = {
  lessons(own, other) {
    const done = least(own.done, other.done);
    const [first, second] = (other.opened ?? "") > (own.opened ?? "") ? [other, own] : [own, other];
    return withoutGaps({ ...other, ...own, opened: first.opened, done, place: done ? undefined : (first.place ?? second.place) });
  },
  quizzes(own, other) {
    const merged = { ...other, ...own };
    if (own.attempts || other.attempts) merged.attempts = lastOf(byMoment(own.attempts ?? [], other.attempts ?? []));
    if (own.answers || other.answers) merged.answers = { ...other.answers, ...own.answers };
    return merged;
  },
  courses: (own, other) =>
    withoutGaps({
      ...other,
      ...own,
      started: least(own.started, other.started),
      finished: least(own.finished, other.finished),
      modified: most(own.modified, other.modified),
    }),
  bookmarks: newer,
  certificates: newer,
  assessments: (own, other) => byMoment(own, other),
  paths: (own, other) => ({ ...other, ...own, done: { ...other.done, ...own.done } }),
};

/** Pure: both lists in the order of time, what is in both once. */
function byMoment(own, other) {
  const known = new Set(own.map((item) => item.at));
  const all = [...own, ...other.filter((item) => !known.has(item.at))];
  return all.sort((one, another) => Date.parse(one.at) - Date.parse(another.at));
}

/** Pure: the last attempts; of those before them the last that was passed, so that passing is never forgotten. */
function lastOf(attempts) {
  const last = attempts.slice(-ATTEMPTS);
  const passed = attempts.slice(0, -ATTEMPTS).filter((attempt) => attempt.passed).at(-1);
  return passed && !last.some((attempt) => attempt.passed) ? [passed, ...last] : last;
}
