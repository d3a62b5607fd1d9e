/** «Save the course for work without a network»: what it weighs, saving with progress, stopping, removing. */

import { cachesOf, canKeep, fetchList, freeCourse, keepCourse, partsOf, weigh } from "./keep.js";
import { fill, sizeOf } from "./phrases.js";

/** Make one section work. Its parts say in which states they are seen (`data-when`); phrases are its `data-…`. */
export async function mount(section) {
  if (!document.documentElement.dataset.worker) return undefined; // a preview is never kept
  const address = section.dataset.keep;
  const language = document.documentElement.lang;
  const part = (name) => section.querySelector(`[data-keep-${name}]`);
  const [say, bar, amount, media] = ["say", "bar", "amount", "media"].map(part);
  const size = (bytes) => sizeOf(bytes, language);
  let list = null;
  let stop = null;

  function show(state, phrase, values = {}) {
    const hadFocus = section.contains(document.activeElement);
    section.dataset.state = state;
    for (const each of section.querySelectorAll("[data-when]")) {
      each.hidden = !each.dataset.when.split(" ").includes(state);
    }
    say.textContent = fill(section.dataset[phrase] ?? "", values);
    // The button that was pressed may be gone: the first that is there takes over.
    if (hadFocus && !section.contains(document.activeElement)) section.querySelector("button:not([hidden])")?.focus();
  }

  /** Show what is on this device; `phrase` says what has just happened, if anything has. */
  async function look(phrase = "", values = {}) {
    const found = await cachesOf(address);
    const whole = found.find(({ isWhole }) => isWhole);
    if (whole) {
      const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(whole.day));
      show("kept", phrase || "whole", { day, size: size(whole.size), ...values });
      return whole;
    }
    show(found.length ? "partial" : "none", phrase || (found.length ? "partial" : "none"), values);
    return null;
  }

  async function ask() {
    list = await fetchList(address);
    const values = { size: size(weigh(partsOf(list, false))), media: size(weigh(list.media)) };
    part("media-row").classList.toggle("is-empty", !list.media.length);
    part("media-say").textContent = fill(section.dataset.media, values);
    part("outside").textContent = list.outside ? section.dataset.outside : "";
    show("offer", "offer", values);
  }

  async function save() {
    const day = new Date().toISOString();
    const earlier = (await cachesOf(address)).find(({ isWhole }) => isWhole);
    const withMedia = section.dataset.state === "offer" ? media.checked : Boolean(earlier?.withMedia);
    stop = new AbortController();
    bar.removeAttribute("value");
    amount.textContent = "";
    show("saving", "saving");
    list ??= await fetchList(address);
    await keepCourse(address, list, {
      withMedia,
      stop,
      day,
      tell(done, all) {
        bar.max = all;
        bar.value = done;
        amount.textContent = fill(section.dataset.amount, { done: size(done), all: size(all) });
      },
    });
    await look();
  }

  async function free() {
    await freeCourse(address);
    media.checked = false;
    await look("freed");
  }

  const acts = { ask, save, free, cancel: () => look(), stop: () => stop.abort() };
  section.addEventListener("click", async (event) => {
    const act = acts[event.target.closest("[data-do]")?.dataset.do];
    if (!act) return;
    try {
      await act();
    } catch (error) {
      list = null; // another time the site may have another
      await look(error.name === "AbortError" ? "stopped" : error.why, { size: "" }).catch(() => show("none", "refused"));
    }
  });

  section.hidden = false;
  for (const way of document.querySelectorAll("[data-keep-way]")) way.hidden = false;
  if (!canKeep()) return show("never", "never");
  try {
    const whole = await look();
    if (!whole) return undefined;
    list = await fetchList(address);
    if (list.version !== whole.version) show("newer", "newer", { size: size(weigh(partsOf(list, whole.withMedia))) });
  } catch (error) {
    if (error.why !== "lost") show("none", "refused");
  }
  return undefined;
}
