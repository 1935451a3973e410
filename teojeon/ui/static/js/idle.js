// Two minutes before the session ends the page says so and lets the person go on. Another window may have prolonged it meanwhile, so
// the server is asked before anything is said. Without this script the sign-in page tells afterwards, and leads back.

import { word } from "./words.js";

const WARNED_AT = 120; // seconds before the end
const SLACK = 2;

class Idle {
  constructor(dialog) {
    this.dialog = dialog;
    this.form = dialog.querySelector("form");
    this.left = dialog.querySelector("[data-idle-left]");
    this.text = dialog.querySelector("[data-idle-text]");
    this.ends = Date.now() + Number(dialog.dataset.idle) * 1000;
    this.told = 0;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.prolong(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") this.look(); });
    this.wait();
  }

  seconds() {
    return Math.max(0, Math.round((this.ends - Date.now()) / 1000));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(1, this.seconds() - WARNED_AT + SLACK) * 1000);
  }

  async ask(method) {
    const words = method === "POST" ? { method, body: new FormData(this.form) } : {};
    const answer = await fetch(this.form.action, {
      ...words, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual",
    });
    this.ends = Date.now() + (answer.ok ? (await answer.json()).seconds : 0) * 1000;
  }

  async look() {
    if (this.seconds() > WARNED_AT) return this.wait();
    try { await this.ask("GET"); } catch { /* without the net the clock of this page counts on */ }
    if (this.seconds() > WARNED_AT) return this.close();
    if (!this.dialog.open) this.dialog.showModal();
    return this.count();
  }

  count() {
    clearTimeout(this.timer);
    const seconds = this.seconds();
    if (seconds === 0) {
      this.text.textContent = word("로그인 시간이 끝났습니다. 저장된 내용은 그대로 있습니다. 다시 로그인하면 이 화면으로 돌아옵니다.");
      this.left.textContent = "";
      return;
    }
    // the words of the dialog are read aloud when it opens; the seconds are for the eyes
    this.left.textContent = word("{minutes}분 {seconds}초 남았습니다.", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
    this.timer = setTimeout(() => this.count(), 1000);
  }

  close() {
    if (this.dialog.open) this.dialog.close();
    this.wait();
  }

  async prolong() {
    if (this.seconds() === 0) { window.location.reload(); return; }
    try {
      await this.ask("POST");
      if (this.seconds() > 0) this.close(); else this.count();
    } catch {
      this.text.textContent = word("서버에 연결하지 못했습니다. 인터넷 연결을 확인하고 다시 눌러 주십시오.");
    }
  }
}

for (const dialog of document.querySelectorAll("dialog[data-idle]")) new Idle(dialog);
