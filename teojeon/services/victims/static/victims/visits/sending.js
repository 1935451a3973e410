// Sends what waits on this device to the office, each entry once. The office knows an entry by its number: one whose answer was lost is
// sent again and changes nothing. Only what the signed-in person sealed is sent; a box of another person opens in no other name.

import { box, entries, expire, handedOver } from "./boxes.js";

const SESSION = "/visits/session/";
const LOCK = "teojeon-visits-sending";
const UNTIL_ANSWERED = 120000; // milliseconds for one box, the largest photo on a slow line

// Answers that are pages for people, not words for a script: what they mean for an entry
const NOT_TAKEN = {
  403: "지금은 조사 권한이 없거나 확인할 것이 남아 있습니다. 업무 목록을 열어 확인합니다.",
  404: "이 사건을 볼 수 없습니다. 사건의 담당이 바뀌었으면 접수 담당자에게 알립니다.",
  500: "서버가 처리하지 못했습니다. 다음에 다시 보냅니다. 계속되면 운영자에게 알립니다.",
};

export class SignedOut extends Error {}
export class NoNetwork extends Error {}

async function ask(url, options = {}) {
  let response;
  try {
    const signal = AbortSignal.timeout(UNTIL_ANSWERED);
    response = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal, ...options });
  } catch {
    throw new NoNetwork();
  }
  if (response.status > 500) throw new NoNetwork();
  if (response.status in NOT_TAKEN) return { ok: false, words: { message: NOT_TAKEN[response.status] } };
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (!isJson || response.status === 401) throw new SignedOut();
  return { ok: response.ok, words: await response.json() };
}

/** Who is signed in on this browser: `person`, `token`, `refused` (numbers of entries to be corrected). Raises SignedOut, NoNetwork. */
export async function session() {
  const { ok, words } = await ask(SESSION);
  if (!ok) throw new NoNetwork();
  return words;
}

function put(row, path, method, body, token) {
  const headers = { Accept: "application/json", "Content-Type": "application/octet-stream", "X-CSRFToken": token };
  return ask(`/cases/${row.case}/visits/offline/${row.entry}/${path}`, { method, body, headers });
}

async function sendOne(row, token) {
  for (let part = 1; part < row.parts; part += 1) {
    const { ok, words } = await put(row, `photos/${part}/`, "PUT", await box(row.entry, part), token);
    if (!ok) return { row, state: "kept", message: words.message };
  }
  const { ok, words } = await put(row, "send/", "POST", await box(row.entry, 0), token);
  if (!ok) return { row, state: "kept", message: words.message };
  await handedOver(row, { refused: words.state === "refused" });
  return { row, state: words.state, message: words.message, url: words.url };
}

async function sendAll() {
  const here = await session();
  const sent = { person: here.person, results: [], cut: false };
  for (const row of (await entries()).filter((each) => each.person === here.person)) {
    if (row.state === "refused") {
      if (!here.refused.includes(row.entry)) await handedOver(row); // it was corrected
      continue;
    }
    try {
      sent.results.push(await sendOne(row, here.token));
    } catch (error) {
      if (!(error instanceof NoNetwork)) throw error;
      return { ...sent, cut: true };
    }
  }
  return sent;
}

/** Sends what the signed-in person may send. Returns `person`, one of `results` for each entry, and whether the line was `cut` meanwhile;
 *  null where another window is at it. A result's `state`: recorded, refused (kept at the office, to be corrected there), kept (not
 *  taken, still here). Raises SignedOut, NoNetwork. */
export async function send() {
  await expire();
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? sendAll() : null));
}
