/** The quizzes that were taken: passed or not, the last and the best result. */

import { dayWords, fill } from "../phrases.js";
import { today } from "../store.js";
import { isPassed } from "../tally.js";
import { copyOf, put } from "./view.js";

/** Show the section; tells whether there is anything in it. */
export function showResults(section, state, { map, base }) {
  const shown = new Map(Object.entries(map?.lessons ?? {}).filter(([, lesson]) => lesson.quiz).map(([id, lesson]) => [lesson.quiz, { id, ...lesson }]));
  const taken = Object.entries(state.quizzes ?? {}).filter(([id, quiz]) => shown.has(id) && (quiz.attempts?.length || hasAnswers(quiz)));
  const rows = taken.map(([id, quiz]) => {
    const lesson = shown.get(id);
    const [row, slot] = copyOf(section);
    slot("title").textContent = lesson.title;
    slot("title").href = base + lesson.url;
    slot("course").textContent = map.courses[lesson.id.split("/")[0]]?.title ?? "";
    if (quiz.attempts?.length) slot("state").textContent = isPassed(quiz) ? section.dataset.passed : section.dataset.again;
    slot("state").classList.add(isPassed(quiz) ? "state-done" : "state-opened");
    slot("line").textContent = resultWords(quiz, section.dataset);
    return row;
  });
  return put(section, rows);
}

/** Pure: the results of a quiz in words. */
function resultWords({ attempts = [], ...quiz }, phrases) {
  const words = [];
  const last = attempts.at(-1);
  if (last) words.push(fill(phrases.line, { day: dayWords(today(new Date(last.at))), share: Math.round(last.share) }));
  const best = Math.round(Math.max(...attempts.map((attempt) => attempt.share)));
  if (attempts.length > 1 && best > Math.round(last.share)) words.push(fill(phrases.best, { share: best }));
  if (attempts.length > 1) words.push(fill(phrases.attempts, { count: attempts.length }));
  if (hasAnswers(quiz)) words.push(phrases.underWay);
  return words.join(" ");
}

/** Pure: how many records are of lessons and quizzes that the hub has no more. */
export function countOrphans(state, map) {
  const gone = (section) => Object.keys(state[section] ?? {}).filter((id) => !map[section]?.[id]);
  return gone("lessons").length + gone("quizzes").length;
}

function hasAnswers(quiz) {
  return Object.keys(quiz.answers ?? {}).length > 0;
}
