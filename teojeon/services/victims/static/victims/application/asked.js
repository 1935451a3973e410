// Questions that follow from other answers come and go at once; without a script the server shows them after a save.

const form = document.querySelector("form[data-autosave]");
const seen = form?.querySelector("input[name=seen]");
const depending = form ? [...form.querySelectorAll("[data-shown-when]")] : [];

/** The texts that stand in an input, or in that input of any row where the name has a star. */
function answers(name) {
  const [head, tail] = name.split("*");
  const inputs = [...form.elements].filter((each) => (tail === undefined ? each.name === name : each.name.startsWith(head) && each.name.endsWith(tail)));
  const chosen = inputs.filter((each) => !["radio", "checkbox"].includes(each.type) || each.checked);
  return chosen.map((each) => each.value);
}

function isAsked(place) {
  return place.dataset.shownWhen.split(";").every((condition) => {
    const [name, values] = condition.split("=");
    // what begins with @ only the server knows
    return name.startsWith("@") ? !place.hidden : answers(name).some((text) => values.split("|").includes(text));
  });
}

function show() {
  for (const place of depending) place.hidden = !isAsked(place);
  for (const part of form.querySelectorAll("[data-part]")) {
    const places = [...part.querySelectorAll(".ui-asked")];
    part.hidden = places.length > 0 && places.every((place) => place.hidden);
  }
  seen.value = ["*", ...depending.filter((place) => !place.hidden).map((place) => place.dataset.name)].join(",");
}

if (form && seen) {
  form.addEventListener("change", show);
  show();
}
