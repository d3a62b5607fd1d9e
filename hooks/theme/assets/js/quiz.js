/** A quiz: answers are checked in the browser, by id; nothing is kept and nothing is sent. */

/** Pure: judge an answer. Returns { right, share } where share is 0..1; `multiple` loses for wrong choices. */
export function judge(chosen, correct) {
  const right = new Set(correct);
  const hits = chosen.filter((id) => right.has(id)).length;
  const misses = chosen.length - hits;
  const share = right.size ? Math.max(0, (hits - misses) / right.size) : 0;
  return { right: hits === right.size && misses === 0, share };
}

/** Pure: the share of the weight that was answered rightly, in percent. */
export function percent(verdicts) {
  const sum = (some) => some.reduce((total, verdict) => total + verdict.weight, 0);
  return (sum(verdicts.filter((verdict) => verdict.right)) * 100) / (sum(verdicts) || 1);
}

/** Pure: fill `{name}` in a phrase of the interface. */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Make one quiz work. */
export function mount(form) {
  const questions = [...form.querySelectorAll("[data-question]")];
  const done = new Map();
  const result = form.querySelector("[data-quiz-result]");
  const reset = form.querySelector("[data-quiz-reset]");
  for (const question of questions) {
    question.querySelector(".question-actions").hidden = false;
    question.querySelector("[data-check]").addEventListener("click", () => {
      const verdict = check(question, form.dataset);
      if (!verdict) return;
      done.set(question.id, { right: verdict.right, weight: Number(question.dataset.weight) });
      reset.hidden = false;
      if (done.size === questions.length) showResult(form, [...done.values()], result);
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    done.clear();
    result.textContent = "";
    reset.hidden = true;
    questions.forEach(clear);
    questions[0].querySelector("input").focus();
  });
}

function check(question, phrases) {
  const inputs = [...question.querySelectorAll("input")];
  const chosen = inputs.filter((input) => input.checked);
  const verdictPlace = question.querySelector(".verdict");
  if (!chosen.length) {
    verdictPlace.textContent = phrases.choose;
    return null;
  }
  const correct = inputs.filter((input) => input.dataset.correct === "yes").map((input) => input.value);
  const verdict = judge(chosen.map((input) => input.value), correct);
  clear(question);
  for (const input of chosen) showFeedback(input);
  const explanation = question.querySelector("[data-explanation]");
  if (explanation) explanation.hidden = false;
  verdictPlace.textContent = verdict.right ? phrases.right : verdict.share > 0 ? phrases.partly : phrases.wrong;
  return verdict;
}

function showFeedback(input) {
  const option = input.closest(".option");
  option.classList.add(input.dataset.correct === "yes" ? "is-right" : "is-wrong");
  const feedback = option.querySelector(".feedback");
  feedback.hidden = false;
  input.setAttribute("aria-describedby", feedback.id);
}

function clear(question) {
  question.querySelector(".verdict").textContent = "";
  const explanation = question.querySelector("[data-explanation]");
  if (explanation) explanation.hidden = true;
  for (const option of question.querySelectorAll(".option")) {
    option.classList.remove("is-right", "is-wrong");
    option.querySelector(".feedback").hidden = true;
    option.querySelector("input").removeAttribute("aria-describedby");
  }
}

function showResult(form, verdicts, place) {
  const right = verdicts.filter((verdict) => verdict.right).length;
  const passed = percent(verdicts) >= Number(form.dataset.pass);
  const score = fill(form.dataset.result, { right, all: verdicts.length });
  place.textContent = `${score} ${passed ? form.dataset.passed : form.dataset.again}`;
}
