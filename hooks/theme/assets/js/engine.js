/**
 * The search engine (long: finding, ranking, slips). It reads the index that `hub/search/index.py` describes, a few
 * small files for each query.
 * Nothing here knows the page; `search.js` shows what this finds.
 */

import { isSaid, stemOf, wordsOf } from "./words.js";

const LEVELS = 26;
const RELATIVE = 0.8; // another stem of the same word counts so much
const GUESS = 0.5; // and a word that was meant but not typed
const GUESSES = 3;
const TITLED = 3; // a page whose title has all words counts so many times more: at 2 a long page that has them anywhere won
const LOOKED_AT = 10; // results whose titles are compared with the query: those that are shown first
const WHOLE_NUMBER = 100; // more than all the rest together can give
const TITLE = 33; // "!" is a title of one word
const DESIGNATION = 58; // ":" a designation of one

/** An index at an address (`…/search/ru/`): it is fetched as far as it is asked. */
export class Engine {
  constructor(address, language) {
    this.address = address;
    this.language = language;
    this.files = new Map();
    this.head = null;
  }

  /** Find the pages of a query, best first: {results: [{id, score}], stems, corrected}. */
  async find(query) {
    const head = await this.load();
    const words = wordsOf(query);
    let said = words.filter(isSaid);
    if (!said.length) said = words.filter((word) => word.length > 1);
    // A single letter is no condition: it is in the designation, or nowhere.
    const letters = /\d/.test(query) ? words.filter((word) => word.length === 1 && !/\d/.test(word)) : [];
    const groups = await Promise.all([...new Set(said)].map((word) => this.group(word)));
    const corrected = await this.correct(groups);
    const extra = await Promise.all(letters.map((word) => this.group(word)));
    const results = await this.putTitledFirst(rank(groups, extra, head.count, /\d/.test(query)), words.join(" "));
    const stems = new Set([...groups, ...extra].flatMap((group) => [...group.stems]));
    return { results, stems, corrected };
  }

  /** Put the page first whose title is the query to the letter, then those whose titles begin with its words. */
  async putTitledFirst(results, query) {
    const first = results.slice(0, LOOKED_AT);
    const pages = await Promise.all(first.map(({ id }) => this.pageOf(id)));
    const places = new Map(first.map((each, number) => [each, placeOf(wordsOf(pages[number].title).join(" "), query)]));
    return [...first.sort((a, b) => places.get(a) - places.get(b)), ...results.slice(LOOKED_AT)];
  }

  /** How many pages each word of a query finds alone: [["проверка", 4], …]. */
  async alone(query) {
    const words = [...new Set(wordsOf(query).filter(isSaid))];
    if (words.length < 2) return [];
    const groups = await Promise.all(words.map((word) => this.group(word)));
    return groups.map((group, place) => [words[place], group.pages.size]).filter(([, count]) => count > 0);
  }

  /** Pages by kind among some results, most first: [["Стандарт", 12], …]. */
  kinds(results) {
    return this.head.kinds
      .map(([kind, first, end]) => [kind, results.filter(({ id }) => id >= first && id < end).length])
      .filter(([, count]) => count > 0)
      .sort((a, b) => b[1] - a[1]);
  }

  /** Numbers of designations that look like those of a query which find nothing: [["52143", 2], …]. A number is never put in the place of another unasked. */
  async numbersNear(query) {
    const found = [];
    for (const word of new Set(wordsOf(query).filter((each) => /^\d{5,}$/.test(each)))) {
      if (await this.line(word)) continue;
      for (const text of (await this.text(this.shardOf(word))).split("\n")) {
        const { stem, postings } = parse(text);
        if (!/^\d{5,}$/.test(stem) || !isNear(word, stem)) continue;
        const pages = new Map();
        add(pages, postings, 1);
        found.push([stem, pages.size]);
      }
    }
    return found.sort((a, b) => b[1] - a[1]).slice(0, GUESSES);
  }

