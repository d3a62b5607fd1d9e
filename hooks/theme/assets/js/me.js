/** Who reads: role, region and disease, chosen by the reader, kept on the device; what fits them is put first. */

import { arrange } from "./arrange.js";
import { ASPECTS } from "./fit.js";
import { fill } from "./phrases.js";
import { openStore } from "./store.js";

const parts = []; // what else on the page has an order of its own
let refresh = null;

/**
 * Let `part` put what fits first: it is called with the reader's choice, or with null for the usual order, and tells
 * how many things fit of how many ({num, all}), or null if it has none.
 */
export function onMe(part) {
  parts.push(part);
  refresh?.();
}

/** Pure: what is chosen of what can be chosen; null if nothing is. */
function chosenOf(kept, choices = null) {
  const known = (aspect) => !choices || choices[aspect].some(([id]) => id === kept[aspect]);
  const found = ASPECTS.filter((aspect) => typeof kept[aspect] === "string" && kept[aspect] && known(aspect));
  return found.length ? Object.fromEntries(found.map((aspect) => [aspect, kept[aspect]])) : null;
}

/** Pure: the choice in words; a role answers "for whom", so it goes on a sentence. */
export function wordsOf(me, choices) {
  const label = (aspect) => choices[aspect].find(([id]) => id === me[aspect])[1];
  const words = ASPECTS.filter((aspect) => me[aspect]).map((aspect) => [aspect, label(aspect)]);
  return words.map(([aspect, text]) => (aspect === "role" ? text[0].toLowerCase() + text.slice(1) : text)).join(", ");
}

/** Make the choice work. */
export function mount(root) {
  const part = (name) => root.querySelector(`[data-me-${name}]`);
  const selects = [...root.querySelectorAll("select")];
  const store = openStore();
  let kept = store.read("me");
  let data = null;
  let isOff = false;
  let turn = 0;

  async function load() {
    if (data) return data;
    const answer = await fetch(root.dataset.url);
    if (!answer.ok) throw new Error(answer.statusText);
    data = await answer.json();
    for (const select of selects) {
      const options = data.choices[select.name].map(([id, label]) => new Option(label, id));
      select.append(...options);
      select.closest("p").hidden = !options.length;
    }
    return data;
  }

  async function show() {
    const mine = ++turn;
    if (!chosenOf(kept) && !data) return; // nothing was ever chosen: nothing is fetched, nothing changes
    try {
      await load();
    } catch {
      part("status").textContent = root.dataset.failed;
      return;
    }
    const me = chosenOf(kept, data.choices);
    for (const select of selects) select.value = me?.[select.name] ?? "";
    part("clear").hidden = !me;
    const active = isOff ? null : me;
    const found = [arrange(document, active, data, root.dataset), ...(await Promise.all(parts.map((each) => each(active))))];
    if (mine === turn) tell(me, found.filter(Boolean));
  }

  function tell(me, found) {
    // A long list has a module of its own: until it has told, nobody knows whether anything fits.
    part("note").hidden = !me || !found.length;
    if (part("note").hidden) return;
    const words = wordsOf(me, data.choices);
    const num = found.reduce((sum, each) => sum + each.num, 0);
    const all = found.reduce((sum, each) => sum + each.all, 0);
    const phrase = isOff ? "usual" : num ? "first" : "nothing";
    const count = phrase === "first" && all ? ` ${fill(root.dataset.some, { num, all })}` : "";
    const said = fill(root.dataset[phrase], { words }) + count;
    if (part("words").textContent !== said) part("words").textContent = said;
    part("turn").textContent = isOff ? root.dataset.turnOn : root.dataset.turnOff;
    part("turn").hidden = phrase === "nothing";
  }

  function keep(values, words) {
    kept = values;
    isOff = false;
    const isKept = store.change("me", (me) => {
      for (const aspect of ASPECTS) delete me[aspect];
      Object.assign(me, values);
    });
    part("status").textContent = isKept ? words : root.dataset.unsaved;
    return show();
  }

  root.querySelector("details").addEventListener("toggle", ({ target }) => {
    if (target.open) load().then(show, () => (part("status").textContent = root.dataset.failed));
  });
  for (const select of selects) {
    select.addEventListener("change", () => {
      const values = Object.fromEntries(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
      keep(values, root.dataset.saved);
    });
  }
  part("clear").addEventListener("click", () => {
    keep({}, root.dataset.cleared).then(() => root.querySelector("summary").focus());
  });
  part("turn").addEventListener("click", () => {
    isOff = !isOff;
    show();
  });
  store.onChange(() => {
    kept = store.read("me");
    show();
  });
  refresh = show;
  root.hidden = false;
  show();
}
