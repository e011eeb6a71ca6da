import { EXTENTS, touchMemory, type State } from './columns.ts';
import { extentAt } from './extents.ts';

/** What is left of a share below this is a rounding error of the moves before: it goes along. */
const CRUMB = 1e-14;

/** MiB of part `row` that lie on node `j`. */
export function memoryOn(state: State, row: number, j: number): number {
  return state.held[row * state.host.nodeCount + j];
}

function weigh(state: State, row: number, j: number): void {
  const nodes = state.host.nodeCount;
  let sum = 0;
  for (let at = extentAt(state, row, 0) + j, k = 0; k < EXTENTS; k++, at += nodes) sum += state.extents[at];
  state.held[row * nodes + j] = (sum * state.size[row]) / EXTENTS;
}

/** Used memory of all nodes from what every part holds there: summed anew, so that no sequence of moves lets it drift. */
export function bookNodes(state: State): void {
  const nodes = state.host.nodeCount;
  const { usedMiB, held } = state;
  usedMiB.fill(0);
  for (let n = 0; n < state.activeCount; n++) {
    for (let row = state.guestFirst[state.active[n]]; row >= 0; row = state.next[row])
      for (let j = 0, at = row * nodes; j < nodes; j++) usedMiB[j] += held[at + j];
  }
}

/** The same for the two nodes that something has moved between. */
function bookPair(state: State, a: number, b: number): void {
  const nodes = state.host.nodeCount;
  const { held, guestFirst, next, active } = state;
  let [onA, onB] = [0, 0];
  for (let n = 0; n < state.activeCount; n++) {
    for (let row = guestFirst[active[n]]; row >= 0; row = next[row]) {
      onA += held[row * nodes + a];
      onB += held[row * nodes + b];
    }
  }
  state.usedMiB[a] = onA;
  state.usedMiB[b] = onB;
}

/** Takes in where a part's extents lie; `bookNodes` brings the used memory of the nodes up to date. */
export function weighPart(state: State, row: number): void {
  const nodes = state.host.nodeCount;
  const { held, extents, size } = state;
  const first = row * nodes;
  held.fill(0, first, first + nodes);
  // Extent by extent, as they lie in memory: on a large host nodes are far apart.
  for (let at = extentAt(state, row, 0), k = 0; k < EXTENTS; k++, at += nodes)
    for (let j = 0; j < nodes; j++) held[first + j] += extents[at + j];
  for (let j = 0; j < nodes; j++) held[first + j] = (held[first + j] * size[row]) / EXTENTS;
}

function shift(state: State, row: number, k: number, from: number, to: number, share: number): void {
  const at = extentAt(state, row, k);
  const held = state.extents[at + from];
  const taken = share > held - CRUMB ? held : share;
  state.extents[at + from] = held - taken;
  state.extents[at + to] += taken;
}

function settleMove(state: State, row: number, from: number, to: number): void {
  weigh(state, row, from);
  weigh(state, row, to);
  bookPair(state, from, to);
  touchMemory(state, state.guest[row]);
}

/** `share` (0..1 of the extent) of extent `k` goes from node to node, and with it the used memory. */
export function moveExtentShare(state: State, row: number, k: number, from: number, to: number, share: number): void {
  shift(state, row, k, from, to, share);
  settleMove(state, row, from, to);
}

/** Of what every extent has on `from`, `fraction` goes to `to`: pages taken blind to heat (address order). */
export function moveBlindShare(state: State, row: number, from: number, to: number, fraction: number): void {
  for (let k = 0; k < EXTENTS; k++) {
    const share = state.extents[extentAt(state, row, k) + from];
    if (share > 0) shift(state, row, k, from, to, share * fraction);
  }
  settleMove(state, row, from, to);
}

/** Memory held back on a node for a move under way. */
export function reserve(state: State, node: number, mib: number): void {
  state.reservedMiB[node] += mib;
}

/** Gives reserved memory back. */
export function release(state: State, node: number, mib: number): void {
  state.reservedMiB[node] = Math.max(0, state.reservedMiB[node] - mib);
}

/** MiB of a node that nobody uses or has reserved. */
export function freeMiB(state: State, node: number): number {
  return state.host.memoryMiB[node] - state.usedMiB[node] - state.reservedMiB[node];
}
