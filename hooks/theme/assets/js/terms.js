/**
 * Words of the glossary inside texts: explained where they stand on hover, focus and tap; without scripts, links.
 *
 * What shows can be pointed at, stays until it is left, and goes away by Escape (WCAG 1.4.13). A click of a mouse and
 * Enter follow the link as ever; a tap shows the explanation first, because a finger cannot hover.
 */

const OPEN_AFTER = 250; // ms; less would open notes under a pointer that only passes
const CLOSE_AFTER = 300; // ms; the way from the word to its note
const PRESS = 1000; // ms in which a press brings its focus and its click
const MARGIN = 8; // px between a note and the edges of the window
const GAP = 4; // px between a word and its note
// Inside these a note would be a part of a name, or press what it lies on.
const NAMES = "label, legend, h1, h2, h3, h4";

const glossaries = new Map();
let shown = null; // { link, note, isTapped }
let timer = 0;
let pressedAt = -Infinity; // focus that a press brings is not a keyboard's, whatever a browser thinks of it
let isQuiet = false; // focus that comes back to a word does not open its note again

/** Pure: where the glossary is that has the term of an address; each language has its own. */
function glossaryOf(address) {
  return new URL("../../api/glossary.json", address).href;
}

/**
 * Pure: where a note goes, in the window: under the last line of its word, or above the first one, wherever there is
 * room; with the most room and a limit to its height where there is not.
 */
export function placeOf(first, last, size, view) {
  const left = Math.max(MARGIN, Math.min(last.left, view.width - size.width - MARGIN));
  const above = first.top - GAP - MARGIN;
  const below = view.height - last.bottom - GAP - MARGIN;
  const isBelow = size.height <= below || below >= above;
  const height = Math.min(size.height, Math.max(above, below));
  return { left, top: isBelow ? last.bottom + GAP : first.top - GAP - height, limit: Math.max(above, below) };
}

/** Make one term explain itself. */
export function mount(link) {
  let isTouched = false;
  link.addEventListener("pointerenter", ({ pointerType }) => {
    if (pointerType !== "mouse" || shown?.link === link) return keepOpen();
    wait(() => show(link, false), OPEN_AFTER);
  });
  link.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && leave());
  link.addEventListener("pointerdown", ({ pointerType }) => (isTouched = pointerType === "touch"));
  link.addEventListener("focus", () => {
    const isPressed = performance.now() - pressedAt < PRESS;
    if (!isQuiet && !isPressed && link.matches(":focus-visible")) show(link, false);
  });
  link.addEventListener("click", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!isTouched || !isPlain || link.closest(".term-note")) return;
    isTouched = false;
    event.preventDefault();
    if (shown?.link === link) close();
    else show(link, true).then((isShown) => isShown || location.assign(link.href));
  });
  listen();
}

/** Show the note of a term; tell whether there is one. */
async function show(link, isTapped) {
  const found = await explain(link);
  if (!found || (!isTapped && !link.matches(":hover, :focus-visible"))) return Boolean(found);
  close();
  const note = make(link, found, isTapped);
  // Of a folded part only the summary is there, so its note stands after the whole.
  (link.closest("summary")?.parentElement ?? link.closest(NAMES) ?? link).after(note);
  link.setAttribute("aria-describedby", "term-text");
  shown = { link, note, isTapped };
  place();
  if (isTapped) note.focus({ preventScroll: true });
  return true;
}

async function explain(link) {
  const address = glossaryOf(link.href);
  if (!glossaries.has(address)) {
    const loading = fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
    loading.catch(() => glossaries.delete(address)); // the next word tries again
    glossaries.set(address, loading);
  }
  try {
    const { terms, ...phrases } = await glossaries.get(address);
    const term = Object.hasOwn(terms, link.dataset.term) ? terms[link.dataset.term] : null;
    return term && { ...phrases, ...term };
  } catch {
    return null;
  }
}

function make(link, found, isTapped) {
  const part = (name, kind, text) => {
    const made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  };
  const note = part("span", "term-note", "");
  const title = part("b", "term-title", found.title);
  const text = part("span", "term-text", found.text);
  const source = part("span", "term-source", found.source);
  const end = part("span", "term-end", "");
  const more = part("a", "", found.more);
  title.id = "term-title";
  text.id = "term-text";
  more.href = link.href;
  more.setAttribute("aria-describedby", "term-title");
  if (found.mark) source.append(" ", part("span", "mark mark-low", found.mark));
  end.append(more);
  if (isTapped) {
    const button = part("button", "quiet", found.close);
    button.type = "button";
    button.addEventListener("click", () => close(true));
    end.append(button);
  }
  note.lang = found.language;
  note.tabIndex = -1;
  note.setAttribute("role", "group");
  note.setAttribute("aria-labelledby", "term-title");
  if (isTapped) note.setAttribute("aria-describedby", "term-text");
  note.append(title, text, source, end);
  note.addEventListener("pointerenter", keepOpen);
  note.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && leave());
  return note;
}

function place() {
  if (!shown) return;
  const { link, note } = shown;
  const lines = link.getClientRects();
  const view = { width: document.documentElement.clientWidth, height: innerHeight };
  if (!lines.length || lines[lines.length - 1].bottom < 0 || lines[0].top > view.height) return close();
  note.style.maxHeight = "";
  const { left, top, limit } = placeOf(lines[0], lines[lines.length - 1], note.getBoundingClientRect(), view);
  Object.assign(note.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${limit}px` });
}

/** Take the note away; with `back` the focus returns to the word. */
function close(back = false) {
  keepOpen();
  if (!shown) return;
  const { link, note } = shown;
  shown = null;
  note.remove();
  link.removeAttribute("aria-describedby");
  if (!back) return;
  isQuiet = true;
  link.focus({ preventScroll: true });
  isQuiet = false;
}

function wait(work, after) {
  clearTimeout(timer);
  timer = setTimeout(work, after);
}

function keepOpen() {
  clearTimeout(timer);
}

/** The pointer left the word or its note: what is focused or was tapped stays. */
function leave() {
  wait(() => {
    if (shown && !shown.isTapped && !isInside(document.activeElement)) close();
  }, CLOSE_AFTER);
}

function isInside(element) {
  return shown.note.contains(element) || (shown.link === element && element.matches(":focus-visible"));
}

let isListening = false;

function listen() {
  if (isListening) return;
  isListening = true;
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return keepOpen();
    close(shown.note.contains(document.activeElement));
  });
  addEventListener("pointerdown", ({ target }) => {
    pressedAt = performance.now();
    if (shown && !shown.note.contains(target) && !shown.link.contains(target)) close();
  });
  addEventListener("focusin", ({ target }) => {
    if (shown && target !== shown.link && !shown.note.contains(target) && !shown.note.matches(":hover")) close();
  });
  // A press on a note must not reach what it lies in.
  addEventListener("click", (event) => shown?.note.contains(event.target) && !event.target.closest("a") && event.preventDefault());
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
}
