// Seals bytes to a public key: HPKE (RFC 9180), base mode, X25519, HKDF-SHA256, AES-256-GCM, by WebCrypto alone.
// The same box as kernel/crypto/sealing.py: version (1 byte), key id (8), encapsulated key (32), ciphertext with its tag (16).
// Whoever seals cannot open: the private key lies with the office.

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const KEY_ID_BYTES = 8;
const VERSION = 1;
const NOTHING = new Uint8Array(0);
const LABEL_VERSION = "HPKE-v1";
const DH_KEM_X25519 = 0x0020;
const HKDF_SHA256 = 0x0001;
const AES_256_GCM = 0x0002;

/** Bytes put one behind the other; texts as UTF-8. */
function joined(...parts) {
  const pieces = parts.map((part) => (typeof part === "string" ? new TextEncoder().encode(part) : new Uint8Array(part)));
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}

const twoBytes = (number) => new Uint8Array([number >> 8, number & 0xff]);
const KEM_SUITE = joined("KEM", twoBytes(DH_KEM_X25519));
const SUITE = joined("HPKE", twoBytes(DH_KEM_X25519), twoBytes(HKDF_SHA256), twoBytes(AES_256_GCM));

async function hmac(key, data) {
  // WebCrypto takes no empty key; a key of zeros is padded to the same block (RFC 2104)
  const raw = key.byteLength ? key : new Uint8Array(KEY_BYTES);
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

function labeledExtract(suite, salt, label, secret) {
  return hmac(salt, joined(LABEL_VERSION, suite, label, secret));
}

async function labeledExpand(suite, secret, label, info, length) {
  // one block of HKDF: nothing here is longer than 32 bytes
  const block = await hmac(secret, joined(twoBytes(length), LABEL_VERSION, suite, label, info, new Uint8Array([1])));
  return block.slice(0, length);
}

/** The secret both ends come to, and the public half that travels with the box (RFC 9180, section 4.1). */
async function encapsulated(publicKey) {
  const theirs = await crypto.subtle.importKey("raw", publicKey, { name: "X25519" }, false, []);
  const ours = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, ours.privateKey, KEY_BYTES * 8);
  const sent = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const extracted = await labeledExtract(KEM_SUITE, NOTHING, "eae_prk", shared);
  const secret = await labeledExpand(KEM_SUITE, extracted, "shared_secret", joined(sent, publicKey), KEY_BYTES);
  return { secret, sent };
}

/** Key and nonce of the one message of a box (RFC 9180, section 5.1). */
async function schedule(secret, info) {
  const context = joined(
    new Uint8Array([0]),
    await labeledExtract(SUITE, NOTHING, "psk_id_hash", NOTHING),
    await labeledExtract(SUITE, NOTHING, "info_hash", info),
  );
  const root = await labeledExtract(SUITE, secret, "secret", NOTHING);
  return {
    key: await labeledExpand(SUITE, root, "key", context, KEY_BYTES),
    nonce: await labeledExpand(SUITE, root, "base_nonce", context, NONCE_BYTES),
  };
}

/** Whether this browser has what sealing needs: Chrome and Edge 133, Firefox 130, Safari 17; https or localhost. */
export async function canSeal() {
  try {
    return Boolean(await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]));
  } catch {
    return false;
  }
}

/** A box of `content` (bytes) for the holder of the private key of `publicKey` (32 bytes), that opens only in the same `context` (text). */
export async function seal(content, publicKey, context) {
  const keyId = new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey)).slice(0, KEY_ID_BYTES);
  const header = joined(new Uint8Array([VERSION]), keyId);
  const { secret, sent } = await encapsulated(publicKey);
  const { key, nonce } = await schedule(secret, joined("teojeon seal", header, context));
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, cipher, content);
  return joined(header, sent, sealed);
}
