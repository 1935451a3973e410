// What this device keeps of visits until it is sent: sealed boxes, and beside them only the entry's number, its time, the case's key,
// the person's key, and sizes. Nothing of it can be read here, whoever holds the device.

const DATABASE = "teojeon-visits";
const ENTRIES = "entries";
const BOXES = "boxes";
const PAGES = "pages";
const EXPIRED = "expired";
const KEPT_MILLISECONDS = 72 * 60 * 60 * 1000;

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ENTRIES, { keyPath: "entry" });
    request.result.createObjectStore(BOXES, { keyPath: ["entry", "part"] });
    request.result.createObjectStore(PAGES, { keyPath: "case" });
    request.result.createObjectStore(EXPIRED, { keyPath: "person" });
  };
  return answered(request);
}

async function within(stores, mode, work) {
  const database = await opened();
  try {
    const transaction = database.transaction(stores, mode);
    const end = finished(transaction);
    const result = await work((name) => transaction.objectStore(name));
    await end;
    return result;
  } finally {
    database.close();
  }
}

const ofEntry = (entry) => IDBKeyRange.bound([entry], [entry, []]);

/** Keeps an entry with all its boxes, or nothing of it. `boxes[0]`: the words; the others: photos. Rejects where there is no room. */
export function keep({ entry, caseKey, person }, boxes) {
  const size = boxes.reduce((sum, box) => sum + box.byteLength, 0);
  return within([ENTRIES, BOXES], "readwrite", (store) => {
    store(ENTRIES).put({ entry, case: caseKey, person, saved_at: Date.now(), size, parts: boxes.length, state: "waiting" });
    boxes.forEach((box, part) => store(BOXES).put({ entry, part, box }));
  });
}

/** All entries on this device, the oldest first. `state`: waiting (not sent yet), refused (at the office, to be corrected there). */
export async function entries() {
  const rows = await within([ENTRIES], "readonly", (store) => answered(store(ENTRIES).getAll()));
  return rows.sort((one, other) => one.saved_at - other.saved_at);
}

/** One sealed box. */
export async function box(entry, part) {
  const row = await within([BOXES], "readonly", (store) => answered(store(BOXES).get([entry, part])));
  return row.box;
}

/** The office has it, word for word: its boxes go. `refused`: its line stays until it is corrected there. */
export function handedOver(row, { refused = false } = {}) {
  return within([ENTRIES, BOXES], "readwrite", (store) => {
    store(BOXES).delete(ofEntry(row.entry));
    if (refused) store(ENTRIES).put({ ...row, state: "refused", size: 0 });
    else store(ENTRIES).delete(row.entry);
  });
}

/** Deletes what waited for 72 hours, and remembers how many of whom, so that the person is told. */
export async function expire() {
  const before = Date.now() - KEPT_MILLISECONDS;
  const late = (await entries()).filter((row) => row.saved_at < before);
  await within([ENTRIES, BOXES, PAGES, EXPIRED], "readwrite", async (store) => {
    for (const page of await answered(store(PAGES).getAll())) {
      if (page.opened_at < before) store(PAGES).delete(page.case);
    }
    for (const row of late) {
      if (row.state === "waiting") {
        const told = await answered(store(EXPIRED).get(row.person));
        store(EXPIRED).put({ person: row.person, count: (told?.count ?? 0) + 1 });
      }
      store(BOXES).delete(ofEntry(row.entry));
      store(ENTRIES).delete(row.entry);
    }
  });
}

/** How many entries of a person were deleted unsent. `forget` once the person was told. */
export async function expiredOf(person) {
  const row = await within([EXPIRED], "readonly", (store) => answered(store(EXPIRED).get(person)));
  return row?.count ?? 0;
}

export function forgetExpired(person) {
  return within([EXPIRED], "readwrite", (store) => { store(EXPIRED).delete(person); });
}

/** That a page was opened with a network: for whom it seals, and to which key. A page without one may not write. */
export function admit(page) {
  return within([PAGES], "readwrite", (store) => { store(PAGES).put({ ...page, opened_at: Date.now() }); });
}

export async function admitted(caseKey) {
  return within([PAGES], "readonly", (store) => answered(store(PAGES).get(caseKey)));
}

/** No page on this device writes in anybody else's name any more; at log-out in nobody's. What waits stays. */
export function dismissOthers(person = "") {
  return within([PAGES], "readwrite", async (store) => {
    for (const page of await answered(store(PAGES).getAll())) {
      if (page.person !== person) store(PAGES).delete(page.case);
    }
  });
}

/** Whether there is anything here to speak of: spares most pages a request. */
export async function hasAnything() {
  const stores = [ENTRIES, EXPIRED, PAGES];
  return within(stores, "readonly", async (store) => {
    for (const name of stores) {
      if (await answered(store(name).count())) return true;
    }
    return false;
  });
}
