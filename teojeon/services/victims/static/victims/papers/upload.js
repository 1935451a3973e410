// Sends the files of <form data-upload> piece by piece, goes on where a connection broke, and keeps the list of papers up to date.
// Without this script the same forms send everything at once, and the list is renewed with the page.

import { word } from "../../js/words.js";

const board = document.querySelector("[data-papers]");
const PIECE = Number(board?.dataset.piece) || 512 * 1024;
const WAIT_AGAIN = [1, 2, 4, 8, 15, 30];   // seconds between tries on a broken line, the last one for ever
const LOOK_AGAIN = 2000;                    // milliseconds, while something is being checked
const SIGNED_OUT = "로그인 시간이 끝났습니다. 새 창에서 로그인한 뒤 같은 파일을 다시 고르면 이어서 올립니다.";

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

class Refused extends Error {}

async function answered(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("application/json")) {
    if (response.status >= 500) throw new TypeError("server");
    throw new Refused(word(SIGNED_OUT));
  }
  const words = await response.json();
  if (response.ok) return words;
  if (words.error === "OFFSET_DIFFERS" || words.error?.startsWith("PIECE_")) throw new TypeError(words.error);
  throw new Refused(words.message);
}

function ask(url, form, options) {
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  return fetch(url, {
    credentials: "same-origin",
    redirect: "manual",
    ...options,
    headers: { Accept: "application/json", "X-CSRFToken": token, ...options.headers },
  });
}

class Line {
  constructor(place, name) {
    this.row = document.createElement("p");
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.text = document.createElement("span");
    this.bar.setAttribute("aria-label", name);
    this.name = name;
    this.row.append(this.bar, " ", this.text);
    place.append(this.row);
    this.show(0);
  }

  show(percent, words = word("올리는 중")) {
    this.bar.value = percent;
    this.text.textContent = `${this.name}: ${words} ${Math.floor(percent)}%`;
  }

  end(words, failed = false) {
    this.bar.remove();
    this.text.textContent = `${this.name}: ${words}`;
    if (failed) this.row.className = "form-hint-invalid";
  }
}

async function announced(form, file, group) {
  const body = new FormData();
  body.set("name", file.name);
  body.set("size", file.size);
  body.set("modified", String(file.lastModified));
  body.set("doc_type", form.elements.doc_type.value);
  if (group) body.set("group", group);
  return answered(await ask(board.dataset.files, form, { method: "POST", body }));
}

// until the whole file is there: each piece is tried again for as long as the line is broken
async function send(form, file, group, line) {
  let tries = 0;
  let place;
  for (;;) {
    try {
      place ??= await announced(form, file, group);
      while (!place.whole) {
        const piece = file.slice(place.offset, place.offset + PIECE);
        place = await answered(await ask(place.url, form, {
          method: "PUT",
          body: piece,
          headers: { "Upload-Offset": String(place.offset), "Content-Type": "application/octet-stream" },
        }));
        tries = 0;
        line.show(place.offset * 100 / file.size);
      }
      return place.paper;
    } catch (error) {
      if (error instanceof Refused) throw error;
      const seconds = WAIT_AGAIN[Math.min(tries, WAIT_AGAIN.length - 1)];
      tries += 1;
      line.show(place ? place.offset * 100 / file.size : 0, word("연결이 끊겨 기다리는 중"));
      await pause(seconds * 1000);
      if (place) {
        try {
          place = await answered(await ask(place.url, form, { method: "GET" }));
        } catch (again) {
          if (again instanceof Refused) throw again;
        }
      }
    }
  }
}

const isPhoto = (file) => /^image\//u.test(file.type) || /\.(jpe?g|png|hei[cf]|tiff?)$/iu.test(file.name);

async function sendAll(form, files) {
  const place = form.querySelector("[data-upload-progress]");
  place.replaceChildren();
  const join = form.elements.join?.checked;
  const failed = [];
  let group = "";
  const leave = (event) => event.preventDefault();
  addEventListener("beforeunload", leave);
  for (const file of files) {
    const line = new Line(place, file.name);
    try {
      const paper = await send(form, file, join && isPhoto(file) ? group : "", line);
      if (join && isPhoto(file)) group ||= paper;
      line.end(word("올렸습니다. 검사하고 있습니다."));
    } catch (error) {
      line.end(error instanceof Refused ? error.message : word("올리지 못했습니다. 파일을 다시 고릅니다."), true);
      failed.push(line.row);
    }
  }
  removeEventListener("beforeunload", leave);
  form.elements.files.value = "";
  await renew(form.querySelector("input[type=file]").id, failed);
}

// the server draws the list; what somebody is typing or choosing right now is not taken away
async function renew(formOfFile = "", failed = []) {
  try {
    const response = await fetch(board.dataset.papers, { credentials: "same-origin", redirect: "error" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-papers-content]");
    if (!fresh) return;
    const open = [...board.querySelectorAll("details[open] > summary")].map((each) => each.textContent);
    for (const each of fresh.querySelectorAll("details > summary")) each.parentElement.open = open.includes(each.textContent);
    const focused = document.activeElement?.id;
    board.querySelector("[data-papers-content]").replaceWith(fresh);
    if (focused) document.getElementById(focused)?.focus();
    const form = formOfFile && document.getElementById(formOfFile)?.form;
    if (form) form.querySelector("[data-upload-progress]").append(...failed);
    prepare();
  } catch {
    // the page itself shows the list, too
  }
}

function prepare() {
  for (const form of board.querySelectorAll("form[data-upload]")) {
    if (form.dataset.prepared) continue;
    form.dataset.prepared = "yes";
    const input = form.elements.files;
    const start = () => {
      if (input.files.length && !form.dataset.sending) {
        form.dataset.sending = "yes";
        sendAll(form, [...input.files]).finally(() => { delete form.dataset.sending; });
      }
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); start(); });
    input.addEventListener("change", start);
    // while the camera or the folder is open the list stays: the files would come to an input that is no longer there
    input.addEventListener("click", () => { form.dataset.choosing = "yes"; });
    for (const kind of ["change", "cancel"]) input.addEventListener(kind, () => { delete form.dataset.choosing; });
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("ui-drop"); });
    }
    form.addEventListener("dragleave", () => form.classList.remove("ui-drop"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("ui-drop");
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; start(); }
    });
  }
}

function busy() {
  return board.querySelector("[data-sending], [data-choosing]") || board.contains(document.activeElement) && document.activeElement.matches("input[type=text], select");
}

async function watch() {
  for (;;) {
    await pause(LOOK_AGAIN);
    if (board.querySelector("[data-papers-content][data-waiting]") && !busy() && !document.hidden) await renew();
  }
}

if (board) {
  prepare();
  watch();
}
