// On every page of the office: sends the visits that wait on this device once their writer is signed in, and says what became of them.
// The page of log-out says how many wait, before the person leaves.

import { dismissOthers, entries, expire, expiredOf, forgetExpired, hasAnything } from "./boxes.js";
import { NoNetwork, SignedOut, send, session } from "./sending.js";

const SIGN_OUT = "/sign-out/";

function say(text, { tone = "information", url = "", label = "" } = {}) {
  const line = document.createElement("div");
  line.className = `ui-alert ui-alert-${tone}`;
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  if (url) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = label;
    line.append(" ", link);
  }
  let place = document.querySelector("[data-visits-said]");
  if (!place) {
    place = document.createElement("div");
    place.className = "ui-messages";
    place.dataset.visitsSaid = "";
    place.setAttribute("role", "status");
    const main = document.getElementById("main");
    const heading = main.querySelector(".page-title-wrap");
    if (heading) heading.after(place);
    else main.prepend(place);
  }
  place.append(line);
}

function tell({ person, results, cut }, rows) {
  const recorded = results.filter((each) => each.state === "recorded");
  if (recorded.length) {
    say(`이 기기에 있던 방문 기록 ${recorded.length}건을 보내 저장했습니다.`, { tone: "success", url: recorded[0].url, label: "방문 기록 보기" });
  }
  for (const each of results.filter((one) => one.state === "refused")) {
    say(`방문 기록 1건에 고칠 것이 있습니다. ${each.message}`, { tone: "warning", url: each.url, label: "내용 고치기" });
  }
  for (const each of results.filter((one) => one.state === "kept")) {
    say(`방문 기록 1건을 받지 못했습니다. ${each.message} 이 기기에 봉인된 채 남아 있습니다.`, { tone: "warning" });
  }
  if (cut) say("네트워크가 끊겨 방문 기록을 다 보내지 못했습니다. 연결되면 다시 보냅니다.", { tone: "warning" });
  const others = rows.filter((row) => row.person !== person && row.state === "waiting").length;
  if (others) say(`이 기기에 다른 담당자가 봉인한 방문 기록 ${others}건이 있습니다. 그 담당자가 로그인하면 보냅니다.`);
}

async function tellExpired(person) {
  const count = await expiredOf(person);
  if (!count) return;
  say(`72시간 안에 보내지 못한 방문 기록 ${count}건을 이 기기에서 지웠습니다. 방문 내용을 다시 적습니다.`, { tone: "danger" });
  await forgetExpired(person);
}

async function beforeSigningOut() {
  const here = await session().catch(() => ({ person: "" }));
  const own = (await entries()).filter((row) => row.person === here.person && row.state === "waiting").length;
  if (own) {
    say(`이 기기에 보내지 않은 방문 기록이 ${own}건 있습니다. 로그아웃해도 봉인된 채 72시간 남아 있고, 다시 로그인하면 보냅니다.`, { tone: "warning" });
  }
}

function watchLeaving(form) {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await dismissOthers().catch(() => {});
    form.submit();
  }, { once: true });
}

async function run() {
  await expire();
  const leaving = location.pathname === SIGN_OUT;
  if (leaving) watchLeaving(document.querySelector(`form[action="${SIGN_OUT}"]`));
  if (!document.querySelector(`a[href="${SIGN_OUT}"]`) || !await hasAnything()) return; // nobody is signed in, or nothing to say
  const rows = await entries();
  try {
    const sent = await send();
    if (sent) {
      await dismissOthers(sent.person);
      tell(sent, rows);
      await tellExpired(sent.person);
    }
  } catch (error) {
    if (!(error instanceof SignedOut || error instanceof NoNetwork)) throw error;
  }
  if (leaving) await beforeSigningOut();
}

// the page that writes them says all of this itself
if (!document.querySelector("[data-visit-offline]") && "indexedDB" in window && "locks" in navigator) run();
