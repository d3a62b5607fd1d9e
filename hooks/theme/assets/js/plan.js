/** The personal programme on the page: made on request, kept, reordered, ticked off, printed, saved as a calendar. */

import { makeCalendar } from "./calendar.js";
import { fill } from "./phrases.js";
import { planWords } from "./plan-words.js";
import { gapsOf, levelsOf, makeProgramme, openHub, planWeeks } from "./programme.js";
import { day, make } from "./say.js";
import { today } from "./store.js";

const NEAR = 4; // weeks that are shown at once

/** Make the section of the programme work; `show` brings it up to date with what is kept. */
export function mountPlan(section, { article, assessment, store, takes }) {
  const phrases = section.dataset;
  const place = (name) => section.querySelector(`[data-${name}]`);
  const status = place("programme-status");
  const hours = section.querySelector("#hours");
  const titles = new Map(assessment.domains.flatMap((domain) => domain.criteria.map((each) => [each.id, each.title])));
  const { time, noteOf, reasonsOf } = planWords(phrases, titles);
  let loading = null;

  /** The list of materials, fetched once; a failure is forgotten, so that the next try asks again. */
  function load() {
    loading ??= fetch(article.dataset.map)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .catch((error) => {
        loading = null;
        throw error;
      });
    return loading;
  }

  async function show() {
    const kept = store.read("programme");
    place("plan").hidden = kept.assessment !== assessment.id;
    place("other-programme").hidden = !kept.assessment || kept.assessment === assessment.id;
    if (!kept.assessment) return;
    try {
      const learning = await load();
      if (kept.assessment === assessment.id) render(openHub(learning, assessment.helps), kept);
      else tellOther(learning.assessments[kept.assessment]);
    } catch {
      status.textContent = phrases.failed;
    }
  }

  function tellOther(other) {
    if (other) place("other-programme").textContent = fill(phrases.other, { title: other.title });
    else place("other-programme").hidden = true;
  }

  function doneOf(hub, kept) {
    const lessons = Object.entries(store.read("lessons")).filter(([, each]) => each.done);
    return new Set([...lessons.map(([name]) => `lessons:${name}`), ...Object.keys(kept.done ?? {})].map(hub.resolve));
  }

  async function compose() {
    status.textContent = "";
    let learning;
    try {
      learning = await load();
    } catch {
      status.textContent = phrases.failed;
      return;
    }
    const { levels } = takes().at(-1);
    const { done = {} } = store.read("programme");
    const past = doneOf(openHub(learning, assessment.helps), { done });
    const { order, why, missing, finished } = makeProgramme({ assessment, levels, learning, done: [...past] });
    const level = Object.fromEntries(gapsOf(assessment, levelsOf(assessment, levels)).map((each) => [each.criterion.id, each.level]));
    const told = Object.entries(why).map(([ref, some]) => [ref, some.map((each) => (each.gap ? { ...each, level: level[each.gap] } : each))]);
    save((kept) => {
      for (const name of Object.keys(kept)) delete kept[name];
      const made = { assessment: assessment.id, hours: Number(hours.value), order, made: new Date().toISOString() };
      Object.assign(kept, { ...made, why: Object.fromEntries(told), missing, finished, done });
    });
    await show();
    section.querySelector("h2").scrollIntoView({ block: "start" });
    section.querySelector("h2").focus({ preventScroll: true });
  }

  function save(edit, words = "") {
    const isKept = store.change("programme", edit);
    status.textContent = isKept ? words : phrases.keptNot;
  }

  function render(hub, kept) {
    const order = [...new Set(kept.order.map(hub.resolve))].filter((ref) => hub.items.has(ref));
    const why = Object.fromEntries(Object.entries(kept.why ?? {}).map(([ref, reasons]) => [hub.resolve(ref), reasons]));
    const past = doneOf(hub, kept);
    const open = order.filter((ref) => !past.has(ref));
    const items = open.map((ref) => hub.items.get(ref));
    const weeks = planWeeks(items, kept.hours);
    const minutes = weeks.reduce((total, week) => total + week.minutes, 0);
    hours.value = kept.hours;
    place("made-on").textContent = fill(phrases.made, { day: day(new Date(kept.made)) });
    place("stale-note").hidden = takes().at(-1).at <= kept.made;
    const ended = order.filter((ref) => past.has(ref));
    const left = open.length ? fill(phrases.total, { time: time(minutes), n: weeks.at(-1).last }) : phrases.allDone;
    place("sum").textContent = open.length && ended.length ? `${left} ${fill(phrases.ended, { n: ended.length })}` : left;
    place("sum").hidden = !order.length;
    place("calendar").disabled = !open.length;

    let count = 0;
    const lists = weeks.map((week) => {
      const rows = week.refs.map((ref) => row(hub, why, ref, open));
      const list = make("ol", { start: count + 1, class: "plan-week" }, ...rows);
      count += week.refs.length;
      return make("section", {}, heading(week), list);
    });
    const wasOpen = place("week-list").querySelector("details")?.open;
    place("week-list").replaceChildren(...lists.slice(0, NEAR), ...foldLater(lists.slice(NEAR), wasOpen));
    names(place("missing"), kept.missing ?? []);
    names(place("finished"), kept.finished ?? []);
    place("done").hidden = !ended.length;
    place("done").querySelector("ul").replaceChildren(...ended.map((ref) => row(hub, why, ref, open, true)));
    section.plan = { weeks, hub };
  }

  /** What is far off stands folded: a long list frightens more than it helps. */
  function foldLater(lists, isOpen) {
    if (!lists.length) return [];
    const folded = make("details", { open: isOpen ? "" : undefined }, make("summary", {}, fill(phrases.later, { n: lists.length })), ...lists);
    return [folded];
  }

  function heading(week) {
    const words = week.first === week.last ? fill(phrases.week, { n: week.first }) : fill(phrases.weeks, { n: week.first, last: week.last });
    const note = `${fill(phrases.from, { day: day(firstDay(week), { year: false }) })} · ${time(week.minutes)}`;
    return make("h3", {}, words, " ", make("span", { class: "note" }, note));
  }

  function names(part, criteria) {
    const known = criteria.filter((id) => titles.has(id));
    part.hidden = !known.length;
    part.querySelector("ul").replaceChildren(...known.map((id) => make("li", {}, titles.get(id))));
  }

  function row(hub, why, ref, open, isDone = false) {
    const item = hub.items.get(ref);
    const line = place("item").content.firstElementChild.cloneNode(true);
    const link = line.querySelector("a");
    link.href = article.dataset.base + item.url;
    link.textContent = item.title;
    line.dataset.ref = ref;
    line.querySelector(".note").textContent = noteOf(item);
    line.querySelector(".why").textContent = reasonsOf(why[ref] ?? [], hub);
    const tick = line.querySelector("input");
    tick.checked = isDone;
    line.querySelector(".plan-tick span").textContent = `${isDone ? phrases.untick : phrases.tick}: ${item.title}`;
    tick.addEventListener("change", () => setDone(hub, item, !isDone));
    const move = line.querySelector(".plan-move");
    if (isDone) move.remove();
    else makeMovable(move, hub, item, open);
    return line;
  }

  function makeMovable(move, hub, item, open) {
    const at = open.indexOf(item.ref);
    const buttons = { up: at - 1, down: at + 1, remove: null };
    for (const [name, to] of Object.entries(buttons)) {
      const button = move.querySelector(`[data-${name}]`);
      button.setAttribute("aria-label", `${phrases[name]}: ${item.title}`);
      button.disabled = to !== null && (to < 0 || to >= open.length);
      button.addEventListener("click", () => {
        const next = open.filter((ref) => ref !== item.ref);
        if (to !== null) next.splice(to, 0, item.ref);
        const words = to === null ? phrases.removed : phrases.moved;
        save(
          (kept) => {
            const done = kept.order.filter((ref) => !open.includes(hub.resolve(ref)));
            kept.order = [...done, ...next];
          },
          fill(words, { title: item.title, n: (to ?? 0) + 1 }),
        );
        render(hub, store.read("programme"));
        focusAfter(to === null ? next[Math.min(at, next.length - 1)] : item.ref, to === null ? "remove" : name);
      });
    }
  }

  /** Keep the reader where they were: on the same button, or on one beside it that still works. */
  function focusAfter(ref, name) {
    const line = ref && [...section.querySelectorAll("[data-ref]")].find((each) => each.dataset.ref === ref);
    const button = line?.querySelector(`[data-${name}]:not(:disabled)`) ?? line?.querySelector("button:not(:disabled)");
    (button ?? section.querySelector("h2")).focus();
  }

  function setDone(hub, item, isDone) {
    const words = fill(isDone ? phrases.ticked : phrases.returned, { title: item.title });
    if (item.ref.startsWith("lessons:")) {
      const isKept = store.change("lessons", (all) => {
        const name = Object.keys(all).find((each) => hub.resolve(`lessons:${each}`) === item.ref) ?? item.ref.slice("lessons:".length);
        all[name] = { opened: today(), ...all[name], done: today() };
        if (!isDone) delete all[name].done;
      });
      status.textContent = isKept ? words : phrases.keptNot;
    } else {
      save((all) => {
        all.done = { ...all.done, [item.ref]: today() };
        if (!isDone) delete all.done[item.ref];
      }, words);
    }
    const boxes = () => [...section.querySelectorAll("[data-week-list] input")];
    const at = boxes().findIndex((box) => box.closest("li").dataset.ref === item.ref);
    render(hub, store.read("programme"));
    (boxes()[Math.min(Math.max(at, 0), boxes().length - 1)] ?? section.querySelector("h2")).focus();
  }

  function saveCalendar() {
    const { weeks, hub } = section.plan;
    const events = weeks.map((week) => {
      const lines = week.refs.map((ref) => {
        const item = hub.items.get(ref);
        return `${item.title} (${noteOf(item)})\n${new URL(article.dataset.base + item.url, location.href).href}`;
      });
      return { day: firstDay(week), title: fill(phrases.event, { n: week.first }), text: lines.join("\n\n") };
    });
    const file = new Blob([makeCalendar(events, new Date(), document.title)], { type: "text/calendar" });
    const link = make("a", { href: URL.createObjectURL(file), download: `${phrases.file}.ics` });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  place("hours").addEventListener("submit", (event) => {
    event.preventDefault();
    compose();
  });
  hours.addEventListener("change", async () => {
    if (!hours.checkValidity() || store.read("programme").assessment !== assessment.id) return;
    save((kept) => (kept.hours = Number(hours.value)));
    await show();
  });
  place("calendar").addEventListener("click", saveCalendar);
  place("print-plan").addEventListener("click", () => {
    document.body.classList.add("only-programme");
    addEventListener("afterprint", () => document.body.classList.remove("only-programme"), { once: true });
    print();
  });
  addEventListener("beforeprint", () => section.querySelectorAll("details").forEach((each) => (each.open = true)));
  store.onChange(show);
  addEventListener("pageshow", (event) => event.persisted && show());
  return { show };
}

/** The day on which a week of the programme begins, counted from today. */
function firstDay(week) {
  const date = new Date();
  date.setDate(date.getDate() + (week.first - 1) * 7);
  return date;
}
