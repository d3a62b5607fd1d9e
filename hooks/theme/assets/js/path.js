/** A path: what is done of it, by its lessons themselves or by the reader's own ticks, and where to go on. */

import { fill } from "./phrases.js";
import { openHub } from "./programme.js";
import { openStore, today } from "./store.js";

/** Pure: whether a ref is done by itself: a lesson, a whole course, a questionnaire that was answered. */
function isDoneByItself(ref, hub, kept) {
  const [kind, name] = ref.split(":");
  if (kind === "assessments") return Boolean(kept.assessments[name]?.length);
  if (kind === "lessons") return kept.lessons.has(hub.resolve(ref));
  if (kind !== "courses") return false;
  const lessons = [...hub.items.values()].filter((item) => `courses:${item.course}` === ref);
  return lessons.length > 0 && lessons.every((item) => kept.lessons.has(item.ref));
}

/** Make one path work; `article` is its page. */
export function mount(article) {
  const id = article.dataset.path;
  const store = openStore();
  const steps = [...article.querySelectorAll("[data-step]")];
  const progress = article.querySelector("[data-path-progress]");
  const state = article.querySelector("[data-path-state]");
  let hub = openHub({ courses: {}, lessons: {}, materials: [] });

  function show() {
    const ticked = store.read("paths")[id]?.done ?? {};
    const done = Object.entries(store.read("lessons")).filter(([, each]) => each.done);
    const kept = { assessments: store.read("assessments"), lessons: new Set(done.map(([name]) => hub.resolve(`lessons:${name}`))) };
    for (const step of steps) {
      const box = step.querySelector("input");
      const isItself = step.dataset.refs.split(" ").some((ref) => isDoneByItself(ref, hub, kept));
      box.checked = isItself || Boolean(ticked[step.dataset.step]);
      box.disabled = isItself;
      step.classList.toggle("is-done", box.checked);
    }
    const needed = steps.filter((step) => step.dataset.optional === undefined);
    const left = needed.filter((step) => !step.querySelector("input").checked);
    const counts = { n: needed.length - left.length, all: needed.length };
    state.textContent = left.length ? fill(progress.dataset.state, counts) : progress.dataset.complete;
    const link = left[0]?.querySelector(".path-text a");
    const next = article.querySelector("[data-path-next]");
    next.hidden = !link || counts.n === 0;
    if (!link) return;
    next.querySelector("a").href = link.href;
    next.querySelector("[data-path-next-title]").textContent = `: ${link.textContent}`;
  }

  for (const step of steps) {
    step.querySelector("label").hidden = false;
    step.querySelector("input").addEventListener("change", (event) => {
      const isKept = store.change("paths", (all) => {
        all[id] = { done: {}, ...all[id] };
        if (event.target.checked) all[id].done[step.dataset.step] = today();
        else delete all[id].done[step.dataset.step];
      });
      show();
      if (!isKept) state.textContent += ` ${progress.dataset.keptNot}`;
    });
  }
  progress.hidden = false;
  show();
  store.onChange(show);
  addEventListener("pageshow", (event) => event.persisted && show());
  if (!Object.keys(store.read("lessons")).length) return;
  fetch(article.dataset.map)
    .then((answer) => answer.json())
    .then((learning) => {
      hub = openHub(learning);
      show();
    })
    .catch(() => {}); // without the list only former names and whole courses are not known
}
