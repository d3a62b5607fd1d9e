/** A list that narrows at once: the same links that lead to static pages, answered from one index. */

import { fill } from "./quiz.js";
import { pluralForm } from "./search.js";

const PAGE_SIZE = 100;

/** Pure: the numbers of the rows that have every chosen value, in order; `chosen` is {facet: value}. */
export function narrow(index, chosen, within = "") {
  const sets = index.facets
    .filter((facet) => chosen[facet.name])
    .map((facet) => new Set(facet.values.find((value) => value.id === chosen[facet.name])?.rows ?? []));
  const words = fold(within).split(/\s+/).filter(Boolean);
  const rows = [];
  for (let row = 0; row < index.title.length; row++) {
    if (!sets.every((set) => set.has(row))) continue;
    const text = words.length ? fold(`${index.title[row]} ${index.summary[row]}`) : "";
    if (words.every((word) => text.includes(word))) rows.push(row);
  }
  return rows;
}

/** Pure: how many of some rows each value of a facet has, by id. */
export function countValues(facet, rows) {
  const left = new Set(rows);
  return Object.fromEntries(facet.values.map((value) => [value.id, value.rows.filter((row) => left.has(row)).length]));
}

/** Pure: rows in the order that the reader chose. */
export function order(index, rows, by) {
  return by === "year" ? [...rows].sort((a, b) => index.year[b] - index.year[a] || a - b) : rows;
}

function fold(text) {
  return text.toLowerCase().replace(/ё/g, "е");
}

/** Make one list narrow in place. */
export function mount(root) {
  const part = (selector) => root.querySelector(selector);
  const links = [...root.querySelectorAll(".facet a")];
  const input = part("#within");
  const sort = part("#sort");
  const state = read(links, new URLSearchParams(location.search));
  let index = null;
  let shown = PAGE_SIZE;

  async function load() {
    index ??= fetch(root.dataset.index).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    });
    return index;
  }

  async function show() {
    try {
      const data = await load();
      const rows = order(data, narrow(data, state.chosen, state.within), state.sort);
      print(root, data, rows, shown, state, links);
    } catch {
      index = null;
      part("[data-count]").textContent = root.dataset.failed;
    }
  }

  function change() {
    shown = PAGE_SIZE;
    const query = new URLSearchParams(Object.entries(state.chosen));
    if (state.within) query.set("q", state.within);
    if (state.sort) query.set("sort", state.sort);
    history.replaceState(null, "", root.dataset.top + (query.size ? `?${query}` : ""));
    return show();
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-value]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const facet = link.dataset.facet ?? link.closest("[data-facet]").dataset.facet;
    if (state.chosen[facet] === link.dataset.value) delete state.chosen[facet];
    else state.chosen[facet] = link.dataset.value;
    const fromChip = link.classList.contains("chip");
    change().then(() => fromChip && part(".filters > summary").focus());
  });
  input.addEventListener("input", () => {
    state.within = input.value.trim();
    change();
  });
  sort.addEventListener("change", () => {
    state.sort = sort.value;
    change();
  });
  part("[data-more]").addEventListener("click", () => {
    shown += PAGE_SIZE;
    show();
  });
  part(".within").hidden = false;
  part(".sort").hidden = !links.some((link) => link.closest("[data-facet=year]"));
  part(".filters").open = matchMedia("(min-width: 64rem)").matches;
  input.value = state.within;
  sort.value = state.sort;
  if (location.search) show();
}

function read(links, query) {
  const chosen = {};
  for (const link of links) {
    const facet = link.closest("[data-facet]").dataset.facet;
    const current = location.search ? query.get(facet) === link.dataset.value : link.hasAttribute("aria-current");
    if (current) chosen[facet] = link.dataset.value;
  }
  return { chosen, within: query.get("q") ?? "", sort: query.get("sort") ?? "" };
}

function print(root, index, rows, shown, state, links) {
  const part = (selector) => root.querySelector(selector);
  const phrase = rows.length ? root.dataset[pluralForm(rows.length)] : root.dataset.none;
  part("[data-count]").textContent = fill(phrase, { num: rows.length });
  part("[data-rows]").replaceChildren(...rows.slice(0, shown).map((row) => item(index, row, root.dataset.top)));
  part("[data-more]").hidden = rows.length <= shown;
  part("[data-pager]")?.remove();
  part("[data-chips]").replaceChildren(...links.filter((link) => isChosen(link, state)).map((link) => chip(link, root)));
  for (const facet of index.facets) {
    const others = { ...state.chosen, [facet.name]: undefined };
    const counts = countValues(facet, narrow(index, others, state.within));
    for (const link of root.querySelectorAll(`.facet[data-facet="${facet.name}"] a`)) {
      link.lastElementChild.textContent = counts[link.dataset.value];
      link.parentElement.hidden = counts[link.dataset.value] === 0 && !isChosen(link, state);
      if (isChosen(link, state)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

function isChosen(link, state) {
  return state.chosen[link.closest("[data-facet]").dataset.facet] === link.dataset.value;
}

function chip(link, root) {
  const facet = link.closest("[data-facet]");
  const made = document.createElement("a");
  made.className = "chip";
  made.href = root.dataset.top;
  made.dataset.facet = facet.dataset.facet;
  made.dataset.value = link.dataset.value;
  const words = document.createElement("span");
  words.className = "unseen";
  words.textContent = `${root.dataset.remove} `;
  const cross = document.createElement("span");
  cross.setAttribute("aria-hidden", "true");
  cross.textContent = "×";
  const label = `${facet.querySelector("summary").textContent}: ${link.firstElementChild.textContent} `;
  made.append(words, label, cross);
  const entry = document.createElement("li");
  entry.append(made);
  return entry;
}

function item(index, row, top) {
  const entry = document.createElement("li");
  entry.className = "row";
  const link = document.createElement("a");
  link.className = "row-title";
  link.href = top + index.url[row];
  link.textContent = index.title[row];
  entry.append(link);
  if (index.summary[row]) {
    const summary = document.createElement("p");
    summary.textContent = index.summary[row];
    entry.append(summary);
  }
  const notes = document.createElement("p");
  notes.className = "notes";
  index.notes.rows[row].forEach((word, place, all) => {
    const note = document.createElement("span");
    note.textContent = index.notes.words[word];
    if (index.status[row] && place === all.length - 1) note.className = `status-${index.status[row]}`;
    notes.append(note);
  });
  if (notes.childElementCount) entry.append(notes);
  return entry;
}
