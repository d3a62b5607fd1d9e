/** The search page: one module between the hub and the search engine, which is loaded on the first search. */

import { fill } from "./quiz.js";

const PAGE_SIZE = 10;

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

/** Ask the engine at an address; returns its results, best first. The engine is loaded on the first call. */
export async function ask(query, address) {
  engine ??= loadEngine(address);
  const loaded = await engine;
  const found = await Promise.all(variants(normalise(query)).map((each) => loaded.search(each)));
  const unique = new Map(found.flatMap((answer) => answer.results).map((result) => [result.id, result]));
  return [...unique.values()].sort((a, b) => b.score - a.score);
}

/** The addresses of the pages that a query finds, best first. */
export async function find(query, address) {
  const results = await ask(query, address);
  return Promise.all(results.map(async (result) => (await result.data()).url));
}

/** Make the search page work. */
export function mount(form) {
  const view = viewOf(form);
  const input = form.querySelector("input");
  let turn = 0;

  async function search(query) {
    const mine = ++turn;
    view.say(query ? "busy" : "", 0);
    view.clear();
    if (!query) return;
    try {
      const results = await ask(query, new URL(form.dataset.engine, document.baseURI).href);
      if (mine === turn) await view.show(results);
    } catch {
      engine = null; // a later search tries to load it again
      if (mine === turn) view.say("failed", 0);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value.trim())}`);
    search(input.value.trim());
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  search(input.value.trim());
}

async function loadEngine(address) {
  const loaded = await import(address);
  await loaded.options({ excerptLength: 24 });
  await loaded.init();
  return loaded;
}

function viewOf(form) {
  const part = (name) => document.querySelector(`[data-search-${name}]`);
  const [count, list, more, help] = ["count", "results", "more", "help"].map(part);
  let rest = [];

  function say(kind, number) {
    const phrase = kind === "found" ? count.dataset[pluralForm(number)] : (count.dataset[kind] ?? "");
    count.textContent = fill(phrase, { num: number });
  }

  async function showSome() {
    const some = rest.splice(0, PAGE_SIZE);
    const pages = await Promise.all(some.map((result) => result.data()));
    list.append(...pages.map((page) => row(page, form.dataset.base)));
    more.hidden = rest.length === 0;
  }

  more.addEventListener("click", showSome);
  return {
    say,
    clear() {
      rest = [];
      list.replaceChildren();
      more.hidden = true;
      help.hidden = false;
    },
    async show(results) {
      rest = [...results];
      say(results.length ? "found" : "none", results.length);
      help.hidden = results.length > 0;
      await showSome();
    },
  };
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
