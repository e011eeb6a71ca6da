/** Two nodes that a link joins, by index. */
export type Pair = readonly [number, number];

/** A place on the grid. */
export interface Slot {
  readonly column: number;
  readonly row: number;
}

/** Above this many nodes the order of the file is kept: trying every order would take too long. */
const MOST_TRIED = 8;

/** What it costs the eye to follow a link between two slots: 1 for neighbours, more for diagonals and around corners. */
function linkCost(a: Slot, b: Slot): number {
  const dx = Math.abs(a.column - b.column);
  const dy = Math.abs(a.row - b.row);
  if (dx + dy === 1) return 1;
  return dx === 1 && dy === 1 ? 1.75 : 2 + dx + dy;
}

interface Search {
  readonly slots: readonly Slot[];
  readonly linked: readonly (readonly boolean[])[];
  readonly chosen: number[];
  best: readonly number[];
  bestCost: number;
}

function costOfPlacing(search: Search, node: number): number {
  const here = search.slots[search.chosen.length]!;
  let cost = 0;
  search.chosen.forEach((other, position) => {
    if (search.linked[node]![other]) cost += linkCost(search.slots[position]!, here);
  });
  return cost;
}

function place(search: Search, cost: number): void {
  if (search.chosen.length === search.linked.length) {
    search.best = [...search.chosen];
    search.bestCost = cost;
    return;
  }
  for (let node = 0; node < search.linked.length; node += 1) {
    if (search.chosen.includes(node)) continue;
    const next = cost + costOfPlacing(search, node);
    if (next >= search.bestCost) continue;
    search.chosen.push(node);
    place(search, next);
    search.chosen.pop();
  }
}

function gridSlots(count: number, columns: number): Slot[] {
  return Array.from({ length: count }, (_, i) => ({ column: i % columns, row: Math.floor(i / columns) }));
}

function linkTable(count: number, pairs: readonly Pair[]): boolean[][] {
  const linked = Array.from({ length: count }, () => Array.from({ length: count }, () => false));
  for (const [a, b] of pairs) {
    linked[a]![b] = true;
    linked[b]![a] = true;
  }
  return linked;
}

/**
 * Slots by node index on a grid of that many columns, so that linked nodes are neighbours (square, ladder, mesh can be
 * recognised); of equally good orders the first in the order of the file, so the answer is the same every time.
 */
export function arrange(count: number, columns: number, pairs: readonly Pair[]): readonly Slot[] {
  const slots = gridSlots(count, columns);
  if (count > MOST_TRIED) return slots;
  const search: Search = { slots, linked: linkTable(count, pairs), chosen: [], best: [], bestCost: Infinity };
  place(search, 0);
  const byNode: Slot[] = [];
  search.best.forEach((node, position) => {
    byNode[node] = slots[position]!;
  });
  return byNode;
}
