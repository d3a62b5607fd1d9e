/**
 * The personal programme, worked out from answers: the rule is written down in docs/decisions/0015-programme.md.
 * Everything here is pure: answers, questionnaire, `api/learning.json` and what is done go in, a programme comes out.
 */

export const TARGET = 3; // a criterion below this level is a gap
const UNKNOWN = 30; // minutes of what does not say how long it takes
const KINDS = ["lessons", "webinars", "toolkits"];

/** Pure: the answers by the present ids of statements; those to statements that are gone are left out. */
export function levelsOf(assessment, kept = {}) {
  const found = {};
  for (const { id, aliases = [] } of statementsOf(assessment)) {
    const name = [id, ...aliases].find((each) => kept[each] !== undefined);
    if (name !== undefined) found[id] = kept[name];
  }
  return found;
}

/** Pure: all statements of a questionnaire in their order. */
export function statementsOf(assessment) {
  return assessment.domains.flatMap((domain) => domain.criteria.flatMap((criterion) => criterion.statements));
}

/** Pure: what the answers say of each domain and criterion: `{ id, title, level, sum, answered, all }`; level is null where nothing was answered. */
export function profileOf(assessment, levels) {
  const domains = assessment.domains.map((domain) => ({
    ...judge(domain, domain.criteria.flatMap((criterion) => criterion.statements), levels),
    criteria: domain.criteria.map((criterion) => ({
      ...judge(criterion, criterion.statements, levels),
      statements: criterion.statements,
    })),
  }));
  const { answered, all } = judge({}, statementsOf(assessment), levels);
  return { domains, answered, all };
}

function judge({ id, title }, statements, levels) {
  const given = statements.map((each) => levels[each.id]).filter((level) => level !== undefined);
  const sum = given.reduce((total, level) => total + level, 0);
  return { id, title, level: given.length ? round(sum / given.length) : null, sum, answered: given.length, all: statements.length };
}

/** Pure: the criteria below the target, the largest gap first: `[{ criterion, level, gap }]`. */
export function gapsOf(assessment, levels) {
  return profileOf(assessment, levels)
    .domains.flatMap((domain) => domain.criteria)
    .filter((criterion) => criterion.level !== null && criterion.level < TARGET)
    .map((criterion) => ({ criterion, level: criterion.level, gap: round(TARGET - criterion.level) }))
    .sort((a, b) => b.gap - a.gap); // equal ones stay as in the questionnaire: sorting is stable
}

/**
 * Pure: the programme. `done` are refs of what is done. Returns `{ gaps, order, why, missing, finished }`: refs in order,
 * the reasons of each (`{ gap }` a criterion, `{ before }` a ref, `{ check }` a module), the criteria without any
 * material, and those whose materials are all done.
 */
export function makeProgramme({ assessment, levels: kept, learning, done = [] }) {
  const hub = openHub(learning, assessment.helps);
  const levels = levelsOf(assessment, kept);
  const gaps = gapsOf(assessment, levels);
  const past = new Set(done.map(hub.resolve));
  const chosen = new Map(); // ref → why
  const missing = [];
  const finished = [];

  for (const { criterion, gap } of gaps) {
    const offers = hub.offersFor(criterion.statements.filter((each) => levels[each.id] < TARGET));
    const open = offers.filter((item) => !past.has(item.ref)).slice(0, Math.ceil(gap));
    for (const { ref } of open) chosen.set(ref, [...(chosen.get(ref) ?? []), { gap: criterion.id }]);
    if (!offers.length) missing.push(criterion.id);
    else if (!open.length) finished.push(criterion.id);
  }
  bringAlong(hub, chosen, past, (competency) => isWeak(competency, assessment, levels));
  const order = withChecks(hub, inOrder(hub, chosen), chosen, past);
  const told = gaps.map(({ criterion, level, gap }) => [criterion.id, level, gap]);
  return { gaps: told, order, why: Object.fromEntries(order.map((ref) => [ref, chosen.get(ref)])), missing, finished };
}

/** Add what the chosen items need before them, and what that needs in its turn. */
function bringAlong(hub, chosen, past, isWeakIn) {
  const waiting = [...chosen.keys()];
  for (const ref of waiting) {
    const item = hub.items.get(ref);
    const bring = (other) => {
      if (!other || past.has(other.ref) || chosen.has(other.ref)) return;
      chosen.set(other.ref, [{ before: ref }]);
      waiting.push(other.ref);
    };
    for (const competency of item.requires ?? []) {
      const others = hub.teachersOf([competency]).filter((each) => each.course !== item.course);
      if (isWeakIn(competency) && !others.some((each) => chosen.has(each.ref))) bring(others.find((each) => !past.has(each.ref)));
    }
    for (const earlier of hub.moduleOf(item).filter((each) => !each.isCheck && each.place < item.place)) bring(earlier);
  }
}

/** The chosen refs, each after those that it needs; a circle is broken where it closes. */
function inOrder(hub, chosen) {
  const items = [...chosen.keys()].map((ref) => hub.items.get(ref));
  const placed = new Set();
  const entered = new Set();

  function place(item) {
    if (entered.has(item)) return;
    entered.add(item);
    const teaching = items.filter(
      (each) => each.course !== item.course && (item.requires ?? []).some((need) => each.teaches.some((taught) => speaksOf(taught, need))),
    );
    const inCourse = (course) => items.filter((each) => each.course === course).sort((a, b) => a.place - b.place);
    const earlier = item.course ? inCourse(item.course).filter((each) => each.place < item.place) : [];
    for (const each of [...teaching, ...(item.after ?? []).flatMap(inCourse), ...earlier]) place(each);
    placed.add(item.ref);
  }

  items.forEach(place);
  return [...placed];
}

