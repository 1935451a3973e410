// Turns the pages of the two panes with the arrow keys: alone the left one, with Shift the right one. The links do the same.

const viewer = document.querySelector("[data-viewer]");
const TURNS = { ArrowLeft: "[data-before]", ArrowRight: "[data-after]" };

addEventListener("keydown", (event) => {
  const turn = TURNS[event.key];
  if (!turn || event.ctrlKey || event.altKey || event.metaKey) return;
  // in a field the arrows move the cursor, in a table that is too wide they scroll it
  if (event.target.closest("input, select, textarea, .ui-table")) return;
  const pane = viewer.querySelector(`[data-pane=${event.shiftKey ? "right" : "left"}]`);
  const link = pane?.querySelector(turn);
  if (link) {
    event.preventDefault();
    link.click();
  }
});

// after a turn the eye stays where it was
const place = sessionStorage.getItem("papers-place");
if (place) {
  sessionStorage.removeItem("papers-place");
  scrollTo(0, Number(place));
}
for (const link of viewer.querySelectorAll("[data-before], [data-after]")) {
  link.addEventListener("click", () => sessionStorage.setItem("papers-place", String(scrollY)));
}
