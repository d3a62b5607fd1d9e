/**
 * Courses kept on this device for work without a network: each is one cache that holds all of one version, and is of use
 * to the worker (sw.js) only when it has the mark, which is written last.
 */

const AT_ONCE = 4; // requests
const ROOT = (() => {
  const worker = globalThis.document?.documentElement.dataset.worker;
  return worker ? new URL("./", new URL(worker, location.href)) : null;
})();
const NAME = ROOT && `hub ${ROOT.pathname} `;
const MARK = ROOT && new URL("api/offline/kept", ROOT).href;

/** Why a course was not kept: `refused` (by the browser), `full`, `lost` (the network), `changed` (the site), `busy`. */
class NotKept extends Error {
  constructor(why, cause) {
    super(why, { cause });
    this.why = why;
  }
}

/** Whether this browser can keep anything at all. */
export function canKeep() {
  return Boolean(ROOT && navigator.serviceWorker && globalThis.caches);
}

/** Fetch the list of what a course consists of, as the site has it now. */
export async function fetchList(address) {
  try {
    const answer = await fetch(new URL(address, location.href), { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.statusText);
    return await answer.json();
  } catch (error) {
    throw new NotKept("lost", error);
  }
}

/** Pure: what is to be fetched of a list, each with its size: `[["courses/demo/", 1200], …]`. */
export function partsOf(list, withMedia) {
  return [...list.pages, ...list.shell, ...list.files, ...(withMedia ? list.media : [])];
}

/** Pure: the bytes of some parts. */
export function weigh(parts) {
  return parts.reduce((sum, [, size]) => sum + size, 0);
}

/** The courses on this device, whole or not: their caches, and the words of the mark of those that are whole. */
export async function keptCourses() {
  const start = `${NAME}course `;
  const names = (await caches.keys()).filter((name) => name.startsWith(start));
  return Promise.all(
    names.map(async (name) => {
      const [path, version] = name.slice(start.length).split(" ");
      const mark = await (await caches.open(name)).match(MARK);
      return { ...(mark ? await mark.json() : {}), name, path, version, isWhole: Boolean(mark) };
    }),
  );
}

/** The caches of one course, by the address of its list. */
export async function cachesOf(address) {
  return (await keptCourses()).filter(({ path }) => path === pathOf(address));
}

/** The pages that were opened here, the last first: `{ url, title }`. */
export async function keptPages() {
  const cache = await caches.open(`${NAME}pages`);
  const requests = (await cache.keys()).reverse();
  const answers = await Promise.all(requests.map((request) => cache.match(request)));
  return requests.map(({ url }, number) => ({ url, title: textOf(answers[number]?.headers.get("X-Hub-Title")) || url }));
}

/** Pure: the title that the worker wrote down, HTML in the alphabet of headers, without the name of the site. */
function textOf(title) {
  const page = new DOMParser().parseFromString(decodeURIComponent(title ?? ""), "text/html");
  return page.body.textContent.replace(/ — [^—]*$/, "");
}

/** Remove everything: courses, pages that were opened. What the reader wrote is not in caches, and stays. */
export async function freeAll() {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME) && !name.startsWith(`${NAME}shell `));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Where the hub begins on its host. */
export function rootAddress() {
  return ROOT;
}

/** Remove a course from the device. */
export async function freeCourse(address) {
  await Promise.all((await cachesOf(address)).map(({ name }) => caches.delete(name)));
}

/**
 * Keep a course of which `list` is what `fetchList` gave for `address`; `tell` hears how many bytes of how many are there.
 * Aborting `stop` (an AbortController) ends it with an AbortError and nothing is left; when the network is lost, what came
 * stays for another time. Throws NotKept.
 */
export async function keepCourse(address, list, { withMedia, stop, tell, day }) {
  const keepAlone = async (lock) => {
    if (!lock) throw new NotKept("busy");
    try {
      await keep(address, list, { withMedia, stop, tell, day });
    } catch (error) {
      if (reasonOf(error).why !== "changed") throw error;
      await keep(address, await fetchList(address), { withMedia, stop, tell, day }); // once more, from the new site
    }
  };
  try {
    if (!(await navigator.serviceWorker.getRegistration(ROOT))) {
      await navigator.serviceWorker.register(new URL("sw.js", ROOT), { updateViaCache: "none" });
    }
    navigator.storage?.persist?.().catch(() => {}); // so that the browser does not throw it away by itself
    await (navigator.locks?.request(`${NAME}${pathOf(address)}`, { ifAvailable: true }, keepAlone) ?? keepAlone(true));
  } catch (error) {
    throw reasonOf(error);
  }
}

/** Pure: the reason that a browser's error means. */
function reasonOf(error) {
  if (error instanceof NotKept || error.name === "AbortError") return error;
  if (error.name === "QuotaExceededError") return new NotKept("full", error);
  return new NotKept(["SecurityError", "NotSupportedError"].includes(error.name) ? "refused" : "lost", error);
}

async function keep(address, list, { withMedia, stop, tell, day }) {
  const parts = partsOf(list, withMedia);
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < weigh(parts)) throw new NotKept("full");
  const name = `${NAME}course ${pathOf(address)} ${list.version}`;
  const cache = await caches.open(name);
  const wasWhole = Boolean(await cache.match(MARK));
  try {
    await fetchParts(cache, parts, stop, tell);
    if ((await fetchList(address)).version !== list.version) throw new NotKept("changed");
  } catch (error) {
    const { name: kind, why } = reasonOf(error);
    const isChanged = why === "gone" && (await fetchList(address)).version !== list.version;
    if (!wasWhole && (isChanged || kind === "AbortError" || why === "full" || why === "changed")) await caches.delete(name);
    if (isChanged) throw new NotKept("changed");
    throw why === "gone" ? new NotKept("lost", error) : error;
  }
  const { id, title, url } = list;
  const mark = { id, title, url, withMedia, day, size: weigh(parts) };
  await cache.put(MARK, new Response(JSON.stringify(mark), { headers: { "Content-Type": "application/json" } }));
  const former = (await cachesOf(address)).filter((each) => each.name !== name);
  await Promise.all(former.map((each) => caches.delete(each.name)));
}

/** Put parts of a list into a cache, several at once; those that are there are not fetched again. */
async function fetchParts(cache, parts, stop, tell) {
  const waiting = [...parts];
  const all = weigh(parts);
  const ours = new AbortController(); // one that fails stops the others
  stop.signal.addEventListener("abort", () => ours.abort());
  let done = 0;

  async function work() {
    for (let part = waiting.shift(); part && !ours.signal.aborted; part = waiting.shift()) {
      const [path, size] = part;
      let left = size;
      const count = (bytes) => {
        const came = Math.min(bytes, left);
        left -= came;
        tell((done += came), all);
      };
      const where = new URL(path, ROOT).href;
      if (!(await cache.match(where))) await fetchPart(cache, where, ours.signal, count);
      count(left);
    }
  }

  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    ours.abort();
    throw error;
  }
  if (stop.signal.aborted) throw new DOMException("stopped", "AbortError");
}

async function fetchPart(cache, where, signal, count) {
  const answer = await fetch(where, { signal, cache: where.includes("/assets/") ? "default" : "no-cache" });
  if (!answer.ok) throw new NotKept("gone");
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name); // what is kept is as it was read
  const counted = new TransformStream({
    transform(chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  await cache.put(where, new Response(answer.body.pipeThrough(counted), { headers }));
}

/** The path of a list inside the hub: `api/offline/demo.json`. */
function pathOf(address) {
  return new URL(address, location.href).pathname.slice(ROOT.pathname.length);
}
