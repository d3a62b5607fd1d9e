/** What the programme says of an item: how long it takes, of what kind it is, why it is there. */

import { fill } from "./phrases.js";
import { number } from "./say.js";

const TOLD = 2; // reasons of an item that are told in full

/** The words of a programme: `phrases` come from the page, `titles` are those of criteria by id. */
export function planWords(phrases, titles) {
  function reasonsOf(kept, hub) {
    const reasons = kept.map((reason) => whyOf(reason, hub)).filter(Boolean);
    if (!reasons.length) return "";
    const rest = reasons.length - TOLD;
    return `${phrases.why} ${reasons.slice(0, TOLD).join("; ")}${rest > 0 ? ` ${fill(phrases.whyMore, { n: rest })}` : ""}`;
  }

  function whyOf(reason, hub) {
    if (reason.gap) return titles.has(reason.gap) ? fill(phrases.whyGap, { title: titles.get(reason.gap), n: number(reason.level) }) : "";
    if (reason.before) return hub.items.has(reason.before) ? fill(phrases.whyBefore, hub.items.get(reason.before)) : "";
    return phrases.whyCheck;
  }

  function noteOf({ kind, ref, minutes }) {
    const words = ref.startsWith("lessons:") ? phrases.lesson : kind;
    return `${words}, ${minutes ? time(minutes) : phrases.unknown}`;
  }

  function time(minutes) {
    const parts = [
      [Math.floor(minutes / 60), phrases.hoursShort],
      [minutes % 60, phrases.minutesShort],
    ];
    return parts.filter(([n]) => n).map(([n, words]) => fill(words, { n })).join(" ");
  }

  return { time, noteOf, reasonsOf };
}
