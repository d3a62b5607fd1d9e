/** Buttons that print the page: shown only where a script can work. */

/** Make one row of buttons work. */
export function mount(row) {
  row.hidden = false;
  row.querySelector("[data-print]")?.addEventListener("click", () => print());
}
