/** A page and what was looked for in it → the passage that shows why it was found, and the place to open it at. */

import { stemOf, wordsOf } from "./words.js";

const BEFORE = 6; // words before the first one that was found
const LENGTH = 30; // words of a passage

/** The passage of a parsed page that has most of some stems: {anchor, pieces: [[text, isFound], …]}. */
export function excerptOf(page, stems, language) {
  const body = page.querySelector("[data-search-body]");
  if (!body) return { anchor: "", pieces: [] };
  for (const skipped of body.querySelectorAll("[data-search-skip], h1")) skipped.remove();
  const words = collect(body, stems, language);
  const start = densest(words);
  const first = Math.max(0, start - BEFORE);
  const passage = words.slice(first, first + LENGTH);
  const anchor = words[start]?.found ? words[start].anchor : "";
  const pieces = passage.flatMap(({ text, found }) => [[text, found], [" ", false]]);
  if (first > 0) pieces.unshift(["… ", false]);
  if (first + LENGTH < words.length) pieces.push(["…", false]);
  return { anchor, pieces };
}

/** The words of an element as they are written, each with the id of the heading or part that it stands under. */
function collect(body, stems, language) {
  const words = [];
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let anchor = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.id && !node.matches("input, label, sup a, li[id^=fn]")) anchor = node.id;
      continue;
    }
    for (const text of node.data.split(/\s+/).filter(Boolean)) {
      const found = wordsOf(text).some((word) => stems.has(stemOf(word, language)));
      words.push({ text, found, anchor });
    }
  }
  return words;
}

/** Pure: where the window begins that has most different found words; the earliest of equals. */
function densest(words) {
  let best = 0;
  let most = 0;
  words.forEach(({ found }, place) => {
    if (!found) return;
    const inside = new Set(words.slice(place, place + LENGTH - BEFORE).filter((word) => word.found).map((word) => word.text.toLowerCase()));
    if (inside.size > most) [best, most] = [place, inside.size];
  });
  return best;
}
