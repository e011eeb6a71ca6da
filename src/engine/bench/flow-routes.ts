import type { Draft } from '../equilibrium/ways.ts';

/** mesh: dimension-ordered; ring: the shorter way round; full: a link each way between every pair. */
export type FlowShape = 'mesh' | 'ring' | 'full';
export const FLOW_SHAPES: readonly FlowShape[] = ['mesh', 'ring', 'full'];

/** Stations of the flows' host: controllers, then links. */
export interface FlowRoutes {
  readonly links: number;
  /** The route's links and the controller at its end, in ascending order of station. */
  readonly write: (from: number, to: number, draft: Draft) => void;
}

/** Nodes in a row of the mesh: 4 → 2, 8 → 4, 16 → 4, 64 → 8. */
function meshWidth(nodes: number): number {
  let width = 1;
  while (width * width < nodes) width++;
  while (nodes % width > 0) width++;
  return width;
}

function nextNode(kind: FlowShape, nodes: number, at: number, to: number): number {
  if (kind === 'full') return to;
  if (kind === 'ring') return ((to - at + nodes) % nodes) * 2 <= nodes ? (at + 1) % nodes : (at + nodes - 1) % nodes;
  const width = meshWidth(nodes);
  if (at % width !== to % width) return at + (to % width > at % width ? 1 : -1);
  return at + (to > at ? width : -width);
}

/** Routes between all pairs of `nodes` nodes. */
export function flowRoutes(kind: FlowShape, nodes: number): FlowRoutes {
  const numbers = new Map<number, number>();
  const link = (a: number, b: number): number => {
    const key = a * nodes + b;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return nodes + number;
  };
  const way = (from: number, to: number): Int32Array => {
    const stations = [to];
    for (let at = from; at !== to;) {
      const next = nextNode(kind, nodes, at, to);
      stations.push(link(at, next));
      at = next;
    }
    return Int32Array.from(stations.toSorted((a, b) => a - b));
  };
  const routes = Array.from({ length: nodes * nodes }, (_, pair) => way(Math.floor(pair / nodes), pair % nodes));
  return {
    links: numbers.size,
    write: (from, to, draft) => {
      const route = routes[from * nodes + to];
      draft.count = route.length;
      for (let i = 0; i < route.length; i++) {
        draft.station[i] = route[i];
        draft.coefficient[i] = 1;
      }
    },
  };
}
