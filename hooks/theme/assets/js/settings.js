/**
 * Settings of reading: they change the page at once, are kept in this browser, and hold on every page of the hub. They
 * stand on the page as attributes of its root (css/settings.css); before-paint.js puts them there on the next page.
 */

const KEY = "hub:settings";
const FORMER = "hub:theme";
const NAMES = ["size", "theme", "lines", "letters", "width", "images", "motion"];

let show = null;

/** Open the panel, or close it. */
export function toggle(root) {
  show ??= mountPanel(root);
  show(root.getElementById("settings").hidden);
}

/** Say in words what the pictures show while they are hidden. */
export function showTexts(root) {
  const phrase = root.getElementById("settings").dataset.picture;
  for (const text of root.querySelectorAll("[data-picture-text]")) text.remove();
  if (root.documentElement.dataset.images !== "off") return;
  for (const picture of root.querySelectorAll("main img[alt]:not([alt=''])")) {
    const text = root.createElement("span");
    text.className = "picture-text";
    text.dataset.pictureText = "";
    text.textContent = phrase.replace("{text}", () => picture.alt);
    picture.after(text);
  }
}

/** Give the panel its work; return what shows and hides it. */
function mountPanel(root) {
  const button = root.querySelector(".settings-button");
  const panel = root.getElementById("settings");
  const fields = [...panel.querySelectorAll("[data-set]")];
  const status = panel.querySelector("[role=status]");
  const page = root.documentElement;

  function fillIn() {
    for (const field of fields) {
      const value = page.dataset[field.dataset.set] ?? "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
    }
    showTexts(root);
  }

  function showPanel(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    status.textContent = "";
    fillIn();
    (isOpen ? panel.querySelector("h2") : button).focus();
  }

  function change(settings, said) {
    for (const name of NAMES) {
      if (settings[name]) page.dataset[name] = settings[name];
      else delete page.dataset[name];
    }
    fillIn();
    status.textContent = keep(settings) ? said : panel.dataset.unsaved;
  }

  panel.addEventListener("change", () => {
    const chosen = fields.map((field) => [field.dataset.set, field.type !== "checkbox" || field.checked ? field.value : ""]);
    change(Object.fromEntries(chosen.filter(([, value]) => value)), "");
  });
  panel.querySelector("[data-settings-reset]").addEventListener("click", () => change({}, panel.dataset.reset));
  panel.querySelector("[data-settings-close]").addEventListener("click", () => showPanel(false));
  root.addEventListener("keydown", (event) => {
    const isHere = panel.contains(root.activeElement) || button === root.activeElement;
    if (event.key === "Escape" && !panel.hidden && isHere) showPanel(false);
  });
  addEventListener("storage", fillIn); // after before-paint.js, which applies what another window chose
  return showPanel;
}

/** Keep settings; tell whether they were kept. */
function keep(settings) {
  try {
    if (Object.keys(settings).length) localStorage.setItem(KEY, JSON.stringify(settings));
    else localStorage.removeItem(KEY);
    localStorage.removeItem(FORMER);
    return true;
  } catch {
    return false;
  }
}
