/** The questionnaires that were answered or begun, and the programme: how far it is, and the way to it. */

import { listDrafts } from "../drafts.js";
import { dayWords, fill } from "../phrases.js";
import { copyOf, put } from "./view.js";

export const DRAFT = "assessment-"; // with the id of a questionnaire, the name of the draft of its answers

/** Show the section; tells whether there is anything in it. */
export function showAssessments(section, state, { map, base }) {
  const begun = Object.keys(listDrafts()).filter((name) => name.startsWith(DRAFT)).map((name) => name.slice(DRAFT.length));
  const taken = Object.keys(state.assessments ?? {}).filter((id) => state.assessments[id].length);
  const ids = [...new Set([...taken, ...begun])].filter((id) => map?.assessments?.[id]);
  const rows = ids.map((id) => {
    const [row, slot] = copyOf(section);
    const { title, url } = map.assessments[id];
    const last = state.assessments?.[id]?.at(-1);
    slot("title").textContent = title;
    slot("title").href = base + url;
    const words = [last && fill(section.dataset.line, { day: dayWords(last.at) }), begun.includes(id) && section.dataset.underWay];
    slot("line").textContent = words.filter(Boolean).join(" ");
    const isHere = last && state.programme?.assessment === id;
    slot("programme").hidden = !isHere;
    if (isHere) {
      slot("go").href = `${base}${url}#programme`;
      slot("done").textContent = fill(section.dataset.done, countDone(state));
    }
    return row;
  });
  return put(section, rows);
}

/** Pure: how much of the programme is done: lessons by themselves, the rest by its ticks. */
function countDone({ programme, lessons = {} }) {
  const isDone = (ref) => (ref.startsWith("lessons:") ? lessons[ref.slice("lessons:".length)]?.done : programme.done?.[ref]);
  const order = programme.order ?? [];
  return { done: order.filter(isDone).length, all: order.length };
}
