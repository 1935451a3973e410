// The visit form that works without a network. What is saved is sealed at once and can be read on this device by nobody, its writer
// included; it is sent when there is a network and its writer is signed in.

import { admit, admitted, entries, expire, expiredOf, forgetExpired, keep } from "./boxes.js";
import { canSeal, seal } from "./sealing.js";
import { NoNetwork, SignedOut, send } from "./sending.js";

const FORM = "teojeon-visit/1";
const LOOK_AGAIN = 60000; // milliseconds between tries while something waits for a network
const LOOK_AT_IDLE = 15000;
const TOO_LARGE = "QuotaExceededError";

const board = document.querySelector("[data-visit-offline]");
const form = board.querySelector("form");
const status = board.querySelector("[data-visit-status]");
const list = board.querySelector("[data-visit-waiting]");
const photos = form.elements.photos;
const caseKey = location.pathname.split("/")[2];
const idleMilliseconds = Number(board.dataset.idleMinutes) * 60000;

const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const when = new Intl.DateTimeFormat("ko-KR", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });

let page; // for whom this page seals, and to which key
let place = null;
let changed = false;
let touchedAt = Date.now();
let timer = 0;

function tell(text, tone = "information") {
  status.className = `ui-alert ui-alert-${tone}`;
  status.textContent = text;
}

// writing

function words(finished) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") (fields[name] ??= []).push(value);
  }
  const files = [...photos.files].map((file) => ({ name: file.name, size: file.size, modified: new Date(file.lastModified).toISOString() }));
  return { form: FORM, finished, saved_at: new Date().toISOString(), fields, place, photos: files };
}

async function sealed(entry, finished) {
  const context = (part) => `visit/${page.person}/${caseKey}/${entry}/${part}`;
  const boxes = [await seal(new TextEncoder().encode(JSON.stringify(words(finished))), page.key, context(0))];
  for (const [number, file] of [...photos.files].entries()) {
    boxes.push(await seal(await file.arrayBuffer(), page.key, context(number + 1)));
  }
  return boxes;
}

function missing() {
  const empty = [...form.querySelectorAll("[aria-required=true], [required]")].find((field) => {
    if (field.matches("[role=radiogroup]")) return !field.querySelector("input:checked");
    return "value" in field && !field.value.trim();
  });
  if (!empty) return "";
  empty.focus?.();
  const label = form.querySelector(`label[for="${empty.id}"]`) ?? empty.querySelector("legend");
  return `‘${label?.firstChild.textContent.trim() ?? "빈 칸"}’을(를) 적은 뒤 저장합니다.`;
}

function tooMuch() {
  const most = Number(board.dataset.mostPhotos);
  if (photos.files.length > most) return `사진은 한 번에 ${most}장까지 담습니다. 나머지는 다른 기록에 담습니다.`;
  const large = [...photos.files].find((file) => file.size > Number(board.dataset.photoBytes) || !file.size);
  return large ? `‘${large.name}’ 사진이 비어 있거나 너무 큽니다. 다른 사진을 고릅니다.` : "";
}

/** Seals what stands in the form and keeps it; only then the form is emptied. `finished` false: put away because nobody was there. */
async function save(finished) {
  const entry = crypto.randomUUID();
  try {
    await keep({ entry, caseKey, person: page.person }, await sealed(entry, finished));
  } catch (error) {
    const room = error?.name === TOO_LARGE ? "기기의 저장 공간이 부족합니다. 사진을 줄이거나 공간을 비운 뒤" : "이 화면을 닫지 말고";
    tell(`봉인하여 저장하지 못했습니다. ${room} 다시 저장합니다. 적은 내용은 화면에 그대로 있습니다.`, "danger");
    return false;
  }
  form.reset();
  place = null;
  changed = false;
  board.querySelector("[data-visit-place]").textContent = "";
  return true;
}

async function submit(event) {
  event.preventDefault();
  const refusal = missing() || tooMuch();
  if (refusal) {
    tell(refusal, "danger");
    return;
  }
  if (!await stillAdmitted()) return;
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  tell("봉인하는 중입니다.");
  const kept = await save(true);
  button.disabled = false;
  if (!kept) return;
  tell("봉인하여 저장했습니다. 이 기기에서는 아무도 내용을 볼 수 없습니다.", "success");
  navigator.storage?.persist?.();
  await sendNow();
}

/** Nobody was here for as long as a session lasts: what stands in the form is sealed, so that nobody who finds the device reads it. */
async function putAway() {
  if (!changed || Date.now() - touchedAt < idleMilliseconds) return;
  if (await save(false)) {
    tell(`${board.dataset.idleMinutes}분 동안 사용하지 않아 적던 내용을 봉인했습니다. 보낸 뒤 ‘내용 고치기’에서 이어서 적습니다.`, "warning");
    await draw();
  }
}

