/** What is on this device: the page for work without a network, and the one shown in place of a page that is not kept. */

import { canKeep, freeAll, freeCourse, keptCourses, keptPages, rootAddress } from "./keep.js";
import { fill, sizeOf } from "./phrases.js";

/** Make the page work. */
export async function mount(article) {
  const part = (name) => article.querySelector(`[data-kept-${name}]`);
  const [courses, pages, missing, status] = ["courses", "pages", "missing", "status"].map(part);
  const language = document.documentElement.lang;

  function fillList(section, rows) {
    section.hidden = false;
    section.querySelector("ul").replaceChildren(...rows);
    section.querySelector(".empty").hidden = rows.length > 0;
  }

  function courseRow(course) {
    const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(course.day));
    const notes = [fill(article.dataset.course, { size: sizeOf(course.size, language), day })];
    if (course.withMedia) notes.push(article.dataset.media);
    const free = make("button", article.dataset.free);
    free.type = "button";
    free.className = "quiet";
    free.setAttribute("aria-label", `${article.dataset.free}: ${course.title}`);
    free.addEventListener("click", async () => {
      await freeCourse(new URL(course.path, rootAddress()));
      await show();
      status.textContent = fill(article.dataset.freed, { title: course.title });
      (article.querySelector("[data-kept-courses] button") ?? part("clear")).focus();
    });
    const note = make("p", notes.join(", "));
    note.className = "note";
    return make("li", linkTo(course.url, course.title), note, free);
  }

  async function show() {
    fillList(courses, (await keptCourses()).filter(({ isWhole }) => isWhole).map(courseRow));
    fillList(pages, (await keptPages()).map(({ url, title }) => make("li", linkTo(url, title))));
    part("note").hidden = part("end").hidden = false;
  }

  // This page is shown at its own address, or in the place of another that is not kept.
  const isMissing = new URL(article.dataset.offline, location.href).pathname !== location.pathname;
  if (isMissing) {
    article.querySelector("h1").textContent = article.dataset.missing;
    document.title = article.dataset.missing;
    part("lead").hidden = true;
    missing.hidden = false;
    part("again").addEventListener("click", () => location.reload());
    addEventListener("online", () => (status.textContent = article.dataset.online));
  }
  part("clear").addEventListener("click", async () => {
    if (!confirm(article.dataset.sure)) return;
    await freeAll();
    await show();
    status.textContent = article.dataset.cleared;
  });
  try {
    if (!canKeep()) throw new Error("this browser keeps nothing");
    await show();
  } catch {
    status.textContent = article.dataset.never;
  }
}

function make(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function linkTo(path, title) {
  const link = make("a", title);
  link.href = new URL(path, rootAddress());
  return link;
}
