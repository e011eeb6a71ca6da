import { del, get, set, update } from 'idb-keyval';

/** What lies in the browser's database: the scenario file's text and who wrote it last. */
interface Saved {
  readonly text: string;
  readonly stamp: string;
}

const CURRENT = 'nearfar/current';
const UNREADABLE = 'nearfar/unreadable';
const TAB = 'nearfar-tab';

function isSaved(value: unknown): value is Saved {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'stamp' in value &&
    typeof value.stamp === 'string'
  );
}

function asideOf(tab: string): string {
  return `nearfar/aside/${tab}`;
}

/** The name that this tab had, or the one that it was copied from; undefined where the browser does not let us keep one. */
function knownTab(): string | undefined {
  try {
    return sessionStorage.getItem(TAB) ?? undefined;
  } catch {
    return undefined;
  }
}

function rememberTab(tab: string): void {
  try {
    sessionStorage.setItem(TAB, tab);
  } catch {
    // Without session storage every load is a tab of its own.
  }
}

/** How long a page that is reloaded may take to let its name go, ms. */
const LETTING_GO_MS = 150;

/** Holds the name for as long as the page lives; false where another page has it, or nobody can tell. */
function claim(tab: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { locks } = navigator;
    if (!isThere(locks)) return resolve(false);
    const hold = (): Promise<never> => {
      resolve(true);
      return new Promise(() => undefined);
    };
    locks
      .request(`nearfar-tab/${tab}`, { signal: AbortSignal.timeout(LETTING_GO_MS) }, hold)
      .catch(() => resolve(false));
    return undefined;
  });
}

/** Pages that are not served over TLS have no locks, whatever the types say. */
function isThere(locks: LockManager | undefined): locks is LockManager {
  return locks !== undefined;
}

/**
 * The name of this load: that of the tab before a reload, or a new one. A tab that was duplicated has a name that another
 * has, too: then what lies under it is copied, and each has a place of its own from there on.
 */
async function nameTab(): Promise<string> {
  const known = knownTab();
  if (known !== undefined && (await claim(known))) return known;
  const fresh = crypto.randomUUID();
  await claim(fresh);
  if (known !== undefined) await copyAside(known, fresh);
  rememberTab(fresh);
  return fresh;
}

async function copyAside(from: string, to: string): Promise<void> {
  const aside = await get<unknown>(asideOf(from));
  if (aside !== undefined) await set(asideOf(to), aside);
}

let named: Promise<string> | undefined;

function tabName(): Promise<string> {
  return (named ??= nameTab());
}

let seen: string | undefined;
let count = 0;

export type Loaded =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly text: string }
  /** This tab's own scenario, which another tab's had kept from the common place. */
  | { readonly kind: 'aside'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly text: string };

/** Reads what was saved last. Rejects where the browser gives no database. */
export async function load(): Promise<Loaded> {
  const aside = await get<unknown>(asideOf(await tabName()));
  const saved = await get<unknown>(CURRENT);
  if (isSaved(aside)) return { kind: 'aside', text: aside.text };
  if (saved === undefined) return { kind: 'nothing' };
  if (!isSaved(saved)) return { kind: 'unreadable', text: JSON.stringify(saved) };
  seen = saved.stamp;
  return { kind: 'text', text: saved.text };
}

/** Puts a saved state that cannot be read out of the way, so that saving does not destroy it. */
export function keepUnreadable(text: string): Promise<void> {
  return set(UNREADABLE, text);
}

/**
 * Saves; 'conflict' if another tab has saved since this one read or wrote: then its scenario stays and ours is put aside.
 * Rejects where the browser refuses (storage full, private window).
 */
export async function save(text: string): Promise<'saved' | 'conflict'> {
  count += 1;
  const tab = await tabName();
  const next: Saved = { text, stamp: `${tab} ${count} ${crypto.randomUUID()}` };
  let conflict = false;
  await update<unknown>(CURRENT, (old) => {
    conflict = isSaved(old) && old.stamp !== seen;
    return conflict ? old : next;
  });
  if (conflict) await set(asideOf(tab), next);
  else seen = next.stamp;
  return conflict ? 'conflict' : 'saved';
}

async function leaveAside(): Promise<void> {
  await del(asideOf(await tabName()));
}

/** From here on this tab's scenario is the common one. */
export async function overrule(text: string): Promise<void> {
  const saved = await get<unknown>(CURRENT);
  seen = isSaved(saved) ? saved.stamp : undefined;
  await save(text);
  await leaveAside();
}

/** The other tab's scenario, which becomes the common one; undefined if there is none. */
export async function yieldToOther(): Promise<string | undefined> {
  const saved = await get<unknown>(CURRENT);
  if (!isSaved(saved)) return undefined;
  seen = saved.stamp;
  await leaveAside();
  return saved.text;
}
