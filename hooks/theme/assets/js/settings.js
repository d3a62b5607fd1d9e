/** Settings of reading: they change the page at once, are kept in this browser, and hold on every page of the hub. */

const KEY = "hub:settings";
const FORMER = "hub:theme";
const NAMES = ["size", "theme", "lines", "letters", "width", "images", "motion"];

/** Pure: what of a kept text can be used; what is not known is left out. */
export function readSettings(text, formerTheme = null) {
  let kept = {};
  try {
    kept = JSON.parse(text ?? "{}") ?? {};
  } catch {
    // damaged: as if nothing had been chosen
  }
  if (formerTheme && !kept.theme) kept.theme = formerTheme;
  return Object.fromEntries(NAMES.filter((name) => /^[a-z0-9]+$/.test(kept[name] ?? "")).map((name) => [name, kept[name]]));
}

/** Give the button of the header and its panel their work. */
export function mountSettings(root) {
  const button = root.querySelector(".settings-button");
  const panel = root.getElementById("settings");
  if (!button || !panel) return;
  const fields = [...panel.querySelectorAll("[data-set]")];
  const status = panel.querySelector("[role=status]");
  const page = root.documentElement;

  /** Put settings on the page: attributes that css/settings.css reads, and texts in the place of pictures. */
  function apply(settings) {
    for (const name of NAMES) {
      if (settings[name]) page.dataset[name] = settings[name];
      else delete page.dataset[name];
    }
    for (const field of fields) {
      const value = settings[field.dataset.set] ?? "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
    }
    showTexts(root.querySelector("main"), settings.images === "off", panel.dataset.picture);
  }

  function show(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    status.textContent = "";
    (isOpen ? panel.querySelector("h2") : button).focus();
  }

  function change(settings, said) {
    apply(settings);
    status.textContent = keep(settings) ? said : panel.dataset.unsaved;
  }

  button.hidden = false;
  apply(read());
  button.addEventListener("click", () => show(panel.hidden));
  panel.addEventListener("change", () => {
    const chosen = fields.map((field) => [field.dataset.set, field.type !== "checkbox" || field.checked ? field.value : ""]);
    change(Object.fromEntries(chosen.filter(([, value]) => value)), "");
  });
  panel.querySelector("[data-settings-reset]").addEventListener("click", () => change({}, panel.dataset.reset));
  panel.querySelector("[data-settings-close]").addEventListener("click", () => show(false));
  root.addEventListener("keydown", (event) => {
    const isHere = panel.contains(root.activeElement) || button === root.activeElement;
    if (event.key === "Escape" && !panel.hidden && isHere) show(false);
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) apply(read());
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) apply(read()); // brought back by the browser as it was before the settings changed
  });
}

function read() {
  try {
    return readSettings(localStorage.getItem(KEY), localStorage.getItem(FORMER));
  } catch {
    return {}; // storage is forbidden
  }
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

/** Say in words what the pictures show while they are hidden. */
function showTexts(main, areHidden, phrase) {
  for (const text of main.querySelectorAll("[data-picture-text]")) text.remove();
  if (!areHidden) return;
  for (const picture of main.querySelectorAll("img[alt]:not([alt=''])")) {
    const text = document.createElement("span");
    text.className = "picture-text";
    text.dataset.pictureText = "";
    text.textContent = phrase.replace("{text}", () => picture.alt);
    picture.after(text);
  }
}
