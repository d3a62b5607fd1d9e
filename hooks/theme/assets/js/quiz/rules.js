/**
 * The rules of quizzes, pure: what is missing in an answer, what it is worth, what is kept of it when its question has
 * changed, what an attempt shows and in which order. The tables of `tests/fixtures/quizzes` say what must come out.
 */

const ONE = new Set(["single", "true-false", "scale"]);
const SEVERAL = new Set(["multiple", "choose-words"]);
const TYPED = new Set(["numeric", "short-text"]);

/** What is compared of what somebody types: `hub/collections/quizzes/folding.py` does the same. */
export function fold(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/ё/g, "е")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[«»„“”"'’ʼ]/g, "")
    .replace(/^[\s.,;:!?()]+|[\s.,;:!?()]+$/g, "")
    .replace(/\s+/g, " ");
}

/** The number that somebody means: a comma or a point, spaces between thousands, its unit after it; else null. */
export function readNumber(text, unit = "") {
  const plain = text.normalize("NFKC").trim().replace(/\u2212/g, "-").replace(/(\d)\s(?=\d{3}(?!\d))/g, "$1");
  const found = /^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*(\D*)$/.exec(plain);
  if (!found || (fold(found[2]) && fold(found[2]) !== fold(unit))) return null;
  return Number(found[1].replace(",", "."));
}

/** What an answer lacks before it can be judged: the name of a phrase, or nothing. */
export function missing(kind, key, value) {
  if (ONE.has(kind)) return value ? "" : "choose";
  if (SEVERAL.has(kind)) return value?.length ? "" : "choose";
  if (kind === "ordering") return value ? "" : "move";
  if (kind === "matching") return key.pairs.every((id) => value?.[id]) ? "" : "pairs";
  if (kind === "gap-fill") return Object.keys(key.gaps).every((id) => fold(value?.[id] ?? "")) ? "" : "gaps";
  if (!fold(value ?? "")) return "fill";
  return kind === "numeric" && readNumber(value, key.unit) === null ? "number" : "";
}

/**
 * Judge an answer that lacks nothing: `share` of the question, 0..1, and `parts`, what is said of which of its parts
 * (true, false, or null where nothing is right or wrong). `_right`, `_wrong`, `_mistake-n` speak of the whole.
 */
export function judge(kind, key, value) {
  if (kind === "scale") return { share: 1, parts: { [value]: null } };
  if (ONE.has(kind) || SEVERAL.has(kind)) return judgeChosen([value].flat(), key.right);
  if (kind === "ordering") return judgeOrder(value, key.order);
  if (TYPED.has(kind)) return judgeWhole(kind === "numeric" ? numberMistake(value, key) : textMistake(value, key));
  const isRight = kind === "matching" ? (id) => value[id] === id : (id) => isOneOf(value[id], key.gaps[id]);
  const ids = kind === "matching" ? key.pairs : Object.keys(key.gaps);
  const parts = Object.fromEntries(ids.map((id) => [id, isRight(id)]));
  return { share: ids.filter((id) => parts[id]).length / ids.length, parts };
}

function judgeChosen(chosen, right) {
  const parts = Object.fromEntries(chosen.map((id) => [id, right.includes(id)]));
  const hits = chosen.filter((id) => parts[id]).length;
  // A wrong choice takes away what a right one gives: choosing everything is worth nothing.
  return { share: Math.max(0, 2 * hits - chosen.length) / right.length, parts };
}

function judgeOrder(value, order) {
  const kept = longestRun(value.map((id) => order.indexOf(id)));
  const isSome = kept.size > 1; // one alone is always in order
  const share = isSome ? (kept.size - 1) / (order.length - 1) : 0;
  const parts = Object.fromEntries(value.map((id, place) => [id, isSome && kept.has(place)]));
  return { share, parts: { ...parts, [share === 1 ? "_right" : "_wrong"]: share === 1 } };
}

