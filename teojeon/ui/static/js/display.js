// Runs before the first paint: letter size and colours that the person chose on this machine.
(() => {
  const root = document.documentElement;
  const kept = { scale: "md", mode: "light" };
  const read = () => {
    try {
      for (const key of Object.keys(kept)) kept[key] = localStorage.getItem(`display-${key}`) || kept[key];
    } catch { /* storage may be refused: the choice then lasts for this page only */ }
  };
  const show = () => {
    root.dataset.scale = kept.scale;
    root.dataset.krdsMode = kept.mode;
    for (const button of document.querySelectorAll("[data-display] button")) {
      const key = "scale" in button.dataset ? "scale" : "mode";
      button.setAttribute("aria-pressed", String(button.dataset[key] === kept[key]));
    }
  };
  const choose = (button) => {
    const key = "scale" in button.dataset ? "scale" : "mode";
    kept[key] = button.dataset[key];
    try { localStorage.setItem(`display-${key}`, kept[key]); } catch { /* see above */ }
    show();
  };
  read();
  show();
  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-display]")) place.hidden = false;
    show();
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-display] button");
      if (button) choose(button);
      for (const menu of document.querySelectorAll("details.ui-menu[open]")) {
        if (!menu.contains(event.target)) menu.open = false;
      }
    });
    document.addEventListener("keydown", (event) => {
      const menu = event.key === "Escape" && event.target.closest("details.ui-menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });
})();
