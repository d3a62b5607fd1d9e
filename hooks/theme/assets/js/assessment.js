/** A questionnaire: one domain at a time, every answer kept at once; its end is a profile and a programme. */

import { isEmpty, openDraft } from "./drafts.js";
import { fill } from "./phrases.js";
import { mountPlan } from "./plan.js";
import { showProfile } from "./profile.js";
import { levelsOf, statementsOf } from "./programme.js";
import { openStore } from "./store.js";

const KEPT_TAKES = 12;
const CORRECTING = "_correcting"; // no statement can be called so: ids have no underscore

/** Make one questionnaire work; `article` is its page. */
export function mount(article) {
  const id = article.dataset.assessment;
  const assessment = JSON.parse(article.querySelector("[data-questionnaire]").textContent);
  const store = openStore();
  const draft = openDraft(`assessment-${id}`);
  const takes = () => store.read("assessments")[id] ?? [];
  const form = mountForm(article.querySelector("[data-assess]"), assessment, draft, finish);
  const result = article.querySelector("[data-result]");
  const plan = mountPlan(result.querySelector("[data-programme]"), { article, assessment, store, takes });

  function finish() {
    const { [CORRECTING]: isCorrecting, ...answers } = draft.read();
    const levels = Object.fromEntries(Object.entries(levelsOf(assessment, answers)).map(([name, level]) => [name, Number(level)]));
    const isKept = store.change("assessments", (all) => {
      const before = all[id] ?? [];
      const kept = isCorrecting ? before.slice(0, -1) : before;
      all[id] = [...kept, { at: new Date().toISOString(), levels }].slice(-KEPT_TAKES);
    });
    draft.clear();
    showResult(true);
    if (!isKept) form.tellUnsaved();
  }

  function showResult(isAsked) {
    form.root.hidden = true;
    result.hidden = false;
    showProfile(result, form.root, assessment, takes());
    plan.show();
    if (isAsked) focusOn(result.querySelector("h2"));
  }

  function showForm(isAsked) {
    result.hidden = true;
    form.root.hidden = false;
    form.show(takes().length > 0, isAsked);
  }

  result.querySelector("[data-retake]").addEventListener("click", () => showForm(true));
  result.querySelector("[data-correct]").addEventListener("click", () => {
    const last = levelsOf(assessment, takes().at(-1).levels);
    for (const [name, level] of Object.entries(last)) draft.write(name, String(level));
    draft.write(CORRECTING, "yes");
    showForm(true);
  });
  result.querySelector("[data-print]").addEventListener("click", () => print());
  form.root.querySelector("[data-cancel]").addEventListener("click", () => {
    draft.clear();
    showResult(true);
  });
  store.onChange(() => {
    if (!result.hidden && takes().length) showResult(false);
  });

  if (takes().length && isEmpty(draft.read())) showResult(false);
  else showForm(false);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** The form: `show` brings it to where the reader stopped. */
function mountForm(root, assessment, draft, finish) {
  const phrases = root.dataset;
  const domains = [...root.querySelectorAll("[data-domain]")];
  const jumps = [...root.querySelectorAll("[data-go]")];
  const status = root.querySelector("[data-assess-status]");
  const button = (name) => root.querySelector(`[data-${name}]`);
  const all = statementsOf(assessment).length;
  let current = 0;

  const answeredIn = (part) => part.querySelectorAll("input:checked").length;
  const allIn = (part) => part.querySelectorAll("[data-statement]").length;

  function count() {
    const place = fill(phrases.place, { n: current + 1, all: domains.length });
    button("progress").textContent = `${place}. ${fill(phrases.answered, { n: answeredIn(root), all })}`;
    for (const [index, jump] of jumps.entries()) {
      const part = domains[index];
      const title = part.querySelector("h2").textContent;
      const values = { n: index + 1, title, answered: answeredIn(part), all: allIn(part) };
      jump.setAttribute("aria-label", fill(phrases.domainState, values));
      jump.classList.toggle("is-full", values.answered === values.all);
      if (index === current) jump.setAttribute("aria-current", "step");
      else jump.removeAttribute("aria-current");
    }
    const isLast = current === domains.length - 1;
    button("back").hidden = current === 0;
    button("next").hidden = isLast;
    button("finish").hidden = !isLast && answeredIn(root) < all;
  }

  function go(index, isAsked = true) {
    current = index;
    domains.forEach((part, number) => (part.hidden = number !== index));
    const before = root.querySelector("[data-before]");
    if (before) before.hidden = index > 0;
    status.textContent = "";
    count();
    if (isAsked) focusOn(domains[index].querySelector("h2"));
  }

  function fillIn() {
    const answers = levelsOf(assessment, draft.read());
    for (const input of root.querySelectorAll("input[type=radio]")) input.checked = answers[input.name] === input.value;
  }

  function show(canCancel, isAsked) {
    fillIn();
    button("cancel").hidden = !canCancel;
    const open = domains.findIndex((part) => answeredIn(part) < allIn(part));
    const asked = document.getElementById(location.hash.slice(1))?.closest("[data-domain]");
    go(Math.max(0, isAsked || !asked ? open : domains.indexOf(asked)), isAsked);
  }

  root.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    const isKept = draft.write(event.target.name, event.target.value);
    status.textContent = isKept ? "" : phrases.unsaved;
    count();
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  jumps.forEach((jump, index) => jump.addEventListener("click", () => go(index)));
  button("back").addEventListener("click", () => go(current - 1));
  button("next").addEventListener("click", () => go(current + 1));
  button("finish").addEventListener("click", () => {
    if (answeredIn(root)) finish();
    else status.textContent = phrases.nothing;
  });
  draft.onChange(() => {
    fillIn();
    count();
  });
  button("bar").hidden = false;
  button("steps").hidden = false;
  return { root, show, tellUnsaved: () => (status.textContent = phrases.unsaved) };
}

/** Move to a heading: the reader's eyes and their screen reader go together. */
function focusOn(heading) {
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}
