/*
 * The service worker: pages that were opened and courses that were kept open without a network.
 *
 * The build writes a line above this text: SITE = { assets, shell, pages, version }, the folder of the theme's files,
 * their names, the pages for what is not kept. Caches, all named for the place of this hub on its host:
 *   shell <digest>        the theme's files of one build, whole, and the pages for what is not kept
 *   pages, data, files    what was opened: pages, api/*.json, pictures
 *   course <list> <version>   a kept course with all that it needs; whole when it has the mark (js/keep.js writes it)
 *
 * Addresses below assets/ name the digest of what stands there: they are kept for ever and never asked for twice. A page
 * names the folder of the theme that it was built with, so page and theme always belong together, whichever worker is
 * running: a new one may take over at once, and old folders stay while a window or a kept page needs them (see tidy).
 */

const ROOT = new URL(self.registration.scope).pathname;
const NAME = `hub ${ROOT} `;
const SHELL = `${NAME}shell `;
const PAGES = `${NAME}pages`;
const DATA = `${NAME}data`;
const FILES = `${NAME}files`;
const COURSE = `${NAME}course `;
const MARK = `${self.registration.scope}api/offline/kept`;
const PATIENCE = 3000; // ms for a network before a kept page is shown
const LARGEST = 3_000_000; // bytes of a file that is kept because it was seen
const LIMITS = { [PAGES]: 100, [DATA]: 10, [FILES]: 100 };
const THEME = /assets\/([0-9a-f]{10})\/hub\.css/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});
self.addEventListener("message", (event) => {
  event.waitUntil(Promise.all((event.data?.keep ?? []).map(keepSeen)).then(tidy));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null) return;
  if (path.startsWith("assets/")) event.respondWith(file(event, path));
  else if (request.mode === "navigate") answerFresh(event, PAGES);
  else if (/^(\w+\/)?api\/\w+\.json$/.test(path) && request.cache === "default") answerFresh(event, DATA);
});

/** The path of an address inside the hub, without what follows `?` or `#`; null for one outside. */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  return origin === self.location.origin && pathname.startsWith(ROOT) ? pathname.slice(ROOT.length) : null;
}

/** The address under which a page or file is kept. */
function addressOf(address) {
  const path = pathOf(address).replace(/(^|\/)index\.html$/, "$1");
  const isFolder = path && !path.endsWith("/") && !path.split("/").pop().includes(".");
  return self.registration.scope + path + (isFolder ? "/" : "");
}

async function install() {
  const shell = await caches.open(SHELL + folderOf(SITE.assets));
  const scope = self.registration.scope;
  const pages = Object.values(SITE.pages).map((address) => new Request(scope + address, { cache: "reload" }));
  await shell.addAll([...SITE.shell.map((name) => scope + SITE.assets + name), ...pages]);
}

function folderOf(path) {
  return path.split("/")[1];
}

// -- files: kept for ever

async function file(event, path) {
  const { request } = event;
  const range = request.headers.get("range");
  const kept = await find(request.url, [SHELL + folderOf(path), FILES]);
  if (kept) return range ? partOf(kept, range) : kept;
  const answer = await ask(event);
  const isTheme = !path.startsWith("assets/files/");
  const isSmall = isTheme || Number(answer.headers.get("content-length") ?? LARGEST) < LARGEST;
  // What a script fetched is its own to keep; a film is kept only with its course.
  if (answer.status === 200 && isSmall && !range && !["", "video", "audio"].includes(request.destination)) {
    event.waitUntil(put(isTheme ? SHELL + folderOf(path) : FILES, request.url, answer.clone()));
  }
  return answer;
}

/** What is kept under an address: in the caches named first, else in a kept course. */
async function find(address, names) {
  for (const name of names) {
    const found = await caches.match(address, { cacheName: name });
    if (found) return found;
  }
  for (const cache of await courses()) {
    const found = await cache.match(address);
    if (found) return found;
  }
  return undefined;
}

/** A part of a kept film: players ask for ranges. */
async function partOf(kept, range) {
  const whole = await kept.blob();
  const [, from, to] = /bytes=(\d*)-(\d*)/.exec(range) ?? [];
  const start = from ? Number(from) : Math.max(0, whole.size - Number(to));
  const end = from && to ? Math.min(Number(to), whole.size - 1) : whole.size - 1;
  if (!(start <= end)) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  const headers = {
    "Content-Type": whole.type,
    "Content-Length": String(end - start + 1),
    "Content-Range": `bytes ${start}-${end}/${whole.size}`,
    "Accept-Ranges": "bytes",
  };
  return new Response(whole.slice(start, end + 1, whole.type), { status: 206, headers });
}

// -- pages and data: from the network, or from what is kept where there is none or it is too slow

