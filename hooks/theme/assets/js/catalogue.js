/** A list that narrows at once: the same links that lead to static pages, answered from one index. */

import { firstFit, rankOf } from "./fit.js";
import { onMe } from "./me.js";
import { fill } from "./phrases.js";
import { pluralForm } from "./search.js";

const PAGE_SIZE = 100;

/** Pure: an index as it is fetched, with the rows of every value as a set of numbers. */
export function unpack(index) {
  for (const facet of index.facets) {
    for (const value of facet.values) {
      let row = -1;
      value.rows = new Set(value.rows.map((distance) => (row += distance)));
    }
  }
  return index;
}

/** Pure: the numbers of the rows that have every chosen value, in order; `chosen` is {facet: value}, `found` a set or null. */
export function narrow(index, chosen, found = null) {
  const sets = index.facets
    .filter((facet) => chosen[facet.name])
    .map((facet) => facet.values.find((value) => value.id === chosen[facet.name])?.rows ?? new Set());
  if (found) sets.push(found);
  if (!sets.length) return Array.from({ length: index.count }, (_, row) => row);
  const [smallest, ...others] = sets.sort((a, b) => a.size - b.size);
  return [...smallest].filter((row) => others.every((set) => set.has(row))).sort((a, b) => a - b);
}

/** Pure: how many of some rows each value of a facet has, by id. */
function countValues(facet, rows) {
  const left = new Set(rows);
  const count = ({ rows: own }) => {
    const [small, large] = own.size < left.size ? [own, left] : [left, own];
    let both = 0;
    for (const row of small) if (large.has(row)) both++;
    return both;
  };
  return Object.fromEntries(facet.values.map((value) => [value.id, count(value)]));
}

/** Pure: rows in the order that the reader chose. */
export function order(index, rows, by) {
  return by === "year" ? [...rows].sort((a, b) => index.year[b] - index.year[a] || a - b) : rows;
}

/** Pure: rows with those first that fit a reader (see `fit.js`). */
function fitFirst(index, rows, me) {
  const ranks = index.whom.kinds.map((whom) => rankOf(whom, me));
  return firstFit(rows, (row) => ranks[index.whom.rows[row]]);
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
  const files = new Map();
  let shown = PAGE_SIZE;
  let turn = 0;

  function load(address, change = (data) => data) {
    if (!files.has(address)) {
      const loading = fetch(address).then(async (answer) => {
        if (!answer.ok) throw new Error(answer.statusText);
        return change(await answer.json());
      });
      loading.catch(() => files.delete(address)); // a later click tries again
      files.set(address, loading);
    }
    return files.get(address);
  }

  const blockOf = (number) => load(root.dataset.index.replace(/\.json$/, `/${number}.json`));

  /** The rows that hold every typed word; the texts of the whole list are fetched for it, and only for it. */
  async function findWithin(index) {
    const words = fold(state.within).split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    const blocks = await Promise.all(Array.from({ length: Math.ceil(index.count / index.block) }, (_, number) => blockOf(number)));
    const texts = blocks.flatMap((block) => block.title.map((title, row) => fold(`${title} ${block.summary[row]}`)));
    return new Set(texts.flatMap((text, row) => (words.every((word) => text.includes(word)) ? [row] : [])));
  }

  async function show() {
    const mine = ++turn;
    try {
      const index = await load(root.dataset.index, unpack);
      const found = await findWithin(index);
      const narrowed = order(index, narrow(index, state.chosen, found), state.sort);
      const rows = state.me ? fitFirst(index, narrowed, state.me) : narrowed;
      const some = await Promise.all(
        rows.slice(0, shown).map(async (row) => [await blockOf(Math.floor(row / index.block)), row % index.block]),
      );
      if (mine === turn) print(root, index, rows, some, state, links, found);
    } catch {
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
  if (getComputedStyle(root).display === "grid") part(".filters").open = true; // they stand beside the list, not above it
  input.value = state.within;
  sort.value = state.sort;
  if (location.search) show();
  // A further page of a list stays as it was written: its order would begin from the first page.
  if (part("[data-me]") && !part("[data-pager] li + li [aria-current]")) onMe(fit);

  async function fit(me) {
    if (!me && !state.me) return null;
    const index = await load(root.dataset.index, unpack).catch(() => null);
    if (!index) return null;
    state.me = me;
    await show();
    return { num: me ? index.whom.rows.filter((kind) => rankOf(index.whom.kinds[kind], me)).length : 0, all: index.count };
  }
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

function print(root, index, rows, some, state, links, found) {
  const part = (selector) => root.querySelector(selector);
  const phrase = rows.length ? root.dataset[pluralForm(rows.length)] : root.dataset.none;
  part("[data-count]").textContent = fill(phrase, { num: rows.length });
  part("[data-rows]").replaceChildren(...some.map(([block, row]) => item(block, row, root.dataset.top)));
  part("[data-more]").hidden = rows.length <= some.length;
  part("[data-pager]")?.remove();
  part("[data-chips]").replaceChildren(...links.filter((link) => isChosen(link, state)).map((link) => chip(link, root)));
  for (const facet of index.facets) {
    const others = { ...state.chosen, [facet.name]: undefined };
    const counts = countValues(facet, state.chosen[facet.name] ? narrow(index, others, found) : rows);
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

function item(block, row, top) {
  const entry = document.createElement("li");
  entry.className = "row";
  const link = document.createElement("a");
  link.className = "row-title";
  link.href = top + block.url[row];
  link.textContent = block.title[row];
  entry.append(link);
  if (block.summary[row]) {
    const summary = document.createElement("p");
    summary.textContent = block.summary[row];
    entry.append(summary);
  }
  const notes = document.createElement("p");
  notes.className = "notes";
  block.notes.rows[row].forEach((word, place, all) => {
    const note = document.createElement("span");
    note.textContent = block.notes.words[word];
    if (block.status[row] && place === all.length - 1) note.className = `status-${block.status[row]}`;
    notes.append(note);
  });
  if (notes.childElementCount) entry.append(notes);
  return entry;
}
