/** The questionnaires that were answered, and the programme that one of them ended with. */

import { dayWords, fill } from "../phrases.js";
import { today } from "../store.js";
import { copyOf, put } from "./view.js";

/** Show the section; tells whether there is anything in it. */
export function showAssessments(section, state, { map, base }) {
  const taken = Object.entries(state.assessments ?? {}).filter(([id, takes]) => takes.length && map?.assessments?.[id]);
  const rows = taken.map(([id, takes]) => {
    const [row, slot] = copyOf(section);
    slot("title").textContent = map.assessments[id].title;
    slot("title").href = base + map.assessments[id].url;
    slot("line").textContent = assessmentWords(id, takes, state.programme, section.dataset);
    return row;
  });
  return put(section, rows);
}

/** Pure: when a questionnaire was answered, how often, and what came of it. */
export function assessmentWords(id, takes, programme, phrases) {
  const day = (moment) => dayWords(today(new Date(moment)));
  const words = [fill(phrases.line, { day: day(takes.at(-1).at) })];
  if (takes.length > 1) words.push(fill(phrases.times, { count: takes.length }));
  if (programme?.assessment === id && programme.order && programme.made) {
    words.push(fill(phrases.programme, { day: day(programme.made), count: programme.order.length }));
  }
  return words.join(" ");
}
