import { heatUpTo } from '../rates/access.ts';
import { EXTENTS, extentAt, partRow, type State } from '../state/state.ts';

/**
 * What a move copies, in order, as columns: step `i` copies `mib` of extent `extent` of part `part` from node to node.
 * `blind` > 0 (address order): the share of what each extent of the part still has on `from` that then counts as moved.
 */
export interface CopyPlan {
  readonly count: number;
  readonly part: Int32Array<ArrayBuffer>;
  readonly extent: Int32Array<ArrayBuffer>;
  readonly from: Int32Array<ArrayBuffer>;
  readonly to: Int32Array<ArrayBuffer>;
  readonly mib: Float64Array<ArrayBuffer>;
  readonly blind: Float64Array<ArrayBuffer>;
  readonly totalMiB: number;
}

/** One step of a plan. */
export interface CopyStep {
  readonly part: number;
  readonly extent: number;
  readonly from: number;
  readonly to: number;
  readonly mib: number;
  readonly blind: number;
}

/** Heats that differ by less than this share of the hottest are equal: the rest is rounding. */
const SAME_HEAT = 1e-9;

export function packPlan(steps: readonly CopyStep[]): CopyPlan {
  const count = steps.length;
  const plan = {
    count,
    part: new Int32Array(count),
    extent: new Int32Array(count),
    from: new Int32Array(count),
    to: new Int32Array(count),
    mib: new Float64Array(count),
    blind: new Float64Array(count),
    totalMiB: 0,
  };
  steps.forEach((step, i) => {
    plan.part[i] = step.part;
    plan.extent[i] = step.extent;
    plan.from[i] = step.from;
    plan.to[i] = step.to;
    plan.mib[i] = step.mib;
    plan.blind[i] = step.blind;
    plan.totalMiB += step.mib;
  });
  return plan;
}

function stepsOfPart(state: State, row: number, to: number, all: boolean): CopyStep[] {
  const steps: CopyStep[] = [];
  const nodes = state.host.nodeCount;
  for (let extent = 0; extent < EXTENTS; extent++) {
    for (let from = 0; from < nodes; from++) {
      const held = state.extents[extentAt(state, row, extent) + from];
      if (held <= 0 || (!all && from === to)) continue;
      const mib = (held * state.size[row]) / EXTENTS;
      if (mib > 0) steps.push({ part: state.index[row], extent, from, to, mib, blind: 0 });
    }
  }
  return steps;
}

/**
 * The memory of every part with a target (`to` by part, −1 = stays), part after part, extent by extent, lowest source first.
 * `all`: also what lies on the target already.
 */
export function stepsInOrder(state: State, guest: number, to: readonly number[], all: boolean): CopyStep[] {
  const steps: CopyStep[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    const target = to[state.index[row]];
    if (target >= 0) steps.push(...stepsOfPart(state, row, target, all));
  }
  return steps;
}

/** By heat × size of the part, hottest first; ties by extent, then part, then source (MODEL §6). */
export function hotFirst(state: State, guest: number, steps: readonly CopyStep[]): CopyStep[] {
  const upTo = (extent: number): number => heatUpTo(extent / EXTENTS, state.hotFraction[guest], state.hotShare[guest]);
  const heat = (step: CopyStep): number =>
    (upTo(step.extent + 1) - upTo(step.extent)) * state.size[partRow(state, guest, step.part)];
  const hottest = steps.reduce((most, step) => Math.max(most, heat(step)), 0);
  const key = new Map(steps.map((step) => [step, hottest > 0 ? Math.round(heat(step) / hottest / SAME_HEAT) : 0]));
  return steps.toSorted(
    (a, b) => key.get(b)! - key.get(a)! || a.extent - b.extent || a.part - b.part || a.from - b.from,
  );
}

function blindSteps(own: readonly CopyStep[]): CopyStep[] {
  const extents = [...new Set(own.map((step) => step.extent))];
  const sources = new Map<number, number>();
  for (const step of own) sources.set(step.from, (sources.get(step.from) ?? 0) + step.mib);
  const ascending = [...sources].toSorted((a, b) => a[0] - b[0]);
  return extents.flatMap((extent, n) =>
    ascending.map(([from, mib]) => ({
      ...own[0],
      extent,
      from,
      mib: mib / extents.length,
      blind: 1 / (extents.length - n),
    })),
  );
}

/** Part after part, blind to heat: after n of the N extents that have to come each source keeps 1 − n/N of its heat (MODEL §6). */
export function addressOrder(steps: readonly CopyStep[]): CopyStep[] {
  const parts = [...new Set(steps.map((step) => step.part))];
  return parts.flatMap((part) => blindSteps(steps.filter((step) => step.part === part)));
}
