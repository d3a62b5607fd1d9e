/** A text as the words by which it is found: the same as `hub/search/words.py` makes of a page. */

import { RussianStemmer } from "../vendor/snowball/russian-stemmer.js";

const SPELLINGS = {
  gost: ["гост"],
  gostr: ["гост", "р"],
  гостр: ["гост", "р"],
  iso: ["исо"],
  iec: ["мэк"],
  en: ["ен"],
  sp: ["сп"],
  r: ["р"],
  p: ["р"],
};

// Words that every page has; the index does not hold them.
const STOP_WORDS = new Set(
  ("без бы был была были было быть вам вас весь во вот все вы где да для до его ее если есть еще же за и из или " +
    "им их как ко когда кто ли либо мне может мы на над надо наш не него нет ни них но ну об однако он она они оно от " +
    "по под при про со так также такой там те тем то того тоже той только том ты у уже хотя чего чей чем что чтобы чье " +
    "чья эта эти это этот я the of and to in for a is on").split(" "),
);

const stemmer = new RussianStemmer();
const stems = new Map();

/** Pure: the words of a text in their order. */
export function wordsOf(text) {
  const folded = text.normalize("NFC").replace(/\u0301/g, "").toLowerCase().replace(/ё/g, "е");
  return (folded.match(/\p{L}+|\p{Nd}+/gu) ?? []).flatMap((word) => SPELLINGS[word] ?? [word]);
}

/** Pure: whether a word says anything. */
export function isSaid(word) {
  return (word.length > 1 || /\d/.test(word)) && !STOP_WORDS.has(word);
}

/** Pure: the stem of a word of a language. */
export function stemOf(word, language) {
  if (language !== "ru" || !/^[а-я]+$/.test(word)) return word;
  if (!stems.has(word)) stems.set(word, stemmer.stemWord(word));
  return stems.get(word);
}
