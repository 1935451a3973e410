// Keys of the worklist: j and k move between the cases, Enter opens, x ticks. The list works without them.

const rows = [...document.querySelectorAll("[data-worklist] [data-row]")];

function isTyping(target) {
  return target.closest("input, select, textarea, button, [contenteditable]") !== null && target.type !== "checkbox";
}

function move(step) {
  const here = rows.indexOf(document.activeElement?.closest("tr")?.querySelector("[data-row]"));
  const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next]?.focus();
  rows[next]?.closest("tr").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") document.activeElement?.closest("tr")?.querySelector("input[type=checkbox]")?.click();
  else return;
  event.preventDefault();
});
