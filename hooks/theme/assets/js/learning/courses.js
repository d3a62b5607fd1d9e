/** The courses that were begun: how far each is, and the way back to the place where one stopped. */

import { progressWords } from "../course.js";
import { tallyCourse } from "../tally.js";
import { copyOf, put } from "./view.js";

/** Show the section; tells whether there is anything in it. */
export function showCourses(section, state, { map, base }) {
  const known = Object.keys(state.courses ?? {}).filter((id) => map?.courses[id]);
  const courses = known.map((id) => courseOf(id, map, state)).sort(byUse);
  return put(section, courses.map((course) => rowOf(section, course, state, base)));
}

/** Pure: the lessons of a course in order, as `tallyCourse` wants them, with what is said of them. */
function lessonsOf(map, id) {
  const ids = map.courses[id].modules.flatMap((module) => module.lessons);
  return ids.filter((each) => map.lessons[each]).map((each) => ({ id: each, ...map.lessons[each] }));
}

function courseOf(id, map, state) {
  const lessons = lessonsOf(map, id);
  const tally = tallyCourse(id, lessons, state);
  const days = lessons.map((lesson) => state.lessons?.[lesson.id]?.opened ?? "");
  return { id, ...map.courses[id], lessons, tally, known: state.courses[id], used: days.sort().at(-1) ?? "" };
}

/** What is not finished first, what was opened last first. */
function byUse(one, other) {
  return Number(one.tally.isComplete) - Number(other.tally.isComplete) || (one.used < other.used ? 1 : -1);
}

function rowOf(section, course, state, base) {
  const [row, slot] = copyOf(section);
  const { tally, lessons } = course;
  slot("title").textContent = course.title;
  slot("title").href = base + course.url;
  const bar = row.querySelector("progress");
  [bar.max, bar.value] = [lessons.length || 1, tally.done.length];
  slot("line").textContent = progressWords(course, section.dataset);
  if (tally.next) {
    const { id, url } = tally.next;
    const place = state.lessons?.[id]?.place;
    slot("continue").href = base + url + (place ? `#${place}` : "");
  } else {
    slot("continue").remove();
  }
  if (tally.isComplete) slot("certificate").href = `${base}${course.url}#certificate`;
  else slot("certificate").remove();
  return row;
}
