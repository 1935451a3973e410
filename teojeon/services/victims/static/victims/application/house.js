// Step "house": a newly chosen 시·도 brings its 시·군·구 without leaving the page. Without a script the button does the same.

import { word } from "../../js/words.js";

const form = document.querySelector("form[data-autosave]");
const sido = form?.querySelector("select[name=sido]");
const sigungu = form?.querySelector("select[name=sigungu]");

/** Place names stay as they stand on contracts, in every language of the page. */
function place([code, name]) {
  const option = new Option(name, code);
  option.lang = "ko";
  return option;
}

function offer(regions) {
  const first = sigungu.options[0];
  const elsewhere = new Option(word("목록에 없음"), "none");
  sigungu.replaceChildren(first, ...regions.map(place), ...(regions.length ? [elsewhere] : []));
  sigungu.value = "";
}

async function load() {
  const body = new FormData(form);
  body.delete("sigungu");
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
      credentials: "same-origin",
      redirect: "error",
    });
    if (response.ok) offer((await response.json()).sigungu);
  } catch {
    // the button beside the list still works
  }
}

if (sido && sigungu) sido.addEventListener("change", load);
