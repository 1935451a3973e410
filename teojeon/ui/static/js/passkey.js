// Passkeys. A form says what it wants: <form data-passkey="create"> or "get", with the server's options in the JSON block that
// data-options names, or behind the address data-fetch. The button stays hidden where the browser has no passkeys.

import { word } from "./words.js";

const FAILED = "패스키를 확인하지 못했습니다. 취소했으면 다시 누르고, 계속되면 다른 방법으로 로그인해 주십시오.";

function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer) {
  let letters = "";
  for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const withId = (each) => ({ ...each, id: bytes(each.id) });

async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.fetch, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function create(asked) {
  const wanted = asked.creation_options.publicKey;
  const made = await navigator.credentials.create({
    publicKey: {
      ...wanted,
      challenge: bytes(wanted.challenge),
      user: { ...wanted.user, id: bytes(wanted.user.id) },
      excludeCredentials: (wanted.excludeCredentials || []).map(withId),
    },
  });
  return {
    ...named(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() || [],
    },
  };
}

async function get(asked) {
  const wanted = asked.request_options.publicKey;
  const given = await navigator.credentials.get({
    publicKey: { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: (wanted.allowCredentials || []).map(withId) },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
  return {
    ...named(given),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

function named(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-start]");
  const status = form.querySelector("[data-passkey-status]");
  if (!window.PublicKeyCredential || !navigator.credentials) continue;
  button.hidden = false;
  form.querySelector("[data-passkey-missing]")?.remove();
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      const asked = await options(form);
      const answer = form.dataset.passkey === "create" ? await create(asked) : await get(asked);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      status.textContent = word(FAILED);
    }
  });
}
