/** «Моё обучение»: everything that this browser keeps of what a learner did, on one page. */

import { adoptInto } from "./adopt.js";
import { showAssessments } from "./learning/assessments.js";
import { showBookmarks, showCertificates } from "./learning/bookmarks.js";
import { showCompetencies } from "./learning/competencies.js";
import { showCourses } from "./learning/courses.js";
import { mountFile } from "./learning/file.js";
import { countOrphans, showResults } from "./learning/results.js";
import { showWorksheets } from "./learning/worksheets.js";
import { fill, showTrouble } from "./phrases.js";
import { openStore } from "./store.js";

const SHOW = {
  courses: showCourses,
  assessments: showAssessments,
  results: showResults,
  competencies: showCompetencies,
  bookmarks: showBookmarks,
  certificates: showCertificates,
  worksheets: showWorksheets,
};

/** Make the page work: what is kept is shown at once, what needs the list of courses when it has come. */
export async function mount(root) {
  const store = openStore();
  const page = { store, base: root.dataset.base, map: null, forms: root.dataset.forms };
  const part = (name) => root.querySelector(`[data-part="${name}"]`);

  function show() {
    const state = store.snapshot();
    const shown = Object.entries(SHOW).filter(([name, showIt]) => showIt(part(name), state, page));
    part("empty").hidden = shown.length > 0 || !page.map;
    const orphans = root.querySelector("[data-orphans]");
    const count = page.map ? countOrphans(state, page.map) : 0;
    orphans.hidden = count === 0;
    orphans.textContent = fill(orphans.dataset.orphans, { count });
  }

  showTrouble(store, root);
  mountFile(part("file"), page, show);
  show();
  try {
    const map = await (await fetch(root.dataset.map)).json();
    adoptInto(store, map);
    page.map = map;
  } catch {
    const failed = root.querySelector("[data-map-failed]");
    failed.textContent = root.dataset.failed;
    failed.hidden = false;
  }
  store.onEveryChange(show);
  show();
}
