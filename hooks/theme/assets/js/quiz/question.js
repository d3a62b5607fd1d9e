/** A question of the page: how an answer of each kind is read, put back, marked and cleared. */

import { fill } from "../phrases.js";
import { arrange, missing, scramble } from "./rules.js";

const SHORT = 18; // letters of an answer that the closed list of a phone shows
const LONG = 34; // … and that of a desk

const CHECKED = {
  read: (root) => root.querySelector("input:checked")?.value ?? null,
  write: (root, value) => inputsOf(root).forEach((input) => (input.checked = input.value === value)),
};
const CHOSEN = {
  read: (root) => inputsOf(root).filter((input) => input.checked).map((input) => input.value),
  write: (root, value) => inputsOf(root).forEach((input) => (input.checked = Boolean(value?.includes(input.value)))),
};
const TYPED = {
  read: (root) => root.querySelector("[data-typed]").value,
  write: (root, value) => (root.querySelector("[data-typed]").value = value ?? ""),
};
const NAMED = {
  read(root) {
    const given = partsOf(root).map((part) => [part.dataset.part, part.querySelector("input, select").value]);
    return Object.fromEntries(given.filter(([, value]) => value.trim()));
  },
  write(root, value) {
    for (const part of partsOf(root)) part.querySelector("input, select").value = value?.[part.dataset.part] ?? "";
    repeatChosen(root);
  },
};
const ORDERED = {
  read: (root) => ("moved" in root.dataset ? partsOf(root).map((item) => item.dataset.part) : null),
  write(root, value) {
    if (value) root.dataset.moved = "";
    else delete root.dataset.moved;
    sortParts(root, value ?? []);
    showEnds(root);
  },
};
const KINDS = {
  single: CHECKED,
  "true-false": CHECKED,
  scale: CHECKED,
  multiple: CHOSEN,
  "choose-words": CHOSEN,
  numeric: TYPED,
  "short-text": TYPED,
  matching: NAMED,
  "gap-fill": NAMED,
  ordering: ORDERED,
};

/** Take hold of a question: what the page knows of it, and what can be done with it. `phrases` are those of the quiz. */
export function makeQuestion(root, phrases) {
  const { kind, weight } = root.dataset;
  const key = JSON.parse(root.dataset.key);
  const verdict = root.querySelector(".verdict");
  const actions = root.querySelector(".question-actions");
  const explanation = root.querySelector("[data-explanation]");
  const answers = root.querySelector("[data-answers]");
  const names = namesOf(root);
  const say = (words, of = "") => {
    verdict.textContent = words;
    verdict.dataset.of = of;
  };
  return {
    root,
    kind,
    names,
    say,
    key,
    id: root.dataset.question,
    ids: [root.dataset.question, ...namesIn(root.dataset.former)],
    weight: Number(weight),
    read: () => KINDS[kind].read(root),
    lacks: (answer) => missing(kind, key, answer),
    /** Put an answer into the page, or none, with nothing said of it. */
    put(answer) {
      this.forget();
      actions.hidden = false;
      root.disabled = false;
      if (explanation) explanation.hidden = true;
      if (answers) answers.hidden = true;
      KINDS[kind].write(root, answer);
    },
    number(n, all) {
      root.querySelector("[data-number]").textContent = fill(phrases.nth, { n, all });
    },
    arrange(seed, isShuffled) {
      const ids = [...new Set(Object.values(names))];
      if (kind === "ordering") sortParts(root, scramble(key.order, seed, this.id));
      else if (kind === "matching") sortParts(root, arrange(ids, seed, this.id));
      else if (isShuffled && "mixed" in root.dataset) sortParts(root, arrange(ids, seed, this.id));
    },
    /** Let it be read and no longer answered. */
    close() {
      actions.hidden = true;
      root.disabled = true;
      if (answers) answers.hidden = false;
    },
    /** Say nothing more of an answer that is being changed. */
    forget() {
      clear(root);
      say("");
    },
    /** Say what an answer lacks. */
    ask(lack) {
      say(phrases[lack]);
      markMissing(root, verdict);
    },
    /** Show what an answer is worth; `isLate` says that another one counts. */
    reveal({ share, parts }, isLate = false) {
      mark(root, parts);
      if (explanation) explanation.hidden = false;
      if (answers) answers.hidden = false;
      const word = share === 1 ? "right" : share > 0 ? "partly" : "wrong";
      const said = fill(phrases[kind === "scale" ? "noted" : word], { share: Math.floor(share * 100 + 1e-9) });
      say(isLate ? `${said} ${phrases.first}` : said, kind === "scale" ? "" : word);
    },
  };
}

