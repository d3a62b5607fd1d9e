/** Questions that were answered rightly → what share of each competency was shown. */

import { fill } from "../phrases.js";
import { drawRadar } from "../radar.js";

/**
 * Pure: percent by competency that any question checks. A question counts with its weight for each competency that
 * it names; it is answered rightly if it was in any attempt that is kept.
 */
export function tallyCompetencies(map, quizzes) {
  const found = {};
  for (const [id, quiz] of Object.entries(map.quizzes ?? {})) {
    const right = rightOf(quizzes?.[id]);
    for (const question of asked(quiz, quizzes?.[id])) {
      for (const competency of new Set(question.assesses)) add(found, competency, question, right);
    }
  }
  return percents(found);
}

/** Pure: percent by block; a question counts once for a block, however many of its cells it names. */
function tallyBlocks(map, quizzes) {
  const found = {};
  for (const [id, quiz] of Object.entries(map.quizzes ?? {})) {
    const right = rightOf(quizzes?.[id]);
    for (const question of asked(quiz, quizzes?.[id])) {
      for (const block of new Set(question.assesses.map((each) => blockOf(each, map)))) add(found, block, question, right);
    }
  }
  return percents(found);
}

/** Pure: the block of a competency; a block is its own. */
export function blockOf(id, map) {
  return map.competencies?.[id]?.block || id.split("--")[0];
}

/** The questions that count: of a bank those that some attempt asked, else all. */
function asked(quiz, known) {
  const ids = new Set((known?.attempts ?? []).flatMap((attempt) => attempt.asked ?? []));
  return ids.size ? quiz.questions.filter((question) => ids.has(question.id)) : quiz.questions;
}

/** The competencies that any quiz checks which was taken. */
function triedIn(map, quizzes) {
  const taken = Object.entries(map.quizzes).filter(([id]) => quizzes?.[id]?.attempts?.length);
  return new Set(taken.flatMap(([, quiz]) => quiz.questions.flatMap((question) => question.assesses)));
}

function rightOf(quiz) {
  return new Set((quiz?.attempts ?? []).flatMap((attempt) => attempt.right ?? []));
}

function add(found, name, { id, weight = 1 }, right) {
  const sum = (found[name] ??= { right: 0, all: 0 });
  sum.all += weight;
  if (right.has(id)) sum.right += weight;
}

function percents(found) {
  return Object.fromEntries(Object.entries(found).map(([name, { right, all }]) => [name, Math.round((right * 100) / (all || 1))]));
}

/** Show the section; tells whether there is anything in it. */
export function showCompetencies(section, state, { map, base }) {
  const isTried = Object.values(state.quizzes ?? {}).some((quiz) => quiz.attempts?.length);
  const blocks = map ? blocksOf(map) : [];
  section.hidden = !isTried || !blocks.length;
  if (section.hidden) return false;
  const [byBlock, byCell] = [tallyBlocks(map, state.quizzes), tallyCompetencies(map, state.quizzes)];
  const { none, untried, percent, label } = section.dataset;
  const tried = triedIn(map, state.quizzes);
  const triedBlocks = new Set([...tried].map((id) => blockOf(id, map)));
  const words = (share, isTried = true) => (share === undefined ? none : isTried ? fill(percent, { share }) : untried);
  const rows = blocks.flatMap((block, number) => {
    const cells = Object.keys(byCell).filter((id) => id !== block && tried.has(id) && blockOf(id, map) === block);
    const own = map.competencies[block];
    return [
      rowOf(`${number + 1}. `, own, words(byBlock[block], triedBlocks.has(block)), "block", base),
      ...cells.map((id) => rowOf("", cellName(map, id), words(byCell[id]), "cell", base)),
    ];
  });
  section.querySelector("[data-list]").replaceChildren(...rows);
  const values = blocks.map((block) => byBlock[block]);
  section.querySelector("[data-radar]").replaceChildren(...(blocks.length > 2 ? [drawRadar([{ name: "now", values }], label, 100, 25)] : []));
  return true;
}

/** Pure: the blocks of the framework in their order. */
function blocksOf(map) {
  return Object.entries(map.competencies).filter(([id, { block, sphere }]) => !sphere && (block || id) === id).map(([id]) => id);
}

/** A cell below its block is called by its sphere. */
function cellName(map, id) {
  const cell = map.competencies[id] ?? { title: id };
  return { ...cell, title: map.competencies[cell.sphere]?.title ?? cell.title };
}

function rowOf(before, { title, url }, value, kind, base) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  const name = document.createElement(url ? "a" : "span");
  if (url) name.href = base + url;
  name.textContent = title;
  head.append(before, name);
  row.className = `competency-${kind}`;
  row.append(head);
  row.insertCell().textContent = value;
  return row;
}