function answerFresh(event, cacheName) {
  const asked = ask(event).then((answer) => ({ answer, copy: answer.ok ? answer.clone() : null }));
  event.waitUntil(asked.then(({ copy }) => copy && remember(cacheName, event.request.url, copy)).catch(() => {}));
  event.respondWith(freshOrKept(event.request, asked, cacheName));
}

async function ask(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

async function freshOrKept(request, asked, cacheName) {
  const look = () => findPage(request.url, cacheName);
  const late = new Promise((tell) => setTimeout(tell, PATIENCE)).then(look);
  try {
    const { answer } = (await Promise.race([asked, late.then((kept) => kept && { answer: kept })])) ?? (await asked);
    return (answer.status >= 500 && (await look())) || answer;
  } catch {
    return (await look()) ?? (request.mode === "navigate" ? notKept(request.url) : Response.error());
  }
}

/** A kept course is of one version: its pages come before those that were merely seen. */
async function findPage(asked, cacheName) {
  const address = addressOf(asked);
  const inCourse = await Promise.all((await courses()).map((cache) => cache.match(address)));
  const kept = inCourse.find(Boolean) ?? (await caches.match(address, { cacheName }));
  const isElsewhere = kept && new URL(asked).pathname !== new URL(address).pathname;
  return isElsewhere ? Response.redirect(address) : kept; // its links are relative to the address with the slash
}

/** The caches of courses that are whole. */
async function courses() {
  const names = (await caches.keys()).filter((name) => name.startsWith(COURSE));
  const opened = await Promise.all(names.map((name) => caches.open(name)));
  const marks = await Promise.all(opened.map((cache) => cache.match(MARK)));
  return opened.filter((_, number) => marks[number]);
}

/** The page that says what is kept. It answers from any depth, so its links are made to begin at the root. */
async function notKept(asked) {
  const language = Object.keys(SITE.pages).find((prefix) => prefix && pathOf(asked).startsWith(prefix)) ?? "";
  const path = SITE.pages[language];
  const page = await caches.match(self.registration.scope + path, { cacheName: SHELL + folderOf(SITE.assets) });
  if (!page) return Response.error();
  const up = "../".repeat(path.split("/").length - 1);
  const html = (await page.text()).replaceAll(`="${up}`, `="${ROOT}`);
  return new Response(html, { status: 503, headers: page.headers });
}

// -- what is kept because it was seen

async function remember(cacheName, asked, answer) {
  if (cacheName !== PAGES) return put(cacheName, addressOf(asked), answer);
  const html = await answer.text();
  const folder = THEME.exec(html)?.[1];
  if (!folder) return undefined; // a former address, or no page of ours
  const headers = new Headers(answer.headers);
  headers.set("X-Hub-Assets", folder);
  headers.set("X-Hub-Title", encodeURIComponent(/<title>([^<]*)/.exec(html)?.[1] ?? ""));
  return put(PAGES, addressOf(asked), new Response(html, { headers }));
}

/** Keep an answer as the newest of its cache; a full disk only means that it is not kept. */
async function put(cacheName, address, answer) {
  try {
    const cache = await caches.open(cacheName);
    await cache.delete(address);
    await cache.put(address, answer);
    const kept = await cache.keys();
    await Promise.all(kept.slice(0, -LIMITS[cacheName] || 0).map((each) => cache.delete(each)));
  } catch {
    // no room
  }
}

/** Keep what a window showed before there was a worker. */
async function keepSeen(address) {
  const path = pathOf(address);
  if (path === null) return;
  try {
    const answer = await fetch(address);
    if (!answer.ok) return;
    if (!path.startsWith("assets/")) await remember(PAGES, address, answer);
    else if (path.startsWith("assets/files/")) await put(FILES, address, answer);
  } catch {
    // the network is gone already
  }
}

/** Let go of the themes of former builds that neither a window nor a kept page needs. */
async function tidy() {
  const shells = (await caches.keys()).filter((name) => name.startsWith(SHELL));
  if (shells.length < 2) return;
  const windows = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const used = await Promise.all(windows.filter(({ url }) => pathOf(url) !== null).map(themeOf));
  if (used.includes(null)) return; // a window that does not answer may need any
  const pages = await caches.open(PAGES);
  const kept = await Promise.all((await pages.keys()).map((request) => pages.match(request)));
  const needed = new Set([folderOf(SITE.assets), ...used, ...kept.map((page) => page?.headers.get("X-Hub-Assets"))]);
  await Promise.all(shells.filter((name) => !needed.has(name.slice(SHELL.length))).map((name) => caches.delete(name)));
}

/** The theme that a window was built with; null when it does not tell. */
function themeOf(client) {
  return new Promise((tell) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell(data);
    client.postMessage("theme", [port2]);
    setTimeout(() => tell(null), 1000);
  });
}
