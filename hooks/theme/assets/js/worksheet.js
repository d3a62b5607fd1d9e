/** The form of a practice: how far its draft has come, so that a learner knows what waits for them. */

import { isEmpty, openDraft } from "./drafts.js";
import { fill } from "./phrases.js";

/** Pure: how many of some fields are filled in, and what that makes of the draft: "none", "some" or "all". */
export function stateOf(values, names) {
  const num = names.filter((name) => !isEmpty(values[name])).length;
  return { num, all: names.length, state: num === 0 ? "none" : num < names.length ? "some" : "all" };
}

/** Make one form's box tell its state. */
export function mount(box) {
  const draft = openDraft(box.dataset.worksheet);
  const names = box.dataset.names.split(" ").filter(Boolean);

  function show() {
    const found = stateOf(draft.read(), names);
    const words = names.length ? fill(box.dataset[found.state], found) : "";
    for (const place of [box.querySelector("[data-state]"), document.querySelector("[data-mirror]")]) {
      if (place && place.textContent !== words) place.textContent = words;
    }
    for (const part of box.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== found.state;
  }

  draft.onChange(show);
  addEventListener("pageshow", show); // back from the form: the page may have been kept as it was
  show();
}
