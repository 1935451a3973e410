// Saves a form's draft by itself: <form data-autosave="/url"> and a place with data-autosave-status inside it. A field is saved
// when it is left, and every 30 seconds while one stays open. On a broken line the page stays, with all that stands in it.
// The answer is JSON {"saved_at": "2026. 11. 20.(금) 14:05"}; every other answer is told to the person, and tried again.

import { word } from "./words.js";

const WAIT_IN_A_FIELD = 30000;
const WAIT_AFTER_LEAVING = 200;
const WAIT_AFTER_FAILURE = 15000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.timer = 0;
    this.running = false;
    this.dirty = false;
    this.cut = false;
    form.addEventListener("input", () => { if (!this.dirty) this.plan(WAIT_IN_A_FIELD); });
    form.addEventListener("change", () => this.plan(WAIT_AFTER_LEAVING));
    form.addEventListener("focusout", () => { if (this.dirty) this.plan(WAIT_AFTER_LEAVING); });
    form.addEventListener("submit", (event) => this.go(event));
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); });
  }

  plan(wait) {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  tell(text) {
    if (this.status) this.status.textContent = text;
  }

  send(keepalive) {
    return fetch(this.form.dataset.autosave, {
      method: "POST",
      body: new FormData(this.form),
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
    });
  }

  async save() {
    if (this.running) return this.plan(WAIT_AFTER_LEAVING);
    this.running = true;
    this.dirty = false;
    try {
      const response = await this.send(false);
      this.cut = false;
      if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
        this.dirty = true;
        this.tell(word("로그인 시간이 끝났습니다. 새 창에서 로그인한 다음 ‘임시 저장’을 눌러 주십시오. 입력 내용은 이 화면에 그대로 있습니다."));
        return undefined;
      }
      if (!response.ok) throw new Error(String(response.status));
      const { saved_at: savedAt } = await response.json();
      this.tell(word("{at}에 임시 저장했습니다.", { at: savedAt }));
    } catch (error) {
      this.cut = error instanceof TypeError;
      this.tell(word("임시 저장하지 못했습니다. 잠시 뒤 다시 저장합니다. 이 화면을 닫지 말아 주십시오."));
      this.plan(WAIT_AFTER_FAILURE);
    } finally {
      this.running = false;
    }
    return undefined;
  }

  async go(event) {
    clearTimeout(this.timer);
    if (navigator.onLine && !this.cut) {
      this.dirty = false;
      return;
    }
    event.preventDefault();
    await this.save();
    if (this.cut) this.tell(word("서버에 연결하지 못했습니다. 인터넷 연결을 확인하고 다시 눌러 주십시오."));
    else if (!this.running && !this.dirty) this.form.requestSubmit(event.submitter);
  }

  leave() {
    if (!this.dirty) return;
    clearTimeout(this.timer);
    this.dirty = false;
    // a page that is being left cannot tell anything: on its return the next change saves again
    this.send(true).catch(() => { this.dirty = true; });
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
