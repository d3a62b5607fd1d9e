/** The search page: it asks the engine, which is loaded on the first search, and shows what was found. */

import { excerptOf } from "./excerpt.js";
import { fill } from "./phrases.js";

const PAGE_SIZE = 10;

/** Pure: choose the Russian plural form of a phrase: 1 страница, 2 страницы, 5 страниц. */
export function pluralForm(count) {
  const tens = count % 100;
  const ones = count % 10;
  if (ones === 1 && tens !== 11) return "one";
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
}

let engine = null;

/** The engine of an index: loaded once. */
export async function load(address) {
  engine ??= import("./engine.js").then(({ Engine }) => new Engine(address, document.documentElement.lang));
  return engine;
}

/** The addresses of the pages that a query finds, best first. */
export async function find(query, address) {
  const loaded = await load(address);
  const { results } = await loaded.find(query);
  return Promise.all(results.map(async ({ id }) => (await loaded.pageOf(id)).url));
}

/** Make the search page work. */
export function mount(form) {
  const address = new URL(form.dataset.engine, document.baseURI).href;
  const view = viewOf(form, (kind) => search(asked, kind), (word) => begin(word));
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
      const loaded = await load(address);
      const found = await loaded.find(query);
      const words = found.results.length ? [] : [...(await numbers(loaded, query)), ...(await loaded.alone(query))];
      if (mine === turn) await view.show(loaded, found, kind, words);
    } catch {
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

async function numbers(loaded, query) {
  return (await loaded.numbersNear(query)).map((each) => [...each, "near"]);
}

function viewOf(form, onKind, onWord) {
  const part = (name) => document.querySelector(`[data-search-${name}]`);
  const [count, kinds, list, more, words, help, meant] = [
    "count", "kinds", "results", "more", "words", "help", "meant",
  ].map(part);
  let rest = [];
  let showSome = () => {};

  function say(kind, number) {
    const phrase = kind === "found" ? count.dataset[pluralForm(number)] : (count.dataset[kind] ?? "");
    count.textContent = fill(phrase, { num: number });
  }

  more.addEventListener("click", () => showSome());
  return {
    say,
    clear() {
      rest = [];
      for (const place of [list, kinds, words, meant]) place.replaceChildren();
      more.hidden = true;
      help.hidden = false;
    },
    async show(loaded, { results, stems, corrected }, chosen, helpful) {
      rest = chosen ? results.filter(({ id }) => loaded.kindOf(id) === chosen) : [...results];
      showSome = async () => {
        const pages = await Promise.all(rest.splice(0, PAGE_SIZE).map(({ id }) => loaded.pageOf(id)));
        list.append(...pages.map((page) => row(page, form.dataset.base, stems)));
        more.hidden = rest.length === 0;
      };
      say(rest.length ? "found" : "none", rest.length);
      help.hidden = rest.length > 0;
      meant.textContent = corrected.length && results.length
        ? fill(meant.dataset.meant, { words: corrected.map(([, word]) => word).join(", ") })
        : "";
      const counts = loaded.kinds(results);
      if (counts.length > 1) {
        const all = button(kinds.dataset.all, !chosen, () => onKind(""));
        const each = counts.map(([kind, number]) => button(`${kind} ${number}`, kind === chosen, () => onKind(kind)));
        kinds.replaceChildren(all, ...each);
      }
      const offer = ([word, num, phrase = "only"]) => button(fill(words.dataset[phrase], { word, num }), false, () => onWord(word));
      words.replaceChildren(...helpful.map(offer));
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

/** A result: title and kind at once, the passage and the place in the page as soon as the page is there. */
function row(page, base, stems) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "row-title";
  link.href = base + page.url;
  link.textContent = page.title;
  const kind = document.createElement("p");
  kind.className = "notes";
  kind.textContent = page.kind;
  const passage = document.createElement("p");
  passage.className = "passage";
  item.append(link, passage, kind);
  whenSeen(item, () => fillPassage(link, passage, stems));
  return item;
}

/** Do something once an element comes into view: a passage costs a page, and most readers look at a few results. */
function whenSeen(element, act) {
  if (!window.IntersectionObserver) return act();
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      act();
    }
  });
  observer.observe(element);
}

async function fillPassage(link, passage, stems) {
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) return;
    const language = document.documentElement.lang;
    const { anchor, pieces } = excerptOf(new DOMParser().parseFromString(await answer.text(), "text/html"), stems, language);
    if (anchor) link.href += `#${anchor}`;
    passage.replaceChildren(...pieces.map(([text, isFound]) => (isFound ? mark(text) : text)));
  } catch {
    // without a connection the title is enough
  }
}

function mark(text) {
  const made = document.createElement("mark");
  made.textContent = text;
  return made;
}
