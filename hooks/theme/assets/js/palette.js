/** Dark or light: the system's choice until the reader makes one; kept in this browser only. */

const KEY = "hub:theme";

/** Give the switch its work and its state. */
export function mountPalette(root) {
  const button = root.querySelector(".palette");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  show();
  system.addEventListener("change", show);
  button.addEventListener("click", () => {
    root.documentElement.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(KEY, root.documentElement.dataset.theme);
    } catch {
      // storage is full or forbidden: the choice lasts until the page is left
    }
    show();
  });
}
