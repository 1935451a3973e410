// Step "house": a newly chosen 시·도 brings its 시·군·구 without leaving the page. Without a script the button does the same.

const form = document.querySelector("form[data-autosave]");
const sido = form?.querySelector("select[name=sido]");
const sigungu = form?.querySelector("select[name=sigungu]");

function offer(regions) {
  const first = sigungu.options[0];
  const elsewhere = new Option("목록에 없음", "none");
  sigungu.replaceChildren(first, ...regions.map(([code, name]) => new Option(name, code)), ...(regions.length ? [elsewhere] : []));
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