/** Put the checks of a module after its last lesson, when all its lessons are in the programme or done. */
function withChecks(hub, order, chosen, past) {
  const whole = [...order];
  for (const ref of order) {
    const item = hub.items.get(ref);
    const module = hub.moduleOf(item);
    const lessons = module.filter((each) => !each.isCheck);
    if (!lessons.length || !lessons.every((each) => chosen.has(each.ref) || past.has(each.ref))) continue;
    const last = lessons.findLast((each) => chosen.has(each.ref));
    if (last.ref !== ref) continue;
    const checks = module.filter((each) => each.isCheck && !past.has(each.ref) && !chosen.has(each.ref));
    for (const check of checks) chosen.set(check.ref, [{ check: `${item.course}/${item.module}` }]);
    whole.splice(whole.indexOf(ref) + 1, 0, ...checks.map((each) => each.ref));
  }
  return whole;
}

function isWeak(competency, assessment, levels) {
  const asked = statementsOf(assessment).filter((each) => each.competencies.some((named) => speaksOf(named, competency)));
  const { level } = judge({}, asked, levels);
  return level !== null && level < TARGET;
}

/**
 * Pure: what the hub has, by refs such as `lessons:course/lesson`. `helps` are things that teach no competency but that
 * statements name. `resolve` finds the present ref of a former one.
 */
export function openHub(learning, helps = {}) {
  const items = new Map();
  const modules = new Map();
  const former = new Map();
  const add = (item) => items.has(item.ref) || items.set(item.ref, { teaches: [], ...item, number: items.size, rank: rankOf(item.ref) });

  for (const [course, { modules: parts, teaches = [], requires, after, aliases = [] }] of Object.entries(learning.courses)) {
    for (const alias of aliases) former.set(`courses:${alias}`, `courses:${course}`);
    for (const [part, { id, lessons }] of parts.entries()) {
      for (const name of lessons) {
        const lesson = learning.lessons[name];
        if (!lesson) continue;
        const own = lesson.teaches?.length ? lesson.teaches : teaches;
        const isCheck = lesson.kind === "quiz";
        const place = part * 1000 + lessons.indexOf(name);
        add({ ...lesson, ref: `lessons:${name}`, teaches: isCheck ? [] : own, course, module: id, place, requires, after, isCheck });
        modules.set(`${course}/${id}`, [...(modules.get(`${course}/${id}`) ?? []), items.get(`lessons:${name}`)]);
        for (const alias of lesson.aliases ?? []) former.set(`lessons:${alias}`, `lessons:${name}`);
      }
    }
  }
  learning.materials.forEach(add);
  for (const [ref, help] of Object.entries(helps)) add({ ...help, ref });

  function resolve(ref) {
    if (items.has(ref) || !ref.startsWith("lessons:")) return former.get(ref) ?? ref;
    const [course, lesson] = ref.slice("lessons:".length).split("/");
    const present = `lessons:${(former.get(`courses:${course}`) ?? `courses:${course}`).slice("courses:".length)}/${lesson}`;
    return former.get(ref) ?? former.get(present) ?? present;
  }

  function teachersOf(needs) {
    const near = (item) => {
      const exact = needs.filter((need) => item.teaches.includes(need));
      const broad = needs.filter((need) => !exact.includes(need) && item.teaches.some((taught) => speaksOf(taught, need)));
      return { item, exact: exact.length, broad: broad.length };
    };
    return [...items.values()]
      .map(near)
      .filter(({ exact, broad }) => exact + broad > 0)
      .sort(
        (a, b) =>
          b.exact - a.exact ||
          b.broad - a.broad ||
          a.item.teaches.length - b.item.teaches.length ||
          a.item.rank - b.item.rank ||
          a.item.number - b.item.number,
      )
      .map(({ item }) => item);
  }

  function named(ref) {
    if (!ref.startsWith("courses:")) return [items.get(resolve(ref))];
    const course = resolve(ref).slice("courses:".length);
    return [...items.values()].filter((item) => item.course === course && !item.isCheck);
  }

  function offersFor(statements) {
    const direct = statements.flatMap((each) => (each.helps ?? []).flatMap(named)).filter(Boolean);
    const needs = [...new Set(statements.flatMap((each) => each.competencies))];
    return [...new Set([...direct, ...teachersOf(needs)])];
  }

  return { items, resolve, teachersOf, offersFor, moduleOf: (item) => modules.get(`${item.course}/${item.module}`) ?? [] };
}

/** Pure: weeks filled in order: `[{ first, last, refs, minutes }]`; `items` have `ref` and perhaps `minutes`. */
export function planWeeks(items, hours) {
  const budget = Math.max(hours, 0.5) * 60;
  const weeks = [];
  let next = 1;
  for (const { ref, minutes = UNKNOWN } of items) {
    const week = weeks.at(-1);
    if (week && week.first === week.last && week.minutes + minutes <= budget) {
      week.refs.push(ref);
      week.minutes += minutes;
    } else {
      const last = next + Math.max(1, Math.ceil(minutes / budget)) - 1;
      weeks.push({ first: next, last, refs: [ref], minutes });
      next = last + 1;
    }
  }
  return weeks;
}

/** Pure: whether two competencies are one, or one is the block or the sphere of the other. */
function speaksOf(one, other) {
  return one === other || other.split("--").includes(one) || one.split("--").includes(other);
}

function rankOf(ref) {
  const kind = KINDS.indexOf(ref.split(":")[0]);
  return kind < 0 ? KINDS.length : kind;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
