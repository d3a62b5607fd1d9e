/** A certificate that the learner makes: the name is typed here, the rest is on the page and in the records. */

import { dayWords, fill } from "./phrases.js";
import { openStore, today } from "./store.js";
import { readPlan, tallyCourse } from "./tally.js";

/** Make the certificate of one course work; it is offered when everything in the course is done. */
export function mount(section) {
  const store = openStore();
  const plan = readPlan(section.closest("[data-course-page]").dataset);
  const form = section.querySelector("form");
  const sheet = section.querySelector("[data-certificate-sheet]");
  const status = section.querySelector("[data-certificate-status]");
  const input = form.elements.namedItem("name");

  function show() {
    const known = store.read("certificates")[plan.id];
    const isOffered = Boolean(known) || tallyCourse(plan.id, plan.lessons, store.snapshot()).isComplete;
    const wasHidden = section.hidden;
    section.hidden = !isOffered;
    document.querySelector("[data-certificate-way]").hidden = !isOffered;
    sheet.hidden = section.querySelector("[data-certificate-actions]").hidden = !known;
    if (known) fillIn(known);
    if (known && !input.value) input.value = known.name;
    if (isOffered && wasHidden && location.hash === `#${section.id}`) section.scrollIntoView();
  }

  function fillIn(known) {
    const values = { ...known, at: dayWords(known.at), modified: known.modified ? dayWords(known.modified) : "" };
    for (const place of sheet.querySelectorAll("[data-slot]")) {
      const value = values[place.dataset.slot];
      if (value) place.textContent = value;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = input.value.trim().replace(/\s+/g, " ");
    if (!name) {
      input.setAttribute("aria-invalid", "true");
      status.textContent = status.dataset.nameless;
      input.focus();
      return;
    }
    input.removeAttribute("aria-invalid");
    // The day of finishing, and the version that was current then: a later edit does not change what was done.
    const finished = store.read("courses")[plan.id]?.finished ?? today();
    const isKept = store.change("certificates", (all) => {
      const now = plan.modified ? { at: finished, modified: plan.modified } : { at: finished };
      all[plan.id] = { ...now, ...all[plan.id], name };
    });
    status.textContent = isKept ? status.dataset.made : fill(status.dataset.unkept, { name });
    sheet.focus();
  });
  section.querySelector("[data-certificate-print]").addEventListener("click", () => {
    const { classList } = document.documentElement;
    classList.add("print-certificate");
    addEventListener("afterprint", () => classList.remove("print-certificate"), { once: true });
    print();
  });
  store.onEveryChange(show);
  show();
}