  /** The kind of a page. */
  kindOf(id) {
    return this.head.kinds.find(([, first, end]) => id >= first && id < end)[0];
  }

  /** The address and the title of a page. */
  async pageOf(id) {
    const lines = await this.text(this.head.blocks[Math.floor(id / this.head.block)]);
    const [url, title] = lines.split("\n")[id % this.head.block].split("\t");
    return { id, url, title, kind: this.kindOf(id) };
  }

  async load() {
    this.head ??= await (await this.fetch("index.json")).json();
    return this.head;
  }

  /** What a word finds: pages by number, with all stems that were looked for. */
  async group(word) {
    const stem = stemOf(word, this.language);
    const found = { word, stems: new Set([stem]), pages: new Map() };
    const line = await this.line(stem);
    if (line) {
      add(found.pages, line.postings, 1);
      const relatives = await Promise.all(line.relatives.map((each) => this.line(each)));
      relatives.forEach((each, place) => {
        found.stems.add(line.relatives[place]);
        if (each) add(found.pages, each.postings, RELATIVE);
      });
    }
    if (!found.pages.size && word.length > 2) await this.addBeginnings(word, found);
    return found;
  }

  /** Add the words that begin as a word does: it may not be finished. */
  async addBeginnings(word, found) {
    const lines = (await this.text(this.shardOf(word))).split("\n");
    for (const text of lines.filter((each) => each.startsWith(word))) {
      const line = parse(text);
      found.stems.add(line.stem);
      add(found.pages, line.postings, RELATIVE);
    }
  }

  /** For words that find nothing, look for what was meant; returns [[typed, meant], …]. */
  async correct(groups) {
    const corrected = [];
    for (const group of groups.filter(({ pages, word }) => !pages.size && word.length > 3 && !/\d/.test(word))) {
      const meant = nearest(group.word, stemOf(group.word, this.language), await this.vocabulary());
      for (const { stem } of meant) {
        group.stems.add(stem);
        const line = await this.line(stem);
        if (line) add(group.pages, line.postings, GUESS);
      }
      if (meant.length) corrected.push([group.word, meant[0].word]);
    }
    return corrected;
  }

  async vocabulary() {
    this.words ??= unpack(await this.text((await this.load()).vocabulary));
    return this.words;
  }

  async line(stem) {
    const text = await this.text(this.shardOf(stem));
    const start = text.startsWith(`${stem}\t`) ? 0 : text.indexOf(`\n${stem}\t`) + 1;
    if (!start && !text.startsWith(`${stem}\t`)) return null;
    return parse(text.slice(start, text.indexOf("\n", start)));
  }

  shardOf(stem) {
    const { first, shards } = this.head;
    let place = 0;
    while (place + 1 < first.length && first[place + 1] <= stem) place++;
    return shards[place];
  }

  text(name) {
    if (!this.files.has(name)) {
      const loading = this.fetch(name).then((answer) => answer.text());
      loading.catch(() => this.files.delete(name)); // a later search tries again
      this.files.set(name, loading);
    }
    return this.files.get(name);
  }

