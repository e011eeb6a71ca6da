/** What libxl's search knows of a node. */
export interface SearchNode {
  readonly cpus: number;
  readonly freeKb: number;
  /** vCPUs of other domains that may run there. */
  readonly vcpus: number;
}

export interface Need {
  readonly kb: number;
  readonly vcpus: number;
}

interface Candidate {
  readonly nodes: readonly number[];
  readonly freeKb: number;
  readonly vcpus: number;
}

const KB_PER_MIB = 1024;
const MOST_NODES = 16;
const TWO_32 = 4_294_967_296;
const GRAIN_KB = 2048;
const HVM_EXTRA_KB = 2048;

/** Memory that libxl looks for, for an HVM guest with HAP: memory, shadow allowance and 2 MiB more, up to the next 2 MiB (docs/strategies.md). */
export function neededKb(memoryMiB: number, vcpus: number): number {
  const target = Math.ceil(memoryMiB * KB_PER_MIB);
  const shadow = 4 * (256 * vcpus + Math.floor(target / KB_PER_MIB));
  return Math.ceil((target + shadow + HVM_EXTRA_KB) / GRAIN_KB) * GRAIN_KB;
}

/** Every `k` of `items`, in lexicographic order. */
function* subsets(items: readonly number[], k: number): Generator<readonly number[]> {
  if (k === 0) {
    yield [];
    return;
  }
  for (let n = 0; n <= items.length - k; n++)
    for (const rest of subsets(items.slice(n + 1), k - 1)) yield [items[n], ...rest];
}

function sum(nodes: readonly number[], value: (node: number) => number): number {
  return nodes.reduce((total, node) => total + value(node), 0);
}

function candidate(all: readonly SearchNode[], nodes: readonly number[], bugCompat: boolean): Candidate {
  const freeKb = sum(nodes, (n) => all[n].freeKb);
  // libxl adds up in 32 bits: from 4 TiB on it begins again at 0.
  return { nodes, freeKb: bugCompat ? freeKb % TWO_32 : freeKb, vcpus: sum(nodes, (n) => all[n].vcpus) };
}

/** Negative = `a` is better: fewer vCPUs, then more free memory. */
function compare(a: Candidate, b: Candidate, bugCompat: boolean): number {
  if (a.vcpus !== b.vcpus) return a.vcpus - b.vcpus;
  const difference = b.freeKb - a.freeKb;
  // libxl returns it as an int: the sign flips where sets differ by 2 TiB or more.
  return bugCompat ? difference | 0 : difference;
}

function best(
  all: readonly SearchNode[],
  suitable: readonly number[],
  k: number,
  need: Need,
  bugCompat: boolean,
): Candidate | undefined {
  let found: Candidate | undefined;
  for (const nodes of subsets(suitable, k)) {
    const one = candidate(all, nodes, bugCompat);
    if (one.freeKb < need.kb || sum(nodes, (n) => all[n].cpus) < need.vcpus) continue;
    if (found === undefined || compare(one, found, bugCompat) < 0) found = one;
  }
  return found;
}

/** Nodes in the order given; gives positions in it, or undefined where libxl leaves the guest on all nodes. */
export function searchNodes(all: readonly SearchNode[], need: Need, bugCompat: boolean): readonly number[] | undefined {
  if (all.length <= 1 || all.length > MOST_NODES) return undefined;
  const suitable = all.flatMap((node, n) => (node.cpus > 0 ? [n] : []));
  const perNode = all.every((node) => node.cpus === all[0].cpus) ? all[0].cpus : 0;
  const least = Math.min(suitable.length, perNode > 0 ? Math.ceil(need.vcpus / perNode) : 1);
  for (let k = least; k <= suitable.length; k++) {
    const found = best(all, suitable, k, need, bugCompat);
    if (found !== undefined) return found.nodes;
  }
  return undefined;
}
