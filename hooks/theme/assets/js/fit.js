/** What fits a reader: how many of the things they chose an entry names, and the order that follows. */

export const ASPECTS = ["role", "region", "condition"];

/** Pure: how many of the chosen role, region and disease are named; `whom` has the ids of each, in this order. */
export function rankOf(whom, me) {
  return ASPECTS.filter((aspect, place) => me[aspect] && whom[place]?.includes(me[aspect])).length;
}

/** Pure: the same items, those of a higher rank first, and those of one rank as they were. */
export function firstFit(items, rank) {
  const ranked = items.map((item) => [item, rank(item)]);
  return ranked.sort(([, a], [, b]) => b - a).map(([item]) => item);
}
