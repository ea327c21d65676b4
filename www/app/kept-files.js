/**
 * Files that links name by their hash alone: large tables, and positions and forces. They last as long
 * as the page and, where the browser allows storage, beyond it, the least recently used ones first out.
 *
 * @typedef {Blob | Uint8Array} Contents  of a file, or of a table in the engine's own form
 * @typedef {{ hash: string, contents: Contents, size: number, used: number }} Entry
 */

const DATABASE = "stepsieve";
const STORE = "files";
/** Most bytes of one file in storage, and of all of them. */
const LARGEST = 2e8;
const MOST = 5e8;

/** The files of this visit by their hashes. @type {Map<string, Contents>} */
const here = new Map();

/**
 * Keeps the contents of a file.
 * @param {string} hash
 * @param {Contents} contents
 */
export async function keep(hash, contents) {
  here.set(hash, contents);
  const size = contents instanceof Blob ? contents.size : contents.length;
  if (size > LARGEST) return;
  await stored(async (store) => {
    /** @type {Entry[]} */
    const all = await asked(store.getAll());
    const others = all.filter((entry) => entry.hash !== hash).sort((a, b) => b.used - a.used);
    let left = MOST - size;
    for (const entry of others) {
      left -= entry.size;
      if (left < 0) store.delete(entry.hash);
    }
    store.put({ hash, contents, size, used: Date.now() });
  });
}

/**
 * The contents of the file with a hash, if they are here.
 * @param {string} hash
 * @returns {Promise<Contents | null>}
 */
export async function recalled(hash) {
  const known = here.get(hash);
  if (known) return known;
  /** @type {Entry | undefined | null} */
  const entry = await stored(async (store) => {
    const found = await asked(store.get(hash));
    if (found) store.put({ ...found, used: Date.now() });
    return found;
  });
  if (entry) here.set(hash, entry.contents);
  return entry?.contents ?? null;
}

/**
 * The result of some work on the storage; `null` if the browser forbids it or has no room.
 * @template Result
 * @param {(store: IDBObjectStore) => Promise<Result>} work
 * @returns {Promise<Result | null>}
 */
async function stored(work) {
  /** @type {IDBDatabase | undefined} */
  let database;
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "hash" });
    database = await asked(opening);
    const transaction = database.transaction(STORE, "readwrite");
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work(transaction.objectStore(STORE));
    await done;
    return result;
  } catch (error) {
    console.warn(error);
    return null;
  } finally {
    database?.close();
  }
}

/** @template Result @param {IDBRequest<Result>} request @returns {Promise<Result>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
