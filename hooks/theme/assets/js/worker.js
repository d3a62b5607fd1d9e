/** Registers the service worker (see sw.js at the root of the site) once the page is done, and answers its questions. */

/** Begin; `root` is the element that names the worker. */
export async function mount(root) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const theme = new URL(import.meta.url).pathname.split("/").at(-3);
  workers.addEventListener("message", ({ data, ports }) => {
    if (data === "theme") ports[0].postMessage(theme);
  });
  workers.startMessages();
  const wasHere = Boolean(workers.controller);
  await whenDone();
  try {
    await workers.register(new URL(root.dataset.worker, location.href), { updateViaCache: "none" });
  } catch {
    return; // forbidden here: the hub works, but only with a network
  }
  const { active } = await workers.ready;
  // What was loaded before there was a worker, it did not see.
  const pictures = [...document.querySelectorAll("main img")].map((picture) => picture.currentSrc).filter(Boolean);
  active.postMessage({ keep: wasHere ? [] : [location.href, ...pictures] });
}

/** When the page has loaded and the browser has nothing better to do. */
function whenDone() {
  const loaded = new Promise((done) => {
    if (document.readyState === "complete") done();
    else addEventListener("load", done, { once: true });
  });
  return loaded.then(() => new Promise((done) => (window.requestIdleCallback ?? setTimeout)(done)));
}
