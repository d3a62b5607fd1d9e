/** The search page: one module between the hub and the search engine, which is loaded on the first search. */

import { fill } from "./quiz.js";

const PAGE_SIZE = 10;
const RERANKED = 20; // the first results are ordered once more when their titles are known

/** Pure: choose the Russian plural form of a phrase: 1 страница, 2 страницы, 5 страниц. */
export function pluralForm(count) {
  const tens = count % 100;
  const ones = count % 10;
  if (ones === 1 && tens !== 11) return "one";
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
}

/** Pure: bring a query to the form that the index was made of: ё as е, dashes of all kinds as one. */
export function normalise(query) {
  return query.trim().replace(/[‐‑–—−]/g, "-").replace(/ё/g, "е").replace(/Ё/g, "Е");
}

let engine = null;

/**
 * Pure: return the query and its twin with a vowel that comes and goes: поправка ⇄ поправок. The engine's
 * stemmer cuts endings only, so it takes these two forms for different words.
 */
export function variants(query) {
  const twin = query
    .replace(/([бвгдзклмнпрстфх])к(?:а|и|у|е|ой|ою|ам|ами|ах)(?![а-я])/gi, "$1ок")
    .replace(/([жчшщй])к(?:а|и|у|е|ой|ою|ам|ами|ах)(?![а-я])/gi, "$1ек");
  const back = query.replace(/([бвгджзклмнпрстфхчшщ])[ое]к(?![а-я])/gi, "$1ка");
  return [...new Set([query, twin === query ? back : twin])];
}

/**
 * Ask the engine at an address; returns its results, best first, of one kind of page or of all. The engine is
 * loaded on the first call.
 */
export async function ask(query, address, kind = "") {
  engine ??= loadEngine(address);
  const loaded = await engine;
  const options = kind ? { filters: { kind } } : {};
  const found = await Promise.all(variants(normalise(query)).map((each) => loaded.search(each, options)));
  const unique = new Map(found.flatMap((answer) => answer.results).map((result) => [result.id, result]));
  return [...unique.values()].sort((a, b) => b.score - a.score);
}

/** How many pages of each kind a query finds, most first: [["Стандарт", 12], …]. */
export async function countKinds(query, address) {
  engine ??= loadEngine(address);
  const kinds = Object.keys((await (await engine).filters()).kind ?? {});
  const counts = await Promise.all(kinds.map(async (kind) => [kind, (await ask(query, address, kind)).length]));
  return counts.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
}

/** Which words of a query that finds nothing find something alone, with how much: [["проверка", 4], …]. */
export async function helpfulWords(query, address) {
  const words = [...new Set(query.split(/\s+/).filter((word) => word.length > 2))];
  if (words.length < 2) return [];
  const counts = await Promise.all(words.map(async (word) => [word, (await ask(word, address)).length]));
  return counts.filter(([, count]) => count > 0);
}

/** The addresses of the pages that a query finds, best first. */
export async function find(query, address) {
  const results = await ask(query, address);
  const first = await bestFirst(results.splice(0, RERANKED), query);
  const rest = await Promise.all(results.map((result) => result.data()));
  return [...first, ...rest].map((page) => page.url);
}

/** Pure: which share of a query's words the title of a page begins a word with; endings do not count. */
export function titleShare(query, title) {
  const words = fold(query).split(/[^a-zа-я0-9.]+/).filter((word) => word.length > 1);
  const inTitle = fold(title).split(/[^a-zа-я0-9.]+/);
  const stem = (word) => (word.length > 4 ? word.slice(0, Math.max(4, word.length - 2)) : word);
  return words.filter((word) => inTitle.some((each) => each.startsWith(stem(word)))).length / (words.length || 1);
}

/** The pages of the first results, those whose titles say what was asked before the others. */
async function bestFirst(results, query) {
  const pages = await Promise.all(results.map(async (result) => ({ score: result.score, page: await result.data() })));
  const value = ({ score, page }) => score * (1 + 2 * titleShare(query, page.meta.title));
  return pages.sort((a, b) => value(b) - value(a)).map(({ page }) => page);
}

function fold(text) {
  return normalise(text).toLowerCase();
}

