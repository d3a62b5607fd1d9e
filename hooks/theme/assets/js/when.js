/** "soon" or "past" beside an absolute date: only the reader's clock knows, so the page itself never says. */

/** Pure: return "soon", "past" or "" for a moment; a day without a time lasts until its end. */
export function stateOf(starts, ends, now) {
  const last = ends || starts;
  const end = last.length === 10 ? new Date(`${last}T23:59:59`) : new Date(last);
  if (end < now) return "past";
  const days = (new Date(starts) - now) / 86_400_000;
  return days <= 14 ? "soon" : "";
}

/** Print the word beside the date. */
export function mount(root) {
  const state = stateOf(root.dataset.starts, root.dataset.ends, new Date());
  if (state) root.textContent = `(${root.dataset[state]})`;
}
