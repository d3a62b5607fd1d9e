/** The menu of small screens: folded behind a button; without scripts it simply stands open. */

/** Give the button its work. */
export function mountMenu(root) {
  const button = root.querySelector(".menu-button");
  const menu = root.getElementById("menu");
  if (!button || !menu) return;
  const show = (open) => {
    menu.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(!menu.classList.contains("open")));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.classList.contains("open")) return;
    show(false);
    if (menu.contains(root.activeElement)) button.focus();
  });
}
