/** A button on the page of every entry: keep its address among the bookmarks of «Моё обучение». */

import { openStore, today } from "./store.js";

/** Make one button work. */
export function mount(root) {
  const store = openStore();
  const { bookmark: name, url, add, remove, added, unkept } = root.dataset;
  const button = root.querySelector("button");
  const [label, status] = [root.querySelector("[data-label]"), root.querySelector("[role=status]")];
  const has = () => name in store.read("bookmarks");

  function show() {
    label.textContent = has() ? remove : add;
    button.classList.toggle("is-kept", has());
  }

  button.addEventListener("click", () => {
    const isNew = !has();
    const title = document.querySelector("h1").textContent.trim().replace(/\s+/g, " ");
    const isKept = store.change("bookmarks", (bookmarks) => {
      if (isNew) bookmarks[name] = { at: today(), title, url };
      else delete bookmarks[name];
    });
    status.textContent = isKept ? (isNew ? added : "") : unkept;
  });
  store.onEveryChange(show);
  show();
  root.hidden = false;
}
