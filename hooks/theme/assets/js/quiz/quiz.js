/**
 * A quiz: answers are judged in the browser, by id, and kept in it (section `quizzes` of the store): those of the attempt
 * under way, and the results of the last attempts. The first answer to a question counts; after it one may try again.
 * When an attempt is over, the form tells the page by the event `hub:attempt`: { quiz, at, share, passed, right }.
 */

import { fill } from "../phrases.js";
import { openStore } from "../store.js";
import { makeQuestion, mountMoves, namesIn, repeatChosen } from "./question.js";
import { arrange, draw, judge, percent, restore } from "./rules.js";

const KEPT_ATTEMPTS = 10;

/** Make one quiz work. */
export function mount(form) {
  const store = openStore();
  const phrases = form.dataset;
  const name = phrases.quiz;
  const former = namesIn(phrases.former);
  const banks = JSON.parse(phrases.banks);
  const limit = Number(phrases.attempts) || Infinity;
  const questions = [...form.querySelectorAll("[data-question]")].map((root) => makeQuestion(root, phrases));
  const byId = new Map(questions.map((question) => [question.id, question]));
  const result = form.querySelector("[data-quiz-result]");
  const again = form.querySelector("[data-quiz-reset]");
  const trouble = form.querySelector("[data-quiz-trouble]");
  const resume = form.querySelector("[data-quiz-resume]");
  const end = form.querySelector("[data-quiz-end]"); // follows the questions and announces the result
  const isJudged = questions.some(({ kind }) => kind !== "scale");
  let seed = 0; // of the attempt: it orders questions and options, and draws from banks
  let shown = [];
  let first = new Map(); // question → its first judgement in this attempt
  let isOver = false;

  const kept = () => entryOf(store.read("quizzes"), [name, ...former]);

  function keep(edit) {
    const isKept = store.change("quizzes", (all) => {
      const entry = entryOf(all, [name, ...former]);
      for (const each of former) delete all[each];
      all[name] = entry;
      edit(entry);
    });
    trouble.hidden = isKept;
  }

  /** Show the attempt under way, or a new one. */
  function show() {
    const entry = kept();
    const left = limit - entry.attempts.length;
    seed = entry.order ?? (seed || Math.ceil(Math.random() * 2 ** 32));
    first = new Map();
    isOver = false;
    layOut();
    for (const question of shown) {
      const known = question.ids.find((id) => id in entry.answers);
      const answer = restore(question.kind, question.names, entry.answers[known]);
      question.put(answer);
      if (!entry.checked.includes(known) || question.lacks(answer)) continue;
      first.set(question, judge(question.kind, question.key, answer));
      question.reveal(first.get(question));
    }
    again.hidden = !first.size || limit < Infinity;
    showNext();
    if (left <= 0) for (const question of questions) question.close();
    form.querySelector("[data-quiz-rules]").after(result);
    end.textContent = "";
    result.hidden = !entry.attempts.length;
    if (entry.attempts.length) showResult(entry.attempts.at(-1), entry.attempts);
  }

  /** Who left in the middle is led to the first question without an answer; whoever goes on needs no way. */
  function showNext() {
    const next = shown.find((question) => !first.has(question));
    resume.hidden = !first.size || !next;
    if (resume.hidden) return;
    const link = resume.querySelector("a");
    link.textContent = fill(link.dataset.words, { n: first.size, all: shown.length });
    link.href = `#${next.root.id}`;
  }

  /** Which questions this attempt shows, and in which order they and their options stand. */
  function layOut() {
    const isShuffled = (what) => namesIn(phrases.shuffle).includes(what);
    let ids = draw(questions.map((question) => question.id), banks, seed);
    if (isShuffled("questions")) ids = arrange(ids, seed, "questions");
    shown = ids.map((id) => byId.get(id));
    const rest = questions.filter((question) => !shown.includes(question));
    for (const question of [...shown, ...rest]) {
      end.before(question.root);
      question.root.hidden = rest.includes(question);
      question.number(shown.indexOf(question) + 1, shown.length);
      question.arrange(seed, isShuffled("options"));
    }
  }

  function check(question) {
    const answer = question.read();
    question.forget();
    const lack = question.lacks(answer);
    if (lack) {
      question.ask(lack);
      return;
    }
    const judgement = judge(question.kind, question.key, answer);
    const isAgain = first.has(question);
    question.reveal(judgement, isAgain && first.get(question).share !== judgement.share);
    if (isAgain || isOver) return;
    first.set(question, judgement);
    resume.hidden = true;
    keep((entry) => {
      entry.order ??= seed;
      entry.answers[question.id] = answer;
      entry.checked = [...new Set([...entry.checked, question.id])];
    });
    again.hidden = limit < Infinity;
    if (first.size === shown.length) finish();
  }

  function change(question) {
    question.forget();
    if (isOver || first.has(question)) return;
    const answer = question.read();
    keep((entry) => {
      entry.order ??= seed;
      if (answer === null || answer.length === 0) delete entry.answers[question.id];
      else entry.answers[question.id] = answer;
    });
  }

  function finish() {
    isOver = true;
    const verdicts = shown.map((question) => ({ weight: question.weight, share: first.get(question).share }));
    const counted = shown.filter((question) => question.kind !== "scale");
    const right = counted.filter((question) => first.get(question).share === 1).map((question) => question.id);
    const share = percent(verdicts);
    const attempt = { at: new Date().toISOString(), share, passed: share >= Number(phrases.pass), right };
    if (banks.length) attempt.asked = counted.map((question) => question.id); // another attempt asks others
    keep((entry) => {
      entry.attempts = [...entry.attempts, attempt].slice(-KEPT_ATTEMPTS);
      endAttempt(entry);
    });
    end.after(result);
    showResult(attempt, kept().attempts, counted.length);
    end.textContent = result.querySelector("[data-quiz-score]").textContent;
    again.hidden = kept().attempts.length >= limit;
    form.dispatchEvent(new CustomEvent("hub:attempt", { bubbles: true, detail: { quiz: name, ...attempt } }));
  }

  /** What an attempt came to: just now, of `all` questions, or when the page was opened again. */
  function showResult(attempt, attempts, all = null) {
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
    const left = limit - attempts.length;
    const words = isJudged
      ? [phrases[all === null ? "before" : "result"], phrases[attempt.passed ? "passed" : "failed"]]
      : [phrases.done];
    if (limit < Infinity) words.push(phrases[left > 0 ? "left" : "none"]);
    const values = { ...attempt, all, right: attempt.right?.length, pass: phrases.pass, n: left, day: day.format(new Date(attempt.at)) };
    result.hidden = false;
    result.classList.toggle("is-passed", attempt.passed);
    result.querySelector("[data-quiz-score]").textContent = words.map((phrase) => fill(phrase, values)).join(" ");
    showReread(attempt);
  }

  /** Which places of the lessons are worth reading again: those of the questions that were not answered rightly. */
  function showReread({ right = [], asked }) {
    const list = result.querySelector("[data-reread]");
    if (!list) return;
    const about = questions.filter(({ kind, ids }) => kind !== "scale" && (!asked || ids.some((id) => asked.includes(id))));
    const strong = new Set(about.filter(({ ids }) => ids.some((id) => right.includes(id))).map(({ id }) => id));
    const known = new Set(about.map(({ id }) => id));
    for (const item of list.querySelectorAll("[data-of]")) {
      const of = item.dataset.of.split(" ").filter((id) => known.has(id));
      const n = of.filter((id) => strong.has(id)).length;
      item.hidden = n === of.length;
      const count = item.querySelector(":scope > p > [data-count]");
      if (count) count.textContent = fill(phrases.count, { right: n, all: of.length });
    }
    list.hidden = !list.querySelector("[data-of]:not([hidden])");
  }

  for (const question of questions) {
    question.root.querySelector("[data-check]").addEventListener("click", () => check(question));
    question.root.addEventListener("input", () => {
      repeatChosen(question.root);
      change(question);
    });
    question.root.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input[type=text]")) check(question);
    });
    if (question.kind === "ordering") mountMoves(question.root, phrases.place, () => change(question));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  again.addEventListener("click", () => {
    keep(endAttempt);
    seed = 0;
    show();
    shown[0].root.querySelector("input, select, button").focus();
  });
  store.onChange(() => {
    if (!isOver && !form.contains(document.activeElement)) show();
  });
  form.querySelector("[data-quiz-rules]").hidden = false;
  show();
}

function endAttempt(entry) {
  entry.answers = {};
  entry.checked = [];
  delete entry.order;
}

/** What is kept of a quiz under the first of its names, the present and the former: whole, whatever stands there. */
function entryOf(all, names) {
  const found = all[names.find((each) => all[each])] ?? {};
  const list = (value) => (Array.isArray(value) ? value : []);
  const isMap = typeof found.answers === "object" && !Array.isArray(found.answers);
  return {
    ...found,
    order: Number.isFinite(found.order) ? found.order : undefined,
    attempts: list(found.attempts).filter((attempt) => Number.isFinite(attempt?.share)),
    answers: (isMap && found.answers) || {},
    checked: list(found.checked),
  };
}
