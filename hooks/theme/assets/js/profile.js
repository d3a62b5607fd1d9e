/** The profile of a questionnaire: diagram, tables, what is strong, what to work on, what changed since last time. */

import { fill } from "./phrases.js";
import { TARGET, gapsOf, levelsOf, profileOf } from "./programme.js";
import { drawRadar } from "./radar.js";
import { day, make, number } from "./say.js";

const TOP = 4; // the highest level
const SHOWN = 5; // strong and weak criteria that are told at once

/** Fill the result of a questionnaire from its last take; `form` has the words of statements and levels. */
export function showProfile(result, form, assessment, takes) {
  const phrases = result.dataset;
  const levels = levelsOf(assessment, takes.at(-1).levels);
  const now = profileOf(assessment, levels);
  const before = takes.length > 1 ? profileOf(assessment, levelsOf(assessment, takes.at(-2).levels)) : null;
  const place = (name) => result.querySelector(`[data-${name}]`);

  place("when").textContent = fill(phrases.taken, { day: day(new Date(takes.at(-1).at)), n: now.answered, all: now.all });
  showFigure(place("figure"), now, before, phrases);
  showRows(result, now, before, phrases);
  for (const criterion of criteriaOf(now)) {
    const cell = result.querySelector(`[data-criterion="${criterion.id}"]`);
    if (cell) cell.textContent = criterion.level === null ? "—" : number(criterion.level);
  }
  showChanges(place("changes"), now, before, phrases);

  const strong = criteriaOf(now).filter((each) => each.level >= TARGET).sort((a, b) => b.level - a.level);
  fillList(place("strong"), strong.slice(0, SHOWN).map((each) => named(each, phrases)), phrases.noStrong);
  const gaps = gapsOf(assessment, levels).map(({ criterion }) => gapItem(criterion, levels, form, phrases));
  fillList(place("gaps"), gaps.slice(0, SHOWN), phrases.noGaps);
  place("more-gaps").hidden = gaps.length <= SHOWN;
  place("more-gaps").querySelector("summary").textContent = fill(phrases.more, { n: gaps.length - SHOWN });
  place("rest").replaceChildren(...gaps.slice(SHOWN));
  place("rest").start = SHOWN + 1;
}

/** Pure: the criteria that both profiles know, with the level before: `[{ title, from, to }]`, those that changed. */
function changesBetween(before, now) {
  const old = new Map(criteriaOf(before).map((each) => [each.id, each.level]));
  return criteriaOf(now)
    .filter((each) => each.level !== null && (old.get(each.id) ?? null) !== null && old.get(each.id) !== each.level)
    .map((each) => ({ title: each.title, from: old.get(each.id), to: each.level }));
}

function showFigure(figure, now, before, phrases) {
  const values = (profile) => profile.domains.map((domain) => domain.level);
  figure.hidden = now.domains.length < 3 || values(now).includes(null); // a shape with holes would lie
  if (figure.hidden) return;
  const series = [{ name: "now", values: values(now) }];
  if (before && !values(before).includes(null)) series.unshift({ name: "before", values: values(before) });
  figure.replaceChildren(drawRadar(series, phrases.radar));
}

function showRows(result, now, before, phrases) {
  for (const cell of result.querySelectorAll("[data-was], [data-cell=was]")) cell.hidden = !before;
  for (const [index, domain] of now.domains.entries()) {
    const cell = (name) => result.querySelector(`[data-row="${domain.id}"] [data-cell="${name}"]`);
    const sum = make("small", {}, fill(phrases.of, { n: domain.sum, all: domain.answered * TOP }));
    cell("level").replaceChildren(...(domain.level === null ? [phrases.none] : [number(domain.level), sum]));
    const was = before?.domains[index].level ?? null;
    cell("was").textContent = was === null ? "—" : number(was);
  }
}

function showChanges(section, now, before, phrases) {
  section.hidden = !before;
  if (!before) return;
  const changes = changesBetween(before, now);
  const words = ({ title, from, to }) =>
    make("li", {}, `${to > from ? phrases.grew : phrases.fell}: ${title}, `, make("b", {}, `${number(from)} → ${number(to)}`));
  fillList(section.querySelector("ul"), changes.map(words), phrases.same);
}

function gapItem(criterion, levels, form, phrases) {
  const item = named(criterion, phrases);
  const answered = criterion.statements.filter((each) => levels[each.id] !== undefined);
  const weakest = answered.reduce((a, b) => (levels[b.id] < levels[a.id] ? b : a));
  const words = (level) =>
    form.querySelector(`input[name="${weakest.id}"][value="${level}"]`).closest("label").lastElementChild.textContent;
  item.append(
    make("p", {}, `${phrases.now} ${words(levels[weakest.id])}`),
    make("p", {}, make("b", {}, phrases.then), ` ${words(TARGET)}`),
  );
  return item;
}

function named(criterion, phrases) {
  const level = make("span", { class: "note" }, fill(phrases.level, { n: number(criterion.level) }));
  return make("li", {}, make("span", { class: "criterion-name" }, criterion.title), " ", level);
}

function fillList(list, items, otherwise) {
  list.classList.toggle("is-empty", !items.length);
  list.replaceChildren(...(items.length ? items : [make("li", {}, otherwise)]));
}

function criteriaOf(profile) {
  return profile.domains.flatMap((domain) => domain.criteria);
}
