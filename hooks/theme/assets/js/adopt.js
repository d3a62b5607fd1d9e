/**
 * A course was edited → what a learner did in it stands under the present names. Names are found by `aliases`; nothing
 * is deleted, and a name that is in use is never taken for a former one (tests/fixtures/progress/edits).
 */

import { mergeItem } from "./merge.js";
import { isObject, same } from "./store.js";

/** Let the store know the present names. `map` is `api/learning.json` or the piece of it that a page carries. */
export function adoptInto(store, map) {
  const before = store.snapshot();
  const after = adopt(before, map);
  if (!same(before, after)) store.replace(after);
}

/** Pure: a state under the names of `map`. */
export function adopt(state, map) {
  const courses = formerNames(map.courses);
  const lessons = formerNames(map.lessons);
  const quizzes = formerNames(map.quizzes);
  const inCourse = (id, names) => {
    const [course, ...rest] = id.split("/");
    const moved = [courses.get(course) ?? course, ...rest].join("/");
    return names.get(moved) ?? moved;
  };
  const rename = {
    courses: (id) => courses.get(id) ?? id,
    certificates: (id) => courses.get(id) ?? id,
    lessons: (id) => inCourse(id, lessons),
    quizzes: (id) => inCourse(id, quizzes),
    bookmarks: (name) => named(name),
  };
  const named = (name) => {
    const [collection, id] = name.split(":");
    return ["courses", "lessons"].includes(collection) ? `${collection}:${rename[collection](id)}` : name;
  };
  const adopted = { ...state };
  for (const [section, name] of Object.entries(rename)) {
    if (isObject(state[section])) adopted[section] = rekey(state[section], name, section);
  }
  for (const [id, course] of Object.entries(adopted.courses ?? {})) {
    if (course.last) adopted.courses[id] = { ...course, last: rename.lessons(course.last) };
  }
  for (const [id, quiz] of Object.entries(adopted.quizzes ?? {})) {
    adopted.quizzes[id] = adoptQuiz(quiz, map.quizzes?.[id]?.questions ?? []);
  }
  if (Array.isArray(state.programme?.order)) {
    const { order, ...rest } = state.programme;
    const parts = ["why", "done"].filter((part) => isObject(rest[part])).map((part) => [part, rekey(rest[part], named)]);
    adopted.programme = { ...rest, ...Object.fromEntries(parts), order: [...new Set(order.map(named))] };
  }
  return adopted;
}

/** Pure: what was answered in a quiz, under the present names of its questions and options. */
function adoptQuiz(quiz, questions) {
  const names = formerNames(Object.fromEntries(questions.map((question) => [question.id, question])));
  const options = new Map(
    questions.map(({ id, options: all = [] }) => [id, formerNames(Object.fromEntries(all.map((each) => [each.id, each])))]),
  );
  const name = (id) => names.get(id) ?? id;
  const adopted = { ...quiz };
  const renamed = (ids) => [...new Set(ids.map(name))];
  if (quiz.attempts) adopted.attempts = quiz.attempts.map((attempt) => withNames(attempt, ["right", "asked"], renamed));
  if (quiz.checked) adopted.checked = renamed(quiz.checked);
  if (quiz.answers) {
    const pairs = Object.entries(rekey(quiz.answers, name)).map(([id, value]) => [id, replaced(value, options.get(id))]);
    adopted.answers = Object.fromEntries(pairs);
  }
  return adopted;
}

function withNames(item, fields, renamed) {
  const found = fields.filter((field) => Array.isArray(item[field])).map((field) => [field, renamed(item[field])]);
  return { ...item, ...Object.fromEntries(found) };
}

/** The present name of every former one that is not in use: a Map. */
function formerNames(items = {}) {
  const names = new Map();
  for (const [id, { aliases = [] }] of Object.entries(items)) {
    for (const former of aliases) if (!Object.hasOwn(items, former)) names.set(former, id);
  }
  return names;
}

/** An object under other keys; where two meet, they are put together, or the one that had the name already stays. */
function rekey(items, name, section) {
  const found = {};
  for (const [key, item] of Object.entries(items)) {
    const present = name(key);
    if (!Object.hasOwn(found, present)) found[present] = item;
    else if (section) found[present] = mergeItem(section, found[present], item);
    else if (present === key) found[present] = item;
  }
  return found;
}

/** An answer with the ids of options in it replaced, however deep they are. */
function replaced(value, names) {
  if (!names?.size) return value;
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => replaced(each, names));
  if (!isObject(value)) return value;
  const pairs = Object.entries(value).map(([key, each]) => [names.get(key) ?? key, replaced(each, names)]);
  return Object.fromEntries(pairs);
}
