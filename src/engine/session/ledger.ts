import type { MechanismId } from '../../model/scenario.ts';
import type { HostModel } from '../scenario/host-model.ts';
import type { GuestSpec } from '../scenario/compile.ts';
import type { MoveOutcome, MoveRecord } from '../reports.ts';

/** What became of one request to move a guest; nodes by index. Replaced, never changed: copies of a ledger share them. */
export interface Entry {
  readonly at: number;
  readonly doneAt: number | null;
  readonly guest: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  readonly copiedMiB: number;
  readonly reason: string;
  readonly outcome: MoveOutcome;
  /** When it will have paid back, by the outlook at its beginning; null = not within the horizon. */
  readonly breakEvenAt: number | null;
  readonly inVain: boolean;
}

/**
 * All requests of a run in the order in which they were decided; `open` = by guest, the last move that began.
 * A run that is only played again for its frames begins in the middle: it knows no entry before `first`.
 */
export interface Ledger {
  readonly first: number;
  readonly entries: Entry[];
  readonly open: Map<number, number>;
}

export function createLedger(first = 0): Ledger {
  return { first, entries: [], open: new Map() };
}

export function cloneLedger({ first, entries, open }: Ledger): Ledger {
  return { first, entries: [...entries], open: new Map(open) };
}

/** Number of requests decided so far: the id of the next. */
export function decided({ first, entries }: Ledger): number {
  return first + entries.length;
}

function change({ first, entries }: Ledger, id: number, by: (entry: Entry) => Partial<Entry>): void {
  const entry = entries[id - first];
  if (entry !== undefined) entries[id - first] = { ...entry, ...by(entry) };
}

/** The guest is destroyed or moved again now: its last move was in vain if that has not paid back (MODEL §6). */
export function closeMove(ledger: Ledger, guest: number, now: number): void {
  const id = ledger.open.get(guest);
  if (id === undefined) return;
  ledger.open.delete(guest);
  change(ledger, id, ({ breakEvenAt }) => ({ inVain: breakEvenAt === null || now < breakEvenAt }));
}

export function noteRefused(
  ledger: Ledger,
  entry: Pick<Entry, 'at' | 'guest' | 'from' | 'to' | 'mechanism'>,
  why: string,
): void {
  ledger.entries.push({
    ...entry,
    doneAt: null,
    copiedMiB: 0,
    reason: `refused: ${why}`,
    outcome: 'refused',
    breakEvenAt: null,
    inVain: false,
  });
}

/** Opens the entry of a move that begins, and closes the guest's last one. Gives its id. */
export function noteStarted(
  ledger: Ledger,
  entry: Pick<Entry, 'at' | 'guest' | 'from' | 'to' | 'mechanism' | 'reason' | 'breakEvenAt'>,
): number {
  closeMove(ledger, entry.guest, entry.at);
  const id = decided(ledger);
  ledger.entries.push({ ...entry, doneAt: null, copiedMiB: 0, outcome: 'running', inVain: false });
  ledger.open.set(entry.guest, id);
  return id;
}

export function noteEnded(ledger: Ledger, id: number, at: number, copiedMiB: number): void {
  change(ledger, id, () => ({ doneAt: at, copiedMiB, outcome: 'done' }));
}

export function noteBrokenOff(ledger: Ledger, id: number, copiedMiB: number, why: string): void {
  change(ledger, id, ({ reason }) => ({
    copiedMiB,
    outcome: 'broken-off',
    reason: `${reason} (broken off: ${why})`,
  }));
}

/** The run is over while the move is not. */
export function noteUnfinished(ledger: Ledger, id: number, copiedMiB: number): void {
  change(ledger, id, () => ({ copiedMiB }));
}

/** What is counted of the moves that began. */
export function countMoves({ entries }: Ledger): { moves: number; movedGiB: number; movesInVain: number } {
  const begun = entries.filter((entry) => entry.outcome !== 'refused');
  return {
    moves: begun.length,
    movedGiB: begun.reduce((sum, entry) => sum + entry.copiedMiB, 0) / 1024,
    movesInVain: begun.filter((entry) => entry.inVain).length,
  };
}

/** The entries as the report has them: names and node ids. */
export function readLedger({ entries }: Ledger, host: HostModel, specs: readonly GuestSpec[]): MoveRecord[] {
  const ids = (nodes: readonly number[]): number[] => nodes.map((node) => host.ids[node] ?? node);
  return entries.map((entry) => ({
    at: entry.at,
    guest: specs[entry.guest].name,
    from: ids(entry.from),
    to: ids(entry.to),
    mechanism: entry.mechanism,
    copiedMiB: entry.copiedMiB,
    done: entry.outcome === 'done',
    doneAt: entry.doneAt,
    inVain: entry.inVain,
    reason: entry.reason,
    outcome: entry.outcome,
  }));
}
