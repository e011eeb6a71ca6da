/** A box with a node in it. */
interface Placed {
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

/** One step on the map: right and left, down and up. */
export type Step = readonly [dx: number, dy: number];

export const ARROW_STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Nodes by how near their rooms are on the map, a node itself first; none without its room. */
export function nearestRooms(rooms: readonly Placed[], from: number): number[] {
  const here = rooms.find((room) => room.node === from);
  if (!here) return [];
  const far = new Map(rooms.map((room) => [room.node, (room.x - here.x) ** 2 + (room.y - here.y) ** 2]));
  return rooms.map((room) => room.node).toSorted((a, b) => far.get(a)! - far.get(b)! || a - b);
}

/** The nearest room in a direction, straight ones first; undefined at the edge. Without a start: the first room. */
export function roomTowards(rooms: readonly Placed[], from: number, step: Step): number | undefined {
  const here = rooms.find((room) => room.node === from);
  if (!here) return rooms[0]?.node;
  const ahead = rooms.flatMap((room) => {
    const dx = room.x - here.x;
    const dy = room.y - here.y;
    const forward = dx * step[0] + dy * step[1];
    const aside = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
    return forward > 1 ? [{ node: room.node, cost: forward + 3 * aside }] : [];
  });
  return ahead.toSorted((a, b) => a.cost - b.cost)[0]?.node;
}
