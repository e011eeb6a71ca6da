import type { ManualMove, StrategyChoice } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import type { SideRun } from '../../store/runs.ts';
import { clockText } from '../format.ts';
import { COMPARE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import type { Side } from './metrics.ts';

/** Where in the scenario it stands: a branch of a side, or a move. */
export type HandPlace =
  | { readonly kind: 'branch'; readonly side: Side; readonly index: number }
  | { readonly kind: 'move'; readonly index: number };

/** Something that was done by hand, as a chip on the timeline. */
export interface HandItem {
  readonly place: HandPlace;
  readonly at: Seconds;
  /** What the chip says, and its name in full. */
  readonly text: string;
  readonly name: string;
  /** Neither side granted it. */
  readonly isRefused?: boolean;
}

/** What a side runs and what came of it, as far as it is told here. */
export type HandSide = Pick<SideRun, 'choice' | 'titles'> & { readonly result: Pick<SideRun['result'], 'moves'> };

const SIDES: readonly Side[] = ['a', 'b'];

function branchItems(side: Side, { choice, titles }: HandSide): HandItem[] {
  return (choice.branches ?? []).map(({ at, id }, index) => {
    const letter = COMPARE.sides[side];
    const title = titles[index + 1] ?? id;
    return {
      place: { kind: 'branch', side, index },
      at,
      text: HAND.chip(letter, title),
      name: HAND.branchName(letter, title, clockText(at)),
    };
  });
}

function nameOfMove({ at, guest }: Pick<ManualMove, 'at' | 'guest'>): string {
  return `${at} ${guest}`;
}

/** Moves that a side refused. */
function refusedOf({ result }: HandSide): ReadonlySet<string> {
  return new Set(result.moves.filter(({ outcome }) => outcome === 'refused').map(nameOfMove));
}

function moveItem(move: ManualMove, index: number, refusals: Readonly<Record<Side, ReadonlySet<string>>>): HandItem {
  const { at, guest, to } = move;
  const nodes = [...new Set(to)].join('+');
  const refused = SIDES.filter((side) => refusals[side].has(nameOfMove(move))).map((side) => COMPARE.sides[side]);
  const name = HAND.moveName(guest, nodes, clockText(at));
  return {
    place: { kind: 'move', index },
    at,
    text: HAND.move(guest, nodes),
    name: refused.length > 0 ? HAND.refused(name, refused.join(', ')) : name,
    isRefused: refused.length === SIDES.length,
  };
}

/** What was done by hand in both runs, in order of time. */
export function handItems(a: HandSide, b: HandSide, moves: readonly ManualMove[]): readonly HandItem[] {
  const refusals = { a: refusedOf(a), b: refusedOf(b) };
  const byHand = moves.map((move, index) => moveItem(move, index, refusals));
  const items = [...branchItems('a', a), ...branchItems('b', b), ...byHand];
  return items.toSorted((x, y) => x.at - y.at);
}

/** The same for as long as the thing stays at its place. */
export function keyOf({ place }: HandItem): string {
  return place.kind === 'branch' ? `branch ${place.side} ${place.index}` : `move ${place.index}`;
}

/** A chip on the plot: one thing that was done by hand, or several that are too close for one each. */
export interface Chip {
  readonly items: readonly HandItem[];
  /** px */
  readonly left: number;
  readonly width: number;
}

const CHIP_MOST = 170;
const CHIP_LEAST = 26;
/** Most of one that only has a number in it. */
const NUMBER_MOST = 40;
const GAP = 3;
/** How far the last chip may reach beyond the end of the plot, px. */
const END_PX = 10;

interface Cluster {
  readonly x: number;
  readonly items: HandItem[];
}

function clustersOf(items: readonly HandItem[], xOf: (item: HandItem) => number): readonly Cluster[] {
  const clusters: Cluster[] = [];
  for (const item of items) {
    const x = xOf(item);
    const last = clusters.at(-1);
    if (last && x - last.x < CHIP_LEAST + GAP) last.items.push(item);
    else clusters.push({ x, items: [item] });
  }
  return clusters;
}

/** Chips for items in order of time, each at its time on a plot that ends at `end`, the last a little before; none is too small for a finger. */
export function chipsOf(items: readonly HandItem[], xOf: (item: HandItem) => number, end: number): readonly Chip[] {
  const last = end + END_PX - CHIP_LEAST;
  const clusters = clustersOf(items, (item) => Math.min(last, xOf(item)));
  return clusters.map(({ x, items: together }, i) => {
    const next = clusters[i + 1];
    const room = next ? next.x - GAP - x : end + END_PX - x;
    return { items: together, left: x, width: Math.min(together.length > 1 ? NUMBER_MOST : CHIP_MOST, room) };
  });
}

/** An instant at which something happens, where one is near enough; else the time itself, to a thousandth of a second. */
export function snapped(time: Seconds, instants: readonly Seconds[], within: Seconds): Seconds {
  let best: number | undefined;
  for (const at of instants)
    if (Math.abs(at - time) <= within && (best === undefined || Math.abs(at - time) < Math.abs(best - time))) best = at;
  return best ?? Math.round(time * 1000) / 1000;
}

/** The strategy that is in charge of a choice at an instant. */
export function inChargeAt({ id, branches = [] }: StrategyChoice, time: Seconds): string {
  return branches.findLast(({ at }) => at < time)?.id ?? id;
}
