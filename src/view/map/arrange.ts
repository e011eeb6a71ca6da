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

/** What each step between two nodes of one package costs the eye. */
const APART = 3;

function steps(a: Slot, b: Slot): number {
  return Math.abs(a.column - b.column) + Math.abs(a.row - b.row);
}

interface Search {
  readonly slots: readonly Slot[];
  readonly linked: readonly (readonly boolean[])[];
  readonly together: readonly (readonly boolean[])[];
  readonly chosen: number[];
  best: readonly number[];
  bestCost: number;
}

function costOfPlacing(search: Search, node: number): number {
  const here = search.slots[search.chosen.length]!;
  let cost = 0;
  search.chosen.forEach((other, position) => {
    const there = search.slots[position]!;
    if (search.linked[node]![other]) cost += linkCost(there, here);
    if (search.together[node]![other]) cost += APART * (steps(there, here) - 1);
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

/** Columns and rows of a package's own grid: as square as its count allows. */
function blockShape(count: number): readonly [columns: number, rows: number] {
  let rows = Math.floor(Math.sqrt(count));
  while (count % rows !== 0) rows -= 1;
  return [count / rows, rows];
}

/** Many equal packages: a block of slots for each; undefined where they do not fill the grid. */
function blockSlots(count: number, columns: number, packages: readonly (readonly number[])[]): Slot[] | undefined {
  const size = packages[0]?.length ?? 0;
  const [across, down] = blockShape(Math.max(1, size));
  const regular = packages.every((nodes) => nodes.length === size) && packages.length * size === count;
  if (size < 2 || !regular || columns % across !== 0) return undefined;
  const perRow = columns / across;
  const byNode: Slot[] = [];
  packages.forEach((nodes, at) =>
    nodes.forEach((node, i) => {
      const column = (at % perRow) * across + (i % across);
      byNode[node] = { column, row: Math.floor(at / perRow) * down + Math.floor(i / across) };
    }),
  );
  return byNode;
}

/**
 * Slots by node index on a grid of that many columns, so that linked nodes are neighbours (square, ladder, mesh can be
 * recognised) and nodes of one package lie together; of equally good orders the first in the order of the file, so the
 * answer is the same every time. Large hosts keep the order of the file, by package.
 */
export function arrange(
  count: number,
  columns: number,
  pairs: readonly Pair[],
  packages: readonly (readonly number[])[] = [],
): readonly Slot[] {
  const slots = gridSlots(count, columns);
  if (count > MOST_TRIED) return blockSlots(count, columns, packages) ?? slots;
  const together = linkTable(
    count,
    packages.flatMap((nodes) => nodes.flatMap((a, i) => nodes.slice(i + 1).map((b): Pair => [a, b]))),
  );
  const linked = linkTable(count, pairs);
  const search: Search = { slots, linked, together, chosen: [], best: [], bestCost: Infinity };
  place(search, 0);
  const byNode: Slot[] = [];
  search.best.forEach((node, position) => {
    byNode[node] = slots[position]!;
  });
  return byNode;
}