  async fetch(name) {
    const answer = await fetch(this.address + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer;
  }
}

/** Pure: how near a title is to a query: 0 is it, 1 begins with it (of нозологии and нозология, words of one stem, only one does), 2 does not. */
export function placeOf(title, query) {
  if (title === query) return 0;
  return query.includes(" ") && title.startsWith(`${query} `) ? 1 : 2; // by one word many begin
}

/** Pure: a line of an index file. */
export function parse(text) {
  const [stem, relatives, postings] = text.split("\t");
  return { stem, relatives: relatives ? relatives.split(" ") : [], postings };
}

/** Pure: put the pages of written postings into a map: number → {weight, title, designation}, the best of each. */
export function add(pages, postings, share) {
  let number = -1;
  for (const [, distance, level, title, designation] of postings.matchAll(/([0-9a-z]*)([A-Z])([!-/]?)([:-@]?)/g)) {
    number += distance ? parseInt(distance, 36) : 1;
    const now = {
      weight: (share * (level.charCodeAt(0) - 64)) / LEVELS,
      title: title ? share / (title.charCodeAt(0) - TITLE + 1) : 0,
      designation: designation ? share / (designation.charCodeAt(0) - DESIGNATION + 1) : 0,
    };
    const before = pages.get(number);
    if (!before) pages.set(number, now);
    else for (const name of ["weight", "title", "designation"]) before[name] = Math.max(before[name], now[name]);
  }
}

/**
 * Pure: the pages that have every word, best first. A page is the better the rarer the words are and the more it is
 * about them; one whose title has the words comes earlier, one whose title is the query first; a standard whose
 * designation has the query's numbers before all others.
 */
export function rank(groups, extra, count, hasDigits) {
  if (!groups.length) return [];
  const [rarest, ...others] = [...groups].sort((a, b) => a.pages.size - b.pages.size);
  const numbers = groups.filter(({ word }) => /\d/.test(word));
  const results = [];
  for (const id of rarest.pages.keys()) {
    if (!others.every((group) => group.pages.has(id))) continue;
    let [score, titled, title, designation] = [0, 0, 0, 0];
    for (const group of groups) {
      const page = group.pages.get(id);
      score += page.weight * Math.log(1 + (count - group.pages.size + 0.5) / (group.pages.size + 0.5));
      titled += page.title > 0 || page.designation > 0;
      title += page.title;
      designation += page.designation;
    }
    for (const group of extra) designation += group.pages.get(id)?.designation ?? 0;
    score *= 1 + (TITLED * titled) / groups.length;
    if (titled === groups.length && title > 0.79) score += 20 * title; // the title says this and nothing else
    if (hasDigits || designation > 0.4) score += 40 * designation;
    if (numbers.length && numbers.every((group) => group.pages.get(id).designation)) score += WHOLE_NUMBER;
    results.push({ id, score });
  }
  return results.sort((a, b) => b.score - a.score || a.id - b.id);
}

/** Pure: the vocabulary of an index: [{stem, word, frequency}]. */
export function unpack(text) {
  let before = "";
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [rest, ending] = line.slice(2).split("|");
      const stem = before.slice(0, parseInt(line[0], 36)) + rest;
      before = stem;
      const word = ending.startsWith("!") ? ending.slice(1) : stem + ending;
      return { stem, word, frequency: parseInt(line[1], 36) };
    });
}

/**
 * Pure: the words of a vocabulary that a misspelt one may mean, best first: one letter more, less, other, or two
 * neighbours exchanged. A slip in an ending can mislead the stemmer, so beginnings of the word are tried as well.
 */
export function nearest(word, stem, vocabulary) {
  const found = [];
  for (const each of vocabulary) {
    const size = each.stem.length;
    if (size < 3 || size > word.length + 1) continue;
    let distance = Math.abs(size - stem.length) <= 1 && isNear(stem, each.stem) ? 1 : 9;
    if (distance > 1 && size > 3) {
      for (const cut of [size - 1, size, size + 1]) {
        // What is left must look like an ending.
        if (cut <= word.length && word.length - cut <= 4 && isNear(word.slice(0, cut), each.stem)) distance = 2;
      }
    }
    if (distance < 9) found.push({ ...each, distance, length: Math.abs(each.word.length - word.length) });
  }
  const order = (a, b) => a.distance - b.distance || b.frequency - a.frequency || a.length - b.length;
  return found.sort(order).slice(0, GUESSES);
}

/** Pure: whether two words are at most one slip apart: a letter more, less or other, or two exchanged. */
export function isNear(a, b) {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (long.length > short.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return short[start] === long[start + 1] && short[start + 1] === long[start] && short.slice(start + 2) === long.slice(start + 2);
}
