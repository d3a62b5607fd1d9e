/** What a learner did in a course → how far they are and where they go on. Pure, but for `finish`. */

import { today } from "./store.js";

/**
 * How a course stands: `done` lessons, `next` where to go on (null when nothing is left), `unpassed` lessons whose quiz
 * is not passed, `isComplete`. `lessons` are those of the course in order: `{ id, quiz? }`.
 */
export function tallyCourse(id, lessons, state) {
  const done = lessons.filter((lesson) => state.lessons?.[lesson.id]?.done);
  const unpassed = lessons.filter((lesson) => lesson.quiz && !isPassed(state.quizzes?.[lesson.quiz]));
  const isComplete = lessons.length > 0 && done.length === lessons.length && unpassed.length === 0;
  return { done, next: nextOf(lessons, state.lessons ?? {}, state.courses?.[id]?.last), unpassed, isComplete };
}

/** Whether a quiz was ever passed: a later attempt, or a higher mark to pass, takes nothing away. */
export function isPassed(quiz) {
  return Boolean(quiz?.attempts?.some((attempt) => attempt.passed));
}

/** Where one stopped: the lesson opened last, or the first that is left after it, or the first that is left. */
function nextOf(lessons, known, last) {
  const at = Math.max(0, lessons.findIndex((lesson) => lesson.id === last));
  return [...lessons.slice(at), ...lessons.slice(0, at)].find((lesson) => !known[lesson.id]?.done) ?? null;
}

/** The course that a page carries: its lessons in order with their quizzes, and all former names. */
export function readPlan({ course, coursePage, lessons, former, modified }) {
  const id = course ?? coursePage;
  const read = (token) => {
    const [name, ...aliases] = token.split(":");
    const [lesson, quiz, ...formerQuizzes] = name.split("?");
    const full = (each) => `${id}/${each}`;
    return { id: full(lesson), quiz: quiz && full(quiz), formerQuizzes: formerQuizzes.map(full), aliases: aliases.map(full) };
  };
  return { id, aliases: words(former), modified, lessons: words(lessons).map(read) };
}

/** The piece of `api/learning.json` that is in a plan (see `adopt`); null where no name was ever another. */
export function pieceOf(plan) {
  const { lessons } = plan;
  if (![plan, ...lessons].some((each) => each.aliases.length || each.formerQuizzes?.length)) return null;
  return {
    courses: { [plan.id]: { aliases: plan.aliases } },
    lessons: Object.fromEntries(lessons.map(({ id, aliases }) => [id, { aliases }])),
    quizzes: Object.fromEntries(lessons.filter(({ quiz }) => quiz).map((each) => [each.quiz, { aliases: each.formerQuizzes }])),
  };
}

/** Write down the day when a course was finished first. */
export function finish(store, plan) {
  store.change("courses", (courses) => {
    const known = courses[plan.id] ?? { started: today() };
    courses[plan.id] = { ...known, finished: known.finished ?? today() };
  });
}

function words(text) {
  return text ? text.split(" ") : [];
}