function findPlace() {
  const said = board.querySelector("[data-visit-place]");
  said.textContent = "위치를 찾는 중입니다.";
  navigator.geolocation.getCurrentPosition(({ coords, timestamp }) => {
    const { latitude, longitude, accuracy } = coords;
    place = { latitude, longitude, accuracy, at: new Date(timestamp).toISOString() };
    changed = true;
    said.textContent = `지금 위치를 담았습니다(오차 약 ${Math.round(accuracy)}m). 저장하면 함께 봉인합니다.`;
  }, () => {
    said.textContent = "위치를 담지 못했습니다. 위치 사용을 허용하거나 위치 없이 저장합니다.";
  }, { enableHighAccuracy: true, timeout: 20000 });
}

// sending

async function draw(results = []) {
  const own = (await entries()).filter((row) => row.person === page.person);
  const waiting = own.filter((row) => row.state === "waiting").length;
  board.querySelector("[data-visit-count]").textContent = `이 기기에 보내지 않은 방문 기록 ${waiting}건`;
  list.replaceChildren(...own.map((row) => line(row, results.find((each) => each.row.entry === row.entry))));
  board.querySelector("[data-visit-send]").hidden = !waiting;
  return waiting;
}

function line(row, result) {
  const item = document.createElement("li");
  const here = row.case === caseKey ? "이 사건" : `표시 ${labelOf(row.case)} 사건`;
  const what = row.parts > 1 ? `, 사진 ${row.parts - 1}장` : "";
  const state = row.state === "refused" ? "고칠 것이 있습니다." : "봉인되어 기다립니다.";
  item.append(`${when.format(row.saved_at)} 저장, ${here}${what}: ${state} `);
  if (result?.message) item.append(`${result.message} `);
  if (row.state === "refused") {
    const link = document.createElement("a");
    link.href = `/cases/${row.case}/visits/offline/${row.entry}/`;
    link.textContent = "내용 고치기";
    item.append(link);
  }
  return item;
}

async function sendNow() {
  clearTimeout(timer);
  let results = [];
  try {
    const sent = await send();
    results = sent?.results ?? [];
    const recorded = results.filter((each) => each.state === "recorded").length;
    if (recorded) tell(`방문 기록 ${recorded}건을 보내 사건에 저장했습니다.`, "success");
    if (results.some((each) => each.state !== "recorded")) tell("보낸 기록에 고칠 것이 있습니다. 아래 목록을 봅니다.", "warning");
    if (sent?.cut) throw new NoNetwork();
  } catch (error) {
    if (error instanceof NoNetwork) timer = setTimeout(sendNow, LOOK_AGAIN);
    else if (error instanceof SignedOut) await sayExpired();
    else throw error;
  }
  if (!await draw(results)) clearTimeout(timer);
}

async function sayExpired() {
  if (await draw()) tell("로그인이 끝났습니다. 저장한 기록은 봉인된 채 남아 있고, 다시 로그인하면 보냅니다.", "warning");
}

// the page

const labelOf = (key) => key.slice(0, 8).toUpperCase();

async function stillAdmitted() {
  const now = await admitted(caseKey);
  if (now?.person === page.person) return true;
  if (changed) await save(false);
  close("로그아웃했거나 다른 담당자가 로그인했습니다. 다시 로그인하여 이 화면을 엽니다. 적던 내용은 봉인했습니다.");
  return false;
}

function close(text) {
  form.hidden = true;
  tell(text, "warning");
}

async function admittedHere() {
  const { person, key, worker } = board.dataset;
  if (!person) return admitted(caseKey);
  await admit({ case: caseKey, person, key: bytesOf(key) });
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker, { scope: location.pathname }).then(
      () => navigator.serviceWorker.ready,
    ).then(() => { board.dataset.ready = "yes"; }, () => {
      tell("이 브라우저는 네트워크 없이 이 화면을 다시 열지 못합니다. 현장에서 화면을 닫거나 새로 고치지 않습니다.", "warning");
    });
  }
  return admitted(caseKey);
}

async function begin() {
  board.querySelector("[data-visit-label]").textContent = labelOf(caseKey);
  if (!await canSeal()) {
    close("이 브라우저는 봉인을 지원하지 않습니다. 브라우저를 새 판으로 올리거나 종이 서식을 씁니다.");
    return;
  }
  await expire();
  page = await admittedHere();
  if (!page) {
    close("이 사건의 방문 기록은 네트워크가 있을 때 이 화면을 한 번 연 뒤에 적을 수 있습니다. 지금은 종이 서식에 적습니다.");
    return;
  }
  form.hidden = false;
  const late = await expiredOf(page.person);
  if (late && board.dataset.person) {
    tell(`72시간 안에 보내지 못한 방문 기록 ${late}건을 이 기기에서 지웠습니다. 방문 내용을 다시 적습니다.`, "danger");
    await forgetExpired(page.person);
  }
  watch();
  await sendNow();
}

function watch() {
  form.addEventListener("submit", submit);
  form.addEventListener("input", () => { changed = true; });
  for (const kind of ["input", "keydown", "pointerdown"]) document.addEventListener(kind, () => { touchedAt = Date.now(); });
  setInterval(putAway, LOOK_AT_IDLE);
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") putAway(); });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  board.querySelector("[data-visit-send]").addEventListener("click", sendNow);
  board.querySelector("[data-visit-find-place]").addEventListener("click", findPlace);
}

begin();
