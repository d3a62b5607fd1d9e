/** The home page: a way back to the course that was used last. */

import { openStore } from "./store.js";

/** Show the way if there is one. */
export function mount(place) {
  const store = openStore();
  const link = place.querySelector("a");
  const base = link.href;
  const show = () => {
    const address = whereToGoOn(store.snapshot());
    place.hidden = !address;
    if (address) link.href = new URL(address, base).href;
  };
  store.onEveryChange(show);
  show();
}

/**
 * Pure: the address, inside the site, of what was being learned last: the place in a lesson, or the course when that
 * lesson is done; null when there is nothing to go on with.
 */
function whereToGoOn({ courses = {}, lessons = {} }) {
  const opened = (course) => lessons[course.last]?.opened ?? "";
  const begun = Object.values(courses).filter((course) => course.last && !course.finished);
  const [course] = begun.sort((one, other) => opened(other).localeCompare(opened(one)));
  if (!course) return null;
  const lesson = lessons[course.last];
  if (lesson?.done) return `courses/${course.last.split("/")[0]}/`;
  return `courses/${course.last}/${lesson?.place ? `#${lesson.place}` : ""}`;
}