/** Make the search page work. */
export function mount(form) {
  const view = viewOf(form, (kind) => search(asked, kind), (word) => begin(word));
  const address = new URL(form.dataset.engine, document.baseURI).href;
  const input = form.querySelector("input");
  let asked = "";
  let turn = 0;

  async function search(query, kind = "") {
    const mine = ++turn;
    asked = query;
    view.say(query ? "busy" : "", 0);
    view.clear();
    if (!query) return;
    try {
      const results = await ask(query, address, kind);
      const kinds = await countKinds(query, address);
      const words = results.length ? [] : await helpfulWords(query, address);
      if (mine === turn) await view.show(query, results, kinds, kind, words);
    } catch {
      engine = null; // a later search tries to load it again
      if (mine === turn) view.say("failed", 0);
    }
  }

  function begin(query) {
    input.value = query;
    history.replaceState(null, "", `?q=${encodeURIComponent(query)}`);
    search(query);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin(input.value.trim());
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  search(input.value.trim());
}

async function loadEngine(address) {
  const loaded = await import(address);
  // Less favour for short pages than the engine's own: a kit of 3,000 words must not lose to a line of a glossary.
  await loaded.options({ excerptLength: 24, ranking: { pageLength: 0.4, termFrequency: 0.8 } });
  await loaded.init();
  return loaded;
}

function viewOf(form, onKind, onWord) {
  const part = (name) => document.querySelector(`[data-search-${name}]`);
  const [count, kinds, list, more, words, help] = ["count", "kinds", "results", "more", "words", "help"].map(part);
  let rest = [];

  function say(kind, number) {
    const phrase = kind === "found" ? count.dataset[pluralForm(number)] : (count.dataset[kind] ?? "");
    count.textContent = fill(phrase, { num: number });
  }

  async function showSome() {
    const some = rest.splice(0, PAGE_SIZE);
    const pages = await Promise.all(some.map(async (item) => (item.meta ? item : item.data())));
    list.append(...pages.map((page) => row(page, form.dataset.base)));
    more.hidden = rest.length === 0;
  }

  more.addEventListener("click", showSome);
  return {
    say,
    clear() {
      rest = [];
      for (const place of [list, kinds, words]) place.replaceChildren();
      more.hidden = true;
      help.hidden = false;
    },
    async show(query, results, counts, chosen, helpful) {
      rest = [...(await bestFirst(results.slice(0, RERANKED), query)), ...results.slice(RERANKED)];
      say(results.length ? "found" : "none", results.length);
      help.hidden = results.length > 0;
      if (counts.length > 1) {
        const all = button(kinds.dataset.all, !chosen, () => onKind(""));
        const each = counts.map(([kind, number]) => button(`${kind} ${number}`, kind === chosen, () => onKind(kind)));
        kinds.replaceChildren(all, ...each);
      }
      const only = (word, number) => button(fill(words.dataset.only, { word, num: number }), false, () => onWord(word));
      words.replaceChildren(...helpful.map(([word, number]) => only(word, number)));
      await showSome();
    },
  };
}

function button(text, isPressed, onClick) {
  const item = document.createElement("li");
  const made = document.createElement("button");
  made.type = "button";
  made.className = "chip";
  made.textContent = text;
  made.setAttribute("aria-pressed", String(isPressed));
  made.addEventListener("click", onClick);
  item.append(made);
  return item;
}

function row(page, base) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "row-title";
  const section = bestSection(page);
  link.href = base + (section?.url ?? page.url).replace(/^\//, "");
  link.textContent = page.meta.title;
  const kind = document.createElement("p");
  kind.className = "notes";
  kind.textContent = (page.filters.kind ?? []).join(", ");
  const excerpt = document.createElement("p");
  excerpt.innerHTML = section?.excerpt ?? page.excerpt; // the engine's own markup: escaped text with <mark>
  item.append(link, excerpt, kind);
  return item;
}

/** Pure: the part of a page that holds most of the words, when it is not the page's beginning. */
export function bestSection(page) {
  const parts = (page.sub_results ?? []).filter((part) => part.url.includes("#"));
  const whole = (page.sub_results ?? []).find((part) => !part.url.includes("#"));
  const best = parts.sort((a, b) => b.locations.length - a.locations.length)[0];
  return best && best.locations.length > (whole?.locations.length ?? 0) ? best : null;
}
