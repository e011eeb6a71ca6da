import { MECHANISM_IDS } from '../../model/fields.ts';
import type { Mebibytes } from '../../model/units.ts';
import type { CopyRow, PartRow, RunRow } from './frame-rows.ts';
import { EXTENTS } from '../../engine/state/state.ts';

/** What a stretch of a block's cells is: there, gone, on its way, or kept free for what is to come. */
export type CellState = 'here' | 'gone' | 'flight' | 'reserved';

/** A stretch of extents in one state, hottest first; extents may be fractions. */
export interface Stretch {
  readonly state: CellState;
  readonly from: number;
  readonly to: number;
  readonly memoryMiB: Mebibytes;
}

/** The memory of one part (or of a whole unpinned guest) on one node. */
export interface MemoryBlock {
  readonly guest: number;
  /** −1 = the guest as a whole. */
  readonly part: number;
  readonly node: number;
  readonly stretches: readonly Stretch[];
  /** With what is gone or reserved: the block's width. */
  readonly spanMiB: Mebibytes;
  /** What really lies here. */
  readonly memoryMiB: Mebibytes;
  readonly motion: 'still' | 'leaving' | 'arriving';
}

function isBackground(copy: CopyRow): boolean {
  return copy.round < 0 && MECHANISM_IDS[copy.mechanism] !== 'suspend';
}

function stretch(run: RunRow, state: CellState, sizeMiB: Mebibytes): Stretch {
  const memoryMiB = ((run.to - run.from) / EXTENTS) * sizeMiB * run.share;
  return { state, from: run.from, to: run.to, memoryMiB };
}

/** State of a run as the node `node` sees it while `copy` is under way. */
function stateOf(run: RunRow, node: number, copy: CopyRow | undefined): CellState | undefined {
  if (run.node === node) return 'here';
  if (!copy || !isBackground(copy)) return undefined;
  if (node === copy.from && run.node === copy.to) return 'gone';
  return node === copy.to && run.node === copy.from ? 'reserved' : undefined;
}

/** The extent in hand cut out of the run it lies in, so that it can be shown on its way. */
function splitAtFlight(run: RunRow, copy: CopyRow | undefined): RunRow[] {
  const k = copy ? copy.extent : -1;
  if (!copy || k < run.from || k >= run.to || run.node !== copy.from) return [run];
  return [
    { ...run, to: k },
    { ...run, from: k, to: k + 1 },
    { ...run, from: k + 1 },
  ].filter((piece) => piece.to > piece.from);
}

/** Stretches of a part as a node sees them, hottest first. */
function backgroundStretches(part: PartRow, node: number, copy: CopyRow | undefined): Stretch[] {
  const pieces = part.runs.flatMap((run) => splitAtFlight(run, copy));
  const found = pieces.flatMap((run) => {
    const state = stateOf(run, node, copy);
    if (!state) return [];
    const inHand = copy && isBackground(copy) && run.from === copy.extent && run.node === copy.from;
    return [stretch(run, inHand && node === copy.from ? 'flight' : state, part.sizeMiB)];
  });
  return found.toSorted((a, b) => a.from - b.from);
}

/** Extents of a part that a live copy has at its target; from the second round on all of them. */
function extentsArrived(copy: CopyRow): number {
  if (copy.round > 0) return EXTENTS;
  if (copy.extent >= 0) return Math.min(EXTENTS, copy.extent + copy.extentDone);
  return copy.totalMiB > 0 ? (copy.doneMiB / copy.totalMiB) * EXTENTS : 0;
}

/** A live copy at its target: what has come, and the dots of what is kept free for the rest. */
function liveTarget(part: PartRow, copy: CopyRow): Stretch[] {
  const arrived = extentsArrived(copy);
  const whole = { node: copy.to, share: 1 };
  return [
    stretch({ ...whole, from: 0, to: arrived }, 'here', part.sizeMiB),
    stretch({ ...whole, from: arrived, to: EXTENTS }, 'reserved', part.sizeMiB),
  ].filter((piece) => piece.to > piece.from);
}

/**
 * The copy as it concerns one part. A frame names the part in hand only: of the guest's other parts, a background copy
 * brings what is not at home yet, and a live one has made those before it and will make those after it.
 */