/** The places of the longest row of numbers that grow: what need not be moved. */
function longestRun(numbers) {
  const length = [];
  const before = [];
  for (const [place, number] of numbers.entries()) {
    length[place] = 1;
    for (let earlier = 0; earlier < place; earlier += 1) {
      if (numbers[earlier] < number && length[earlier] + 1 > length[place]) {
        length[place] = length[earlier] + 1;
        before[place] = earlier;
      }
    }
  }
  const kept = new Set();
  for (let at = length.indexOf(Math.max(...length)); at !== undefined; at = before[at]) kept.add(at);
  return kept;
}

function judgeWhole(mistake) {
  if (mistake === null) return { share: 1, parts: { _right: true } };
  return { share: 0, parts: { [mistake < 0 ? "_wrong" : `_mistake-${mistake}`]: false } };
}

/** The number of the known mistake that an answer is, -1 for another; null for a right answer. */
function numberMistake(text, { answer, tolerance, unit, mistakes }) {
  const number = readNumber(text, unit);
  const isNear = (wanted, way) => Math.abs(number - wanted) <= way + 1e-9 * Math.max(1, Math.abs(wanted));
  return isNear(answer, tolerance) ? null : mistakes.findIndex((wrong) => isNear(wrong, 0));
}

function textMistake(text, { forms, mistakes }) {
  return isOneOf(text, forms) ? null : mistakes.findIndex((wrong) => isOneOf(text, wrong));
}

function isOneOf(text, forms) {
  return forms.some((form) => fold(form) === fold(text));
}

/** The share of the points, in whole per cent; never rounded up to the pass mark. */
export function percent(verdicts) {
  const all = verdicts.reduce((sum, { weight }) => sum + weight, 0);
  const got = verdicts.reduce((sum, { weight, share }) => sum + weight * share, 0);
  return all ? Math.floor((got * 100) / all + 1e-9) : 100;
}

/**
 * What is kept of an answer when its question has changed: `parts` leads from present and former ids to the present
 * ones. Null when nothing can be kept.
 */
export function restore(kind, parts, value) {
  const known = (id) => (typeof id === "string" && Object.hasOwn(parts, id) ? parts[id] : null);
  if (TYPED.has(kind)) return typeof value === "string" ? value : null;
  if (ONE.has(kind)) return known(value);
  if (SEVERAL.has(kind) || kind === "ordering") {
    const ids = Array.isArray(value) ? [...new Set(value.map(known))].filter((id) => id !== null) : [];
    if (!ids.length) return null;
    return kind === "ordering" ? [...new Set([...ids, ...Object.values(parts)])] : ids;
  }
  if (!value || typeof value !== "object" || Array.isArray(value)) return null;
  const pairs = Object.entries(value).map(([id, given]) => [known(id), kind === "matching" ? known(given) : given]);
  const kept = pairs.filter(([id, given]) => id !== null && typeof given === "string");
  return kept.length ? Object.fromEntries(kept) : null;
}

/** Ids in an order that a seed gives: each finds its place by its name, so that it moves for no other's sake. */
export function arrange(ids, seed, scope) {
  const rank = new Map(ids.map((id) => [id, hash(`${seed}/${scope}/${id}`)]));
  return [...ids].sort((one, other) => rank.get(one) - rank.get(other) || (one < other ? -1 : 1));
}

/** The same, but never the right order. */
export function scramble(ids, seed, scope) {
  const found = arrange(ids, seed, scope);
  return found.every((id, place) => id === ids[place]) ? [...found.slice(1), found[0]] : found;
}

/** The questions of an attempt: all that are in no bank, and some of each bank. */
export function draw(ids, banks, seed) {
  const banked = new Set(banks.flatMap((bank) => bank.questions));
  const taken = new Set(banks.flatMap((bank) => arrange(bank.questions, seed, "bank").slice(0, bank.take)));
  return ids.filter((id) => taken.has(id) || !banked.has(id));
}

/** FNV-1a with its bits mixed once more, so that names that differ in their last letter lie far apart. */
function hash(text) {
  let bits = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) bits = Math.imul(bits ^ text.charCodeAt(place), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
