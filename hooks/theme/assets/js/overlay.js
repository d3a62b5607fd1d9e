/** What a learner did, laid over competencies: the level of the last self-assessment, and questions answered rightly. */

import { fill } from "./phrases.js";
import { levelsOf } from "./programme.js";
import { day, make, number } from "./say.js";
import { openStore } from "./store.js";

/**
 * Pure: what is known of each competency: `{ id: { right, all, levels: [{ assessment, at, level }] } }`. `all` counts
 * the questions of the hub that assess it, `right` those that were ever answered rightly; levels come from the last take
 * of each questionnaire, the newest first.
 */
function overlayOf(learning, { quizzes = {}, assessments = {} }) {
  const found = {};
  const of = (id) => (found[id] ??= { right: 0, all: 0, levels: [] });

  for (const [name, { questions }] of Object.entries(learning.quizzes)) {
    const right = new Set((quizzes[name]?.attempts ?? []).flatMap((attempt) => attempt.right ?? []));
    for (const { id, aliases, assesses } of questions) {
      const isRight = [id, ...aliases].some((each) => right.has(each));
      for (const competency of assesses) {
        of(competency).all += 1;
        if (isRight) of(competency).right += 1;
      }
    }
  }
  for (const [name, takes] of Object.entries(assessments)) {
    const assessment = learning.assessments?.[name];
    if (!assessment || !takes.length) continue;
    const { at, levels: kept } = takes.at(-1);
    const levels = levelsOf({ domains: [{ criteria: [assessment] }] }, kept);
    const given = {};
    for (const { id, competencies } of assessment.statements) {
      if (levels[id] !== undefined) for (const competency of competencies) (given[competency] ??= []).push(levels[id]);
    }
    for (const [competency, some] of Object.entries(given)) {
      of(competency).levels.push({ assessment: name, at, level: some.reduce((a, b) => a + b, 0) / some.length });
    }
  }
  for (const { levels } of Object.values(found)) levels.sort((a, b) => b.at.localeCompare(a.at));
  return found;
}

/** Lay it over a part of a page: the matrix, a list of cells, or the page of one cell. Nothing is shown of nothing. */
export async function mount(root) {
  const store = openStore();
  const kept = () => ({ quizzes: store.read("quizzes"), assessments: store.read("assessments") });
  const isEmpty = ({ quizzes, assessments }) => !Object.keys(quizzes).length && !Object.keys(assessments).length;
  let learning = null;

  async function show() {
    if (isEmpty(kept())) return;
    try {
      learning ??= await (await fetch(root.dataset.map)).json();
    } catch {
      return; // no network: the page says what the hub has, as without a learner
    }
    const found = overlayOf(learning, kept());
    if (root.dataset.competencies) showCell(root, found[root.dataset.competencies], learning);
    else showCells(root, found);
  }

  store.onChange(show);
  await show();
}

function showCell(section, mine, learning) {
  const { level, questions } = section.dataset;
  const rows = (mine?.levels ?? []).map((each) => {
    const { title, url } = learning.assessments[each.assessment];
    const words = fill(level, { title, day: day(new Date(each.at)), n: number(each.level) });
    const [before, after] = words.split(title);
    const base = section.dataset.map.replace(/(?:[a-z]{2}\/)?api\/learning\.json$/, "");
    return make("li", {}, before, make("a", { href: base + url }, title), after);
  });
  if (mine?.right) rows.push(make("li", {}, fill(questions, mine)));
  section.querySelector("[data-mine]").replaceChildren(...rows);
  section.hidden = !rows.length;
}

function showCells(root, found) {
  const { level, questions } = root.dataset;
  for (const cell of root.querySelectorAll("[data-cell]")) {
    cell.querySelector(".mine")?.remove();
    const { right = 0, all = 0, levels = [] } = found[cell.dataset.cell] ?? {};
    if (!levels.length && !right) continue;
    const parts = [
      levels.length ? mark(number(levels[0].level), fill(level, { n: number(levels[0].level) }), "mine-level") : undefined,
      right ? mark(`✓ ${right}/${all}`, fill(questions, { right, all }), "mine-right") : undefined,
    ];
    const place = cell.matches("td") ? cell.querySelector("a") : cell;
    place.append(make("span", { class: "mine" }, ...parts.filter(Boolean)));
  }
  const legend = root.querySelector("[data-legend]");
  if (legend) legend.hidden = false;
}

/** A short mark for the eye, and the same in words for a screen reader. */
function mark(short, words, name) {
  const seen = make("span", { "aria-hidden": "true" }, short);
  return make("span", { class: name }, seen, make("span", { class: "unseen" }, ` ${words} `));
}