function copyFor(part: PartRow, copies: readonly CopyRow[]): CopyRow | undefined {
  const copy = copies.find((c) => c.guest === part.guest && c.to >= 0);
  if (!copy || MECHANISM_IDS[copy.mechanism] === 'process') return undefined;
  if (copy.part === part.part || copy.part < 0) return copy;
  if (!isBackground(copy)) {
    return part.home === copy.from
      ? { ...copy, extent: part.part < copy.part ? EXTENTS : 0, extentDone: 0 }
      : undefined;
  }
  const from = part.runs.find((run) => run.node !== part.home)?.node;
  return from === undefined ? undefined : { ...copy, from, to: part.home, extent: -1 };
}

function motionOf(stretches: readonly Stretch[], copy: CopyRow | undefined, node: number): MemoryBlock['motion'] {
  if (!copy) return 'still';
  if (node === copy.to && stretches.some((s) => s.state === 'reserved' || !isBackground(copy))) return 'arriving';
  return node === copy.from ? 'leaving' : 'still';
}

function sum(stretches: readonly Stretch[], wanted: (s: Stretch) => boolean): Mebibytes {
  return stretches.reduce((total, s) => total + (wanted(s) ? s.memoryMiB : 0), 0);
}

function blockOf(part: PartRow, node: number, copy: CopyRow | undefined): MemoryBlock | undefined {
  const stretches =
    copy && !isBackground(copy) && node === copy.to && copy.from !== copy.to
      ? liveTarget(part, copy)
      : backgroundStretches(part, node, copy);
  const spanMiB = sum(stretches, () => true);
  if (!(spanMiB > 0)) return undefined;
  const memoryMiB = sum(stretches, (s) => s.state === 'here' || s.state === 'flight');
  const motion = motionOf(stretches, copy, node);
  return { guest: part.guest, part: part.unpinned ? -1 : part.part, node, stretches, spanMiB, memoryMiB, motion };
}

function mergeUnpinned(blocks: readonly MemoryBlock[]): MemoryBlock[] {
  const merged = new Map<string, MemoryBlock>();
  for (const block of blocks) {
    const key = `${block.guest}/${block.part}`;
    const old = merged.get(key);
    merged.set(key, old ? join(old, block) : block);
  }
  return [...merged.values()];
}

/** Two blocks as one, hottest first. */
function join(a: MemoryBlock, b: MemoryBlock): MemoryBlock {
  return {
    ...a,
    stretches: [...a.stretches, ...b.stretches].toSorted((x, y) => x.from - y.from),
    spanMiB: a.spanMiB + b.spanMiB,
    memoryMiB: a.memoryMiB + b.memoryMiB,
  };
}

/** Nodes on which a part has, had or will have memory. */
function nodesOfPart(part: PartRow, copy: CopyRow | undefined): ReadonlySet<number> {
  const nodes = new Set(part.runs.map((run) => run.node));
  if (copy) for (const node of [copy.from, copy.to]) nodes.add(node);
  return nodes;
}

/** Whole parts that nothing moves, in one place: nearly all of them. */
function plainBlock(part: PartRow): MemoryBlock | undefined {
  const run = part.runs[0];
  if (part.runs.length !== 1 || !run || run.share !== 1 || !(part.sizeMiB > 0)) return undefined;
  const memoryMiB = ((run.to - run.from) / EXTENTS) * part.sizeMiB;
  const stretches = [{ state: 'here', from: run.from, to: run.to, memoryMiB }] as const;
  const whose = { guest: part.guest, part: part.unpinned ? -1 : part.part, node: run.node };
  return { ...whose, stretches, spanMiB: memoryMiB, memoryMiB, motion: 'still' };
}

/** The blocks of memory by node, each in the order of guests; sub-parts of an unpinned guest lie together. */
export function blocksByNode(
  nodeCount: number,
  parts: readonly PartRow[],
  copies: readonly CopyRow[],
): readonly (readonly MemoryBlock[])[] {
  const byNode = Array.from({ length: nodeCount }, (): MemoryBlock[] => []);
  for (const part of parts) {
    const copy = copyFor(part, copies);
    const plain = copy ? undefined : plainBlock(part);
    if (plain) byNode[plain.node]?.push(plain);
    else
      for (const node of nodesOfPart(part, copy)) {
        const block = blockOf(part, node, copy);
        if (block) byNode[node]?.push(block);
      }
  }
  return byNode.map(mergeUnpinned);
}
