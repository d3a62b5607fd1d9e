/**
 * What every page needs: the menu of small screens, the way to the settings, the service worker; and the modules of what
 * a page contains. It is one file because the first visit of a page should be few requests.
 */

/** What a page may contain → the module that makes it work; loaded only where it is. */
const PARTS = [
  ["[data-lesson]", () => import("./progress.js")],
  ["[data-course-page]", () => import("./course.js")],
  ["[data-certificate]", () => import("./certificate.js")],
  ["[data-bookmark]", () => import("./bookmark.js")],
  ["[data-go-on]", () => import("./continue.js")],
  [".learning[data-learning]", () => import("./learning.js")],
  ["[data-quiz]", () => import("./quiz/quiz.js")],
  ["[data-assessment]", () => import("./assessment.js")],
  ["[data-path]", () => import("./path.js")],
  ["[data-competencies]", () => import("./overlay.js")],
  ["[data-form]", () => import("./form.js")],
  [".fill-actions", () => import("./print.js")],
  [".marks[data-kept]", () => import("./kept.js")],
  ["[data-worksheet]", () => import("./worksheet.js")],
  ["[data-catalogue]", () => import("./catalogue.js")],
  ["[data-search]", () => import("./search.js")],
  ["[data-recording]", () => import("./recording.js")],
  ["[data-starts]", () => import("./when.js")],
  ["[data-me]", () => import("./me.js")],
  ["a.term", () => import("./terms.js")],
  ["[data-keep]", () => import("./offline.js")],
  ["[data-offline]", () => import("./offline-page.js")],
];

mountMenu(document);
mountSettings(document);
mountWorker(document.documentElement.dataset.worker);
for (const [selector, load] of PARTS) {
  const roots = document.querySelectorAll(selector);
  if (roots.length) load().then((part) => roots.forEach((root) => part.mount(root)));
}

/** The menu of small screens: folded behind a button; without scripts it simply stands open. */
function mountMenu(root) {
  const button = root.querySelector(".menu-button");
  const menu = root.getElementById("menu");
  if (!button || !menu) return;
  const show = (open) => {
    menu.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(!menu.classList.contains("open")));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.classList.contains("open")) return;
    show(false);
    if (menu.contains(root.activeElement)) button.focus();
  });
}

/** The settings are loaded when they are asked for, or at once where the words of hidden pictures must be shown. */
function mountSettings(root) {
  const button = root.querySelector(".settings-button");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => import("./settings.js").then(({ toggle }) => toggle(root)));
  if (root.documentElement.dataset.images) import("./settings.js").then(({ showTexts }) => showTexts(root));
}

/** Register the service worker (sw.js at the root of the site) once the page is done, and answer its questions. */
async function mountWorker(address) {
  const workers = navigator.serviceWorker;
  if (!address || !workers) return;
  const theme = new URL(import.meta.url).pathname.split("/").at(-3);
  workers.addEventListener("message", ({ data, ports }) => {
    if (data === "theme") ports[0].postMessage(theme);
  });
  workers.startMessages();
  const wasHere = Boolean(workers.controller);
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  await new Promise((done) => (window.requestIdleCallback ?? setTimeout)(done));
  try {
    await workers.register(new URL(address, location.href), { updateViaCache: "none" });
  } catch {
    return; // forbidden here: the hub works, but only with a network
  }
  const { active } = await workers.ready;
  // What was loaded before there was a worker, it did not see.
  const pictures = [...document.querySelectorAll("main img")].map((picture) => picture.currentSrc).filter(Boolean);
  active.postMessage({ keep: wasHere ? [] : [location.href, ...pictures] });
}