/** The names by which answers know the parts of a question: present and former ids → present ids. */
function namesOf(root) {
  const names = {};
  for (const element of root.querySelectorAll("[data-part], option[value]:not([value=''])")) {
    const id = element.dataset.part ?? element.value;
    for (const name of [id, ...namesIn(element.dataset.former)]) names[name] = id;
  }
  return names;
}

/** Put the options, the items or the choices of every row into an order. */
function sortParts(root, ids) {
  if (root.dataset.kind === "matching") {
    for (const select of root.querySelectorAll("select")) {
      for (const id of ids) select.append([...select.options].find((option) => option.value === id));
    }
    return;
  }
  const parts = new Map(partsOf(root).map((part) => [part.dataset.part, part]));
  const list = parts.values().next().value.parentElement;
  const next = [...parts.values()].at(-1).nextSibling;
  for (const id of ids) list.insertBefore(parts.get(id), next);
}

/** Let the items of an ordering be moved by buttons; `tell` hears where an item now is. */
export function mountMoves(root, phrase, tell) {
  const status = root.querySelector("[data-moved-to]");
  for (const buttons of root.querySelectorAll(".item-moves")) buttons.hidden = false;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-move]");
    if (!button) return;
    const item = button.closest("[data-part]");
    const isUp = button.dataset.move === "up";
    const neighbour = isUp ? item.previousElementSibling : item.nextElementSibling;
    // The neighbour goes past the item, so that the item keeps the focus.
    if (neighbour) item[isUp ? "after" : "before"](neighbour);
    root.dataset.moved = "";
    const items = partsOf(root);
    const name = item.querySelector("[data-name]").textContent;
    status.textContent = fill(phrase, { item: name, n: items.indexOf(item) + 1, all: items.length });
    showEnds(root);
    tell();
  });
}

/** Say of the first item that it goes no higher, and of the last that it goes no lower. */
function showEnds(root) {
  const items = partsOf(root);
  for (const button of root.querySelectorAll("button[data-move]")) {
    const end = button.dataset.move === "up" ? items[0] : items.at(-1);
    button.setAttribute("aria-disabled", String(end.contains(button)));
  }
}

/** A closed list cuts a long answer off: it is repeated below in full, for the eye alone. */
export function repeatChosen(root) {
  for (const place of root.querySelectorAll("[data-chosen]")) {
    const { text } = place.parentElement.querySelector("select").selectedOptions[0];
    place.textContent = text.length > SHORT ? text : "";
    place.classList.toggle("is-long", text.length > LONG);
  }
}

/** Show what a judgement says of the parts of a question, and what is to be read of each. */
function mark(root, parts) {
  for (const [id, isRight] of Object.entries(parts)) {
    const part = root.querySelector(`[data-part="${id}"]`);
    const feedback = root.querySelector(`[data-feedback="${id}"]`);
    const control = part?.querySelector("input, select");
    for (const place of [part, feedback]) {
      if (isRight !== null) place?.classList.add(isRight ? "is-right" : "is-wrong");
      const word = place?.querySelector("[data-yes]");
      if (word) word.textContent = isRight ? word.dataset.yes : word.dataset.no;
    }
    if (!feedback) continue;
    feedback.hidden = false;
    control?.setAttribute("aria-describedby", feedback.id);
  }
  for (const typed of root.querySelectorAll("[data-typed]")) {
    typed.classList.add("_right" in parts ? "is-right" : "is-wrong");
    typed.setAttribute("aria-describedby", root.querySelector("[data-feedback]:not([hidden])").id);
  }
}

/** Take back everything that `mark` showed. */
function clear(root) {
  for (const element of root.querySelectorAll(".is-right, .is-wrong")) element.classList.remove("is-right", "is-wrong");
  for (const feedback of root.querySelectorAll("[data-feedback]")) feedback.hidden = true;
  for (const word of root.querySelectorAll("[data-yes]")) word.textContent = "";
  for (const control of root.querySelectorAll("input, select")) {
    control.removeAttribute("aria-describedby");
    control.removeAttribute("aria-invalid");
  }
}

/** Say which fields are still to be filled in. */
function markMissing(root, verdict) {
  for (const control of root.querySelectorAll("[data-typed], .gap input, select")) {
    if (!("typed" in control.dataset) && control.value.trim()) continue;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", verdict.id);
  }
}

/** The names that an attribute lists. */
export function namesIn(text = "") {
  return text.split(" ").filter(Boolean);
}

function partsOf(root) {
  return [...root.querySelectorAll("[data-part]")];
}

function inputsOf(root) {
  return [...root.querySelectorAll("[data-part] input")];
}
