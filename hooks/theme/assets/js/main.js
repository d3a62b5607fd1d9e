/** What every page needs: the menu of small screens, the settings; and the modules of what a page contains. */

import { mountMenu } from "./menu.js";
import { mountSettings } from "./settings.js";

/** What a page may contain → the module that makes it work; loaded only where it is. */
const PARTS = [
  ["[data-lesson]", () => import("./progress.js")],
  ["[data-course-page]", () => import("./course.js")],
  ["[data-certificate]", () => import("./certificate.js")],
  ["[data-bookmark]", () => import("./bookmark.js")],
  ["[data-go-on]", () => import("./continue.js")],
  ["[data-learning]", () => import("./learning.js")],
  ["[data-quiz]", () => import("./quiz/quiz.js")],
  ["[data-assessment]", () => import("./assessment.js")],
  ["[data-path]", () => import("./path.js")],
  ["[data-competencies]", () => import("./overlay.js")],
  ["[data-form]", () => import("./form.js")],
  [".fill-actions", () => import("./print.js")],
  ["[data-kept]", () => import("./kept.js")],
  ["[data-worksheet]", () => import("./worksheet.js")],
  ["[data-catalogue]", () => import("./catalogue.js")],
  ["[data-search]", () => import("./search.js")],
  ["[data-recording]", () => import("./recording.js")],
  ["[data-starts]", () => import("./when.js")],
  ["[data-me]", () => import("./me.js")],
  ["a.term", () => import("./terms.js")],
  ["[data-keep]", () => import("./offline.js")],
  ["[data-offline]", () => import("./offline-page.js")],
  ["[data-worker]", () => import("./worker.js")],
];

mountMenu(document);
mountSettings(document);
for (const [selector, load] of PARTS) {
  const roots = document.querySelectorAll(selector);
  if (roots.length) load().then((part) => roots.forEach((root) => part.mount(root)));
}
