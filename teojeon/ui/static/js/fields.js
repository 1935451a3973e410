// Small helps for form fields. Every form works without them; the server checks everything again.

const GROUPS = ["", "만", "억", "조"];

const LARGE = { en: [["billion", 9n], ["million", 6n]], vi: [["tỷ", 9n], ["triệu", 6n]] };

/** 1234500 → "123만 4,500원", "1,234,500 won". The server's `shown_reading` says the same. */
export function wonReading(amount, language = document.documentElement.lang) {
  if (language === "en" || language === "vi") return inMillions(amount, language);
  const korean = koreanReading(amount);
  return language === "zh-hans" ? korean.replaceAll(" ", "").replace("원", "韩元").replace("조", "兆").replace("억", "亿").replace("만", "万") : korean;
}

function inMillions(amount, language) {
  for (const [name, power] of LARGE[language]) {
    const hundredth = 10n ** (power - 2n);
    if (amount >= 10n ** power && amount % hundredth === 0n) {
      return `${(Number(amount / hundredth) / 100).toLocaleString(language, { maximumFractionDigits: 2 })} ${name} won`;
    }
  }
  return `${amount.toLocaleString("en")} won`;
}

function koreanReading(amount) {
  const parts = [];
  let rest = amount;
  let smallest = -1;
  for (let index = 0; rest > 0n && index < GROUPS.length; index += 1) {
    const part = index === GROUPS.length - 1 ? rest : rest % 10000n;
    rest /= 10000n;
    if (part > 0n) {
      if (smallest < 0) smallest = index;
      parts.unshift(part.toLocaleString("ko-KR") + GROUPS[index]);
    }
  }
  return `${parts.join(" ") || "0"}${smallest > 0 ? " 원" : "원"}`;
}

function showReading(input) {
  const place = input.closest(".form-group")?.querySelector("[data-reading]");
  if (!place) return;
  const digits = input.value.replace(/[,\s원]/g, "");
  place.textContent = /^\d{1,16}$/.test(digits) ? wonReading(BigInt(digits)) : "";
}

function showCount(area) {
  const group = area.closest(".form-group");
  const now = group?.querySelector(".count-now");
  if (!now) return;
  const length = [...area.value].length;
  now.textContent = length.toLocaleString("ko-KR");
  now.classList.toggle("ui-too-long", length > Number(area.dataset.max));
}

/** "모름" or "없음" empties the value beside it and takes the other back; a typed value takes both back. */
function keepOneAnswer(changed) {
  const maybe = changed.closest(".ui-maybe");
  if (!maybe) return;
  const value = maybe.querySelector(".ui-maybe-value input, .ui-maybe-value select, .ui-maybe-value textarea");
  const boxes = [...maybe.querySelectorAll(".krds-form-check input[type=checkbox]")];
  if (boxes.includes(changed)) {
    if (!changed.checked) return;
    value.value = "";
    if ("won" in value.dataset) showReading(value);
  } else if (changed !== value || !value.value) return;
  for (const box of boxes) if (box !== changed) box.checked = false;
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-won]")) showReading(target);
  if (target.matches("textarea[data-max]")) showCount(target);
  keepOneAnswer(target);
});

document.querySelector("#error-summary")?.focus();
for (const area of document.querySelectorAll("textarea[data-max]")) showCount(area);
