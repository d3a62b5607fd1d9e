/** What fits first on a page that is there already: doors, news and shelves of the home page, the matrix, short lists. */

import { firstFit, rankOf } from "./fit.js";
import { fill } from "./phrases.js";

const usual = new Map(); // a list → its items as the page had them

/**
 * Put what fits `me` first, or everything back where it was if `me` is null; `data` is `api/me.json`, `phrases` the
 * attributes of the choice. Returns how many things fit of how many, or null where nothing of this is on the page.
 */
export function arrange(root, me, data, phrases) {
  const ranks = me && data.whom.map((whom) => rankOf(whom, me));
  const list = rows(root, me);
  const rest = [doors(root, me), news(root, ranks, data), shelves(root, ranks, data, phrases), matrix(root, ranks, data, phrases)];
  const told = [list, ...rest].filter(Boolean);
  // Only in a list it is clear of how many: a home page shows a few of everything.
  return told.length ? { num: told.reduce((sum, { num }) => sum + num, 0), all: list?.all ?? 0 } : null;
}

function doors(root, me) {
  const ranked = (door) => (me ? rankOf([split(door.dataset.audience)], me) : 0);
  return order(root.querySelector(".door[data-audience]")?.parentElement, ranked);
}

function news(root, ranks, data) {
  const list = root.querySelector("[data-news]");
  if (!list) return null;
  const shown = itemsOf(list);
  if (!ranks) {
    list.replaceChildren(...shown);
    return { num: 0 };
  }
  const first = firstFit(data.news, ({ whom }) => ranks[whom]).slice(0, shown.length);
  list.replaceChildren(...first.map((item) => newsItem(item, list.dataset.base)));
  return { num: first.filter(({ whom }) => ranks[whom]).length };
}

function newsItem({ title, url, note }, base) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = base + url;
  link.textContent = title;
  const words = document.createElement("span");
  words.className = "note";
  words.textContent = note;
  item.append(link, " ", words);
  return item;
}

/** A shelf is as good as the best thing on it. */
function shelves(root, ranks, data, phrases) {
  const list = root.querySelector("[data-shelf]")?.parentElement;
  if (!list) return null;
  const counts = (shelf) => Object.entries((ranks && data.shelves[shelf.dataset.shelf]) || {}).filter(([whom]) => ranks[whom]);
  const found = order(list, (shelf) => Math.max(0, ...counts(shelf).map(([whom]) => ranks[whom])));
  for (const shelf of itemsOf(list)) {
    shelf.querySelector(".fits")?.remove();
    const num = counts(shelf).reduce((sum, [, count]) => sum + count, 0);
    if (num) shelf.querySelector(".note").append(mark(` · ${fill(phrases.onShelf, { num })}`));
  }
  return found;
}

function mark(text) {
  const made = document.createElement("span");
  made.className = "fits";
  made.textContent = text;
  return made;
}

/** Rows of the matrix by how much of them fits; a cell says how much of all. */
function matrix(root, ranks, data, phrases) {
  const body = root.querySelector("[data-block]")?.parentElement;
  if (!body) return null;
  const fits = (cell) => Object.entries(data?.cells[cell.dataset.cell] ?? {}).reduce((sum, [whom, count]) => sum + (ranks[whom] ? count : 0), 0);
  for (const place of body.querySelectorAll("[data-cell-count]")) {
    place.dataset.all ??= place.textContent;
    const { all } = place.dataset;
    place.textContent = ranks ? fill(phrases.of, { num: fits(place.closest("[data-cell]")), all }) : all;
  }
  const caption = body.closest("table").caption;
  caption?.querySelector(".fits")?.remove();
  if (ranks) caption?.append(mark(phrases.caption));
  return order(body, (row) => (ranks ? [...row.querySelectorAll("[data-cell]")].reduce((sum, cell) => sum + fits(cell), 0) : 0));
}

/** A list that is short enough to have no index. */
function rows(root, me) {
  const list = root.querySelector(".catalogue:not([data-catalogue]) [data-rows]");
  if (!list) return null;
  const whom = (row) => (row.dataset.whom ?? "").split("|").map(split);
  const found = order(list, (row) => (me ? rankOf(whom(row), me) : 0));
  return { ...found, all: list.children.length };
}

function order(list, rank) {
  if (!list) return null;
  const items = itemsOf(list);
  list.replaceChildren(...firstFit(items, rank));
  return { num: items.filter(rank).length };
}

function itemsOf(list) {
  if (!usual.has(list)) usual.set(list, [...list.children]);
  return usual.get(list);
}

function split(words) {
  return (words ?? "").split(" ").filter(Boolean);
}
