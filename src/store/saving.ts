import { get, set, update } from 'idb-keyval';

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

/** A name for this tab that survives a reload, where the browser lets us keep one. */
function tabName(): string {
  const fresh = crypto.randomUUID();
  try {
    const known = sessionStorage.getItem(TAB);
    if (known) return known;
    sessionStorage.setItem(TAB, fresh);
  } catch {
    // Without session storage every load is a tab of its own.
  }
  return fresh;
}

const tab = tabName();
const ASIDE = `nearfar/aside/${tab}`;
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
  const aside = await get<unknown>(ASIDE);
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
  const next: Saved = { text, stamp: `${tab} ${count} ${crypto.randomUUID()}` };
  let conflict = false;
  await update<unknown>(CURRENT, (old) => {
    conflict = isSaved(old) && old.stamp !== seen;
    return conflict ? old : next;
  });
  if (conflict) await set(ASIDE, next);
  else seen = next.stamp;
  return conflict ? 'conflict' : 'saved';
}

async function leaveAside(): Promise<void> {
  await set(ASIDE, undefined);
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
