/** Marks of a learner, boxes and choices: kept on this device under ids that never change, counted, printed. */

import { openDraft } from "./drafts.js";
import { fill } from "./phrases.js";

/** Pure: the value kept under one of several names, the present one first. */
function valueOf(values, names) {
  return names.map((name) => values[name]).find((value) => value !== undefined);
}

/** Make one section of boxes or choices remember. */
export function mount(section) {
  const draft = openDraft(section.dataset.kept);
  const inputs = [...section.querySelectorAll("input")];
  const status = section.querySelector("[data-state]");
  const names = new Set(inputs.map((input) => input.name));
  adopt(draft, split(section.dataset.former));

  function show(values) {
    for (const input of inputs) {
      const value = valueOf(values, [input.name, ...formerNames(input)]);
      input.checked = value === input.value || (input.type === "radio" && split(input.dataset.former).includes(value));
    }
    count();
  }

  /** Say how much is marked, and after all choices what to do next; `before` is said first. */
  function count(before = "") {
    const num = new Set(inputs.filter((input) => input.checked).map((input) => input.name)).size;
    const words = num ? fill(section.dataset.progress, { num, all: names.size }) : "";
    status.textContent = [words, before].filter(Boolean).join(" ");
    const mirror = document.querySelector("[data-mirror]");
    if (mirror) mirror.textContent = words;
    const result = section.querySelector("[data-kept-result]");
    if (result) result.replaceChildren(...(num === names.size ? advice(section) : []));
  }

  section.addEventListener("change", ({ target }) => {
    for (const former of formerNames(target)) draft.write(former, "");
    const isKept = draft.write(target.name, target.checked ? target.value : "");
    count(isKept ? section.dataset.saved : section.dataset.unsaved);
  });
  section.querySelector("[data-clear]").addEventListener("click", () => {
    if (inputs.some((input) => input.checked) && !confirm(section.dataset.sure)) return;
    draft.clear();
    show({});
    status.textContent = section.dataset.cleared;
  });
  draft.onChange(show);
  section.querySelector("[data-with-scripts]").hidden = false;
  show(draft.read());
}

function split(words) {
  return (words ?? "").split(" ").filter(Boolean);
}

/** Former ids of what an input stands for: its own if it is a box, its criterion's if it is one of several. */
function formerNames(input) {
  return split((input.type === "radio" ? input.closest("[data-criterion]") : input).dataset.former);
}

/** Take over what was marked while the lesson had another name. */
function adopt(draft, formers) {
  if (Object.keys(draft.read()).length) return;
  for (const name of formers) {
    const old = openDraft(name);
    const values = old.read();
    const isKept = Object.entries(values).every(([field, value]) => draft.write(field, value));
    if (isKept) old.clear();
  }
}

/** What is left to do: for each criterion that is not at its best level, the next one. */
function advice(section) {
  const steps = [];
  for (const criterion of section.querySelectorAll("[data-criterion]")) {
    const lines = [...criterion.querySelectorAll(".mark-line")];
    const next = lines[lines.findIndex((line) => line.querySelector("input").checked) + 1];
    if (!next) continue;
    const [level, text] = [...next.querySelectorAll("label > *")].map((part) => part.textContent);
    const step = document.createElement("li");
    step.textContent = fill(section.dataset.step, { title: criterion.querySelector("legend").textContent, level, text });
    steps.push(step);
  }
  const words = document.createElement("p");
  words.textContent = steps.length ? section.dataset.next : section.dataset.best;
  if (!steps.length) return [words];
  const list = document.createElement("ul");
  list.append(...steps);
  return [words, list];
}
