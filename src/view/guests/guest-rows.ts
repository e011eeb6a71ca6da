import { GUEST, GUEST_FIELDS, GUEST_STATUS } from '../../engine/frames.ts';
import { withDefaults, type FullWorkload } from '../../model/fields.ts';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Cores, GigabytesPerSecond, Seconds, Share } from '../../model/units.ts';
import { copyRows, partRows, type PartRow } from '../map/frame-rows.ts';
import type { FrameAt } from '../map/types.ts';
import { SOURCES, TABLES } from '../texts/tables.ts';

export type GuestState = 'running' | 'moving' | 'paused' | 'waiting' | 'refused' | 'gone' | 'absent' | 'unplaced';
export type Spread = 'whole' | 'split' | 'unpinned' | 'none';

/** Figures of a guest that is there. */
export interface GuestFigures {
  readonly speed: number;
  readonly far: Share;
  readonly wants: Cores;
  readonly traffic: GigabytesPerSecond;
}

/** A guest at an instant. */
export interface GuestRow {
  readonly key: string;
  readonly guest: Guest;
  /** Where its size and settings come from. */
  readonly source: string;
  readonly state: GuestState;
  /** Why it has no place. */
  readonly reason?: string;
  readonly spread: Spread;
  /** Ids of home nodes; those that hold memory of it only. */
  readonly homes: readonly number[];
  readonly away: readonly number[];
  readonly figures: GuestFigures | undefined;
  /** Speed in the other run, where there is one and the guest runs in it. */
  readonly otherSpeed: number | undefined;
  readonly workload: FullWorkload;
}

/** Everything that rows are made of. */
export interface GuestsAt {
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  /** Guests that found no place, and why. */
  readonly unplaced: readonly { readonly guest: Guest; readonly reason: string }[];
  /** Named in the file; the others were drawn. */
  readonly isGiven: (name: string) => boolean;
  readonly otherSpeeds: ReadonlyMap<string, number>;
}

const STATES: Readonly<Record<number, GuestState>> = {
  [GUEST_STATUS.running]: 'running',
  [GUEST_STATUS.refused]: 'refused',
  [GUEST_STATUS.gone]: 'gone',
  [GUEST_STATUS.waiting]: 'waiting',
};

type FieldOf = (field: number) => number;

function guestFields({ frames, index }: FrameAt, guest: number, count: number): FieldOf {
  const start = (index * count + guest) * GUEST_FIELDS;
  return (field) => frames.guests[start + field] ?? 0;
}

function stateOf(field: FieldOf, isMoving: boolean): GuestState {
  const state = STATES[field(GUEST.status)] ?? 'absent';
  if (state !== 'running') return state;
  if (field(GUEST.paused) > 0) return 'paused';
  return isMoving ? 'moving' : 'running';
}

function spreadOf(parts: readonly PartRow[], homes: readonly number[]): Spread {
  if (parts.length === 0) return 'none';
  if (parts.some((part) => part.unpinned)) return 'unpinned';
  return homes.length > 1 ? 'split' : 'whole';
}

function ids(host: Host, nodes: Iterable<number>): number[] {
  return [...new Set(nodes)].map((node) => host.nodes[node]?.id ?? node).toSorted((a, b) => a - b);
}

/** The workload in force: a phase changes what it names against the guest's own. */
function workloadAt(guest: Guest, time: Seconds): FullWorkload {
  const phase = guest.phases?.toSorted((a, b) => a.at - b.at).findLast(({ at }) => at <= time);
  return withDefaults(phase ? { ...guest.workload, ...phase.workload } : guest.workload, guest);
}

function figuresOf(field: FieldOf, parts: readonly PartRow[]): GuestFigures | undefined {
  if (parts.length === 0) return undefined;
  const sum = (of: (part: PartRow) => number): number => parts.reduce((all, part) => all + of(part), 0);
  return {
    speed: field(GUEST.speed),
    far: field(GUEST.remoteAccessRatio),
    wants: sum((part) => part.demand),
    traffic: sum((part) => part.traffic.reduce((all, GBs) => all + GBs, 0)),
  };
}

function partsByGuest(at: FrameAt, nodeCount: number): Map<number, PartRow[]> {
  const parts = new Map<number, PartRow[]>();
  for (const part of partRows(at, nodeCount)) {
    const known = parts.get(part.guest);
    if (known) known.push(part);
    else parts.set(part.guest, [part]);
  }
  return parts;
}

function unplacedRow(guest: Guest, reason: string, time: Seconds): GuestRow {
  return {
    key: guest.name,
    guest,
    source: SOURCES.file,
    state: 'unplaced',
    reason,
    spread: 'none',
    homes: [],
    away: [],
    figures: undefined,
    otherSpeed: undefined,
    workload: workloadAt(guest, time),
  };
}

/** Every guest at an instant, in the order of the run; then those that found no place. */
export function guestRows({ host, guests, at, unplaced, isGiven, otherSpeeds }: GuestsAt): readonly GuestRow[] {
  const parts = partsByGuest(at, host.nodes.length);
  const moving = new Set(copyRows(at).map((copy) => copy.guest));
  const rows = guests.map((guest, index): GuestRow => {
    const field = guestFields(at, index, guests.length);
    const own = parts.get(index) ?? [];
    const homes = ids(
      host,
      own.map((part) => part.home),
    );
    const memory = ids(
      host,
      own.flatMap((part) => part.runs.map((run) => run.node)),
    );
    return {
      key: guest.name,
      guest,
      source: isGiven(guest.name) ? SOURCES.file : SOURCES.drawn,
      state: stateOf(field, moving.has(index)),
      spread: spreadOf(own, homes),
      homes,
      away: memory.filter((id) => !homes.includes(id)),
      figures: figuresOf(field, own),
      otherSpeed: otherSpeeds.get(guest.name),
      workload: workloadAt(guest, at.time),
    };
  });
  return [...rows, ...unplaced.map(({ guest, reason }) => unplacedRow(guest, reason, at.time))];
}

/** Speeds of the guests that are there, by name. */
export function speedsOf(guests: readonly Guest[], at: FrameAt): ReadonlyMap<string, number> {
  const speeds = new Map<string, number>();
  guests.forEach((guest, index) => {
    const field = guestFields(at, index, guests.length);
    if (field(GUEST.status) === GUEST_STATUS.running) speeds.set(guest.name, field(GUEST.speed));
  });
  return speeds;
}

function listText(list: readonly number[]): string {
  return list.length > 6 ? `${list.slice(0, 5).join(', ')} ${TABLES.more(list.length - 5)}` : list.join(', ');
}

/** "0, 2 (3)": home nodes, in brackets those with memory only. */
export function nodesText({ homes, away }: GuestRow): string {
  if (homes.length === 0) return TABLES.unknown;
  return away.length > 0 ? `${listText(homes)} (${listText(away)})` : listText(homes);
}

/** "node 0, node 2": what a search for a node finds. */
export function nodesFound({ homes, away }: GuestRow): string {
  return [...homes, ...away].map((id) => `node ${id}`).join(', ');
}
