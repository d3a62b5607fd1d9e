/** A lesson: that it was opened, how far it was read, that it is done. */

import { dayWords, fill, showTrouble } from "./phrases.js";
import { openStore, today } from "./store.js";
import { finish, isPassed, pieceOf, readPlan, tallyCourse } from "./tally.js";

const PAUSE = 300; // ms after which a place counts as reached

/** Make one lesson remember. */
export async function mount(article) {
  const store = openStore();
  const plan = readPlan(article.dataset);
  const lesson = plan.lessons.find((each) => each.id === article.dataset.lesson);
  if (!lesson) return; // a draft that its course does not name
  const piece = pieceOf(plan);
  if (piece) (await import("./adopt.js")).adoptInto(store, piece);
  showTrouble(store, article);
  offerPlace(article, store.read("lessons")[lesson.id]?.place);
  open(store, plan, lesson);
  mountDone(article.querySelector(".lesson-done"), store, plan, lesson);
  followPlace(article, store, lesson);
}

function open(store, plan, lesson) {
  const day = today();
  store.change("lessons", (lessons) => (lessons[lesson.id] = { ...lessons[lesson.id], opened: day }));
  store.change("courses", (courses) => {
    const known = courses[plan.id] ?? (plan.modified ? { started: day, modified: plan.modified } : {});
    courses[plan.id] = { ...known, started: known.started ?? day, last: lesson.id };
  });
}

// -- done

function mountDone(root, store, plan, lesson) {
  const [line, button, certificate] = ["line", "button", "certificate"].map((name) => root.querySelector(`[data-done-${name}]`));
  const phrases = root.dataset;

  function set(isDone) {
    store.change("lessons", (lessons) => {
      const { done, place, ...rest } = lessons[lesson.id] ?? {};
      lessons[lesson.id] = isDone ? { ...rest, done: today() } : rest; // what is done is read from its beginning
    });
    if (!isDone) return;
    const tally = tallyCourse(plan.id, plan.lessons, store.snapshot());
    if (tally.isComplete) finish(store, plan);
  }

  /** Whether the quiz of the lesson lets nobody try again. */
  function isSpent() {
    const limit = Number(document.querySelector("[data-quiz]")?.dataset.attempts);
    return limit > 0 && store.read("quizzes")[lesson.quiz]?.attempts?.length >= limit;
  }

  function show() {
    const known = store.read("lessons")[lesson.id] ?? {};
    if (lesson.quiz && !known.done && isPassed(store.read("quizzes")[lesson.quiz])) {
      set(true); // which shows it
      return;
    }
    const tally = tallyCourse(plan.id, plan.lessons, store.snapshot());
    const words = [known.done ? fill(phrases.isDone, { day: dayWords(known.done) }) : lesson.quiz ? phrases[isSpent() ? "spent" : "wait"] : ""];
    if (known.done) words.push(tally.isComplete ? phrases.complete : fill(phrases.count, { done: tally.done.length, all: plan.lessons.length }));
    line.textContent = words.filter(Boolean).join(" ");
    root.classList.toggle("is-done", Boolean(known.done));
    button.textContent = known.done ? phrases.unmark : phrases.mark;
    button.classList.toggle("quiet", Boolean(known.done));
    button.hidden = Boolean(lesson.quiz); // a quiz is marked by passing it
    if (certificate) certificate.hidden = !tally.isComplete;
  }

  button.addEventListener("click", () => set(!store.read("lessons")[lesson.id]?.done));
  store.onEveryChange(show);
  show();
  root.hidden = false;
}

// -- the place in the text

/** The headings of a lesson that can be led to, in order. */
function placesOf(article) {
  return [...article.querySelectorAll(":is(h2, h3)[id]")];
}

function offerPlace(article, place) {
  const offer = article.querySelector("[data-resume]");
  const heading = place && placesOf(article).find((each) => each.id === place);
  if (!heading || location.hash || scrollY > 0) return;
  if (heading.getBoundingClientRect().top < innerHeight) return; // it is in sight anyway
  const link = offer.querySelector("a");
  link.href = `#${place}`;
  link.textContent = fill(offer.dataset.resume, { title: heading.textContent.trim() });
  offer.hidden = false;
}

function followPlace(article, store, lesson) {
  const places = placesOf(article);
  let timer = 0;
  function remember() {
    const reached = places.filter((each) => each.getBoundingClientRect().top < innerHeight / 2).at(-1);
    const known = store.read("lessons")[lesson.id] ?? {};
    if (!reached || known.done || known.place === reached.id) return;
    store.change("lessons", (lessons) => (lessons[lesson.id] = { ...lessons[lesson.id], place: reached.id }));
  }
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(remember, PAUSE);
  }, { passive: true });
  addEventListener("pagehide", () => timer && remember());
}
