/** The page of a course: what is done, how much is left, where to go on. */

import { dayWords, fill, showTrouble, timeWords } from "./phrases.js";
import { openStore } from "./store.js";
import { finish, pieceOf, readPlan, tallyCourse } from "./tally.js";

/** Make one course show how far its reader is. */
export async function mount(article) {
  const store = openStore();
  const plan = readPlan(article.dataset);
  const piece = pieceOf(plan);
  if (piece) (await import("./adopt.js")).adoptInto(store, piece);
  showTrouble(store, article);
  showUpdate(article.querySelector("[data-updated]"), store, plan);
  const rows = new Map([...article.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const show = () => {
    const state = store.snapshot();
    const tally = tallyCourse(plan.id, plan.lessons, state);
    if (tally.isComplete && !state.courses?.[plan.id]?.finished) finish(store, plan); // shows it once more
    for (const [id, row] of rows) showRow(row, state.lessons?.[id], article.querySelector("[data-states]").dataset);
    showStart(article.querySelector("[data-start]"), rows, tally, state.courses?.[plan.id]);
    showProgress(article.querySelector("[data-progress]"), rows, plan, tally, state);
  };
  store.onEveryChange(show);
  show();
}

/** What stands beside a lesson: the same word for eyes and for a screen reader. */
function showRow(row, known, words) {
  const place = row.querySelector("[data-state]");
  const state = known?.done ? "done" : known?.opened ? "opened" : "";
  place.textContent = state && words[state === "done" ? "stateDone" : "stateOpened"];
  place.className = `state state-${state || "none"}`;
  place.hidden = !state;
}

function showStart(button, rows, tally, known) {
  if (!button || !known) return;
  const lesson = tally.next && rows.get(tally.next.id);
  if (lesson) button.href = lesson.querySelector("a").href;
  button.textContent = lesson ? button.dataset.continue : button.dataset.again;
  button.classList.toggle("quiet", !lesson);
}

function showProgress(place, rows, plan, tally, { courses }) {
  const known = courses?.[plan.id];
  place.hidden = !known;
  if (!known) return;
  const bar = place.querySelector("progress");
  [bar.value, bar.max] = [tally.done.length, plan.lessons.length];
  const lessons = plan.lessons.map((lesson) => {
    const row = rows.get(lesson.id);
    return { ...lesson, minutes: Number(row?.dataset.minutes), title: row?.querySelector("a").textContent.trim() };
  });
  place.querySelector("[data-progress-line]").textContent = progressWords({ known, tally, lessons }, place.dataset);
}

/** Pure: how far a course is, in words. `lessons` have their title and minutes, `known` is what the store says. */
export function progressWords({ known, tally, lessons }, phrases) {
  const isDone = (lesson) => tally.done.some((each) => each.id === lesson.id);
  const title = (lesson) => lessons.find((each) => each.id === lesson.id).title;
  const left = lessons.filter((lesson) => !isDone(lesson)).reduce((sum, lesson) => sum + lesson.minutes, 0);
  const words = [fill(phrases.count, { done: tally.done.length, all: lessons.length })];
  if (left) words.push(fill(phrases.left, { time: timeWords(left, phrases) }));
  if (tally.next) words.push(fill(phrases.next, { title: title(tally.next) }));
  else if (tally.unpassed.length) words.push(fill(phrases.unpassed, { titles: tally.unpassed.map(title).join("», «") }));
  if (known.finished) words.unshift(fill(tally.isComplete ? phrases.finished : phrases.grown, { day: dayWords(known.finished) }));
  return words.join(" ");
}

/** Say once that the course was changed since it was seen last. */
function showUpdate(place, store, plan) {
  const seen = store.read("courses")[plan.id]?.modified;
  if (!store.read("courses")[plan.id] || !plan.modified || seen === plan.modified) return;
  store.change("courses", (courses) => (courses[plan.id] = { ...courses[plan.id], modified: plan.modified }));
  if (!seen || seen > plan.modified) return;
  place.textContent = fill(place.dataset.updated, { day: dayWords(plan.modified) });
  place.hidden = false;
}
