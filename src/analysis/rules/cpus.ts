import { formatCpulist } from '../../model/cpulist.ts';
import type { PlacementPart } from '../../model/scenario.ts';
import type { PlacementFix } from '../fix.ts';
import { fixOf, movedTo, roomiest, spreadOver } from '../moves-of.ts';
import type { Finding } from '../placement-problem.ts';
import { cpusOf, ids, nodeWords, type PlacedGuest, type PlacementView } from '../placement-view.ts';

/** A part that is pinned to pCPUs. */
export interface PinnedPart {
  readonly placed: PlacedGuest;
  readonly part: PlacementPart;
  readonly cpus: readonly number[];
}

/** All pinned parts; whoever may use a whole node's pCPUs is not pinned in this sense. */
export function pinnedParts(view: PlacementView): PinnedPart[] {
  return view.placed.flatMap((placed) =>
    placed.parts.flatMap((part) => {
      const cpus = cpusOf(part.cpus);
      const whole = cpus.length >= cpusOf(view.nodes.get(part.node)?.cpus).length;
      return cpus.length > 0 && !whole ? [{ placed, part, cpus }] : [];
    }),
  );
}

/** pCPUs of a node that nobody is pinned to, but for one guest. */
export function freeCpus(view: PlacementView, node: number, except: string): number[] {
  const taken = new Set(
    pinnedParts(view)
      .filter(({ placed }) => placed.guest.name !== except)
      .flatMap(({ cpus }) => cpus),
  );
  return cpusOf(view.nodes.get(node)?.cpus).filter((cpu) => !taken.has(cpu));
}

function repinned(view: PlacementView, { placed, part }: PinnedPart, cpus: readonly number[]): PlacementFix[] {
  const { cpus: _, ...free } = part;
  const { name } = placed.guest;
  const own = cpus.length >= part.vcpus ? formatCpulist(cpus.slice(0, part.vcpus)) : undefined;
  const mended = own === undefined ? free : { ...free, cpus: own };
  const title =
    own === undefined ? `Let ${name} use all pCPUs of node ${part.node}` : `Pin ${name} to the free pCPUs ${own}`;
  return fixOf(
    view,
    placed,
    placed.parts.map((one) => (one === part ? mended : one)),
    title,
  );
}

function groupsOf(pinned: readonly PinnedPart[]): PinnedPart[][] {
  const groups: { parts: PinnedPart[]; cpus: Set<number> }[] = [];
  for (const one of pinned) {
    const touching = groups.filter(({ cpus }) => one.cpus.some((cpu) => cpus.has(cpu)));
    const merged = { parts: [one], cpus: new Set(one.cpus) };
    for (const group of touching) {
      merged.parts.unshift(...group.parts);
      for (const cpu of group.cpus) merged.cpus.add(cpu);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map(({ parts }) => parts);
}

/** Two or more vCPUs pinned to one pCPU, in a guest or across guests, while they cannot go elsewhere. */
export function sharedPins(view: PlacementView): Finding[] {
  return groupsOf(pinnedParts(view)).flatMap((group): Finding[] => {
    const cpus = ids(group.flatMap((one) => one.cpus));
    const vcpus = group.reduce((sum, { part }) => sum + part.vcpus, 0);
    if (vcpus <= cpus.length) return [];
    const guests = [...new Set(group.map(({ placed }) => placed.guest.name))];
    const who =
      guests.length > 3 ? `${guests.slice(0, 3).join(', ')} and ${guests.length - 3} more` : guests.join(', ');
    const last = group.at(-1)!;
    const duty = Math.max(...group.map(({ placed }) => placed.guest.workload?.duty ?? 1));
    return [
      {
        code: 'shared-pins',
        severity: vcpus >= 2 * cpus.length ? 'high' : 'medium',
        guests,
        nodes: ids(group.map(({ part }) => part.node)),
        message: `${who}: ${vcpus} vCPUs are pinned to ${cpus.length === 1 ? 'pCPU' : 'the pCPUs'} ${formatCpulist(cpus)}, nothing else runs them`,
        source: 'kata-containers #13539: paired vCPUs at 0.53 of their speed, and nothing logged',
        candidates: repinned(view, last, freeCpus(view, last.part.node, last.placed.guest.name)),
        mustMend: true,
        lostSpeed: Math.max(0, 1 - cpus.length / (vcpus * duty)),
      },
    ];
  });
}

/** More vCPUs of one guest on a node than the node has threads. */
export function widerThanNodes(view: PlacementView): Finding[] {
  return view.placed.flatMap((placed): Finding[] => {
    const own = ids(placed.parts.map(({ node }) => node));
    const vcpusOf = (node: number): number =>
      placed.parts.reduce((sum, part) => sum + (part.node === node ? part.vcpus : 0), 0);
    const narrow = own.filter(
      (node) => vcpusOf(node) > (view.nodes.get(node)?.threads ?? 0) && (view.nodes.get(node)?.threads ?? 0) > 0,
    );
    if (narrow.length === 0) return [];
    const { name, vcpus } = placed.guest;
    const order = roomiest(view);
    const spreads = order.flatMap((_, i) => {
      const nodes = ids(order.slice(0, i + 1));
      const threads = nodes.reduce((sum, node) => sum + view.nodes.get(node)!.threads, 0);
      return i > 0 && threads >= vcpus
        ? fixOf(view, placed, spreadOver(placed, nodes), `Spread ${name} over ${nodeWords(nodes)}`)
        : [];
    });
    const wider = order.filter((node) => view.nodes.get(node)!.threads >= vcpus);
    const moves = wider.flatMap((node) => fixOf(view, placed, movedTo(placed, node), `Move ${name} to node ${node}`));
    const threads = narrow.reduce((sum, node) => sum + (view.nodes.get(node)?.threads ?? 0), 0);
    return [
      {
        code: 'wider-than-nodes',
        severity: 'high',
        guests: [name],
        nodes: narrow,
        message: `${name}: ${narrow.reduce((sum, node) => sum + vcpusOf(node), 0)} vCPUs on ${nodeWords(narrow)} with ${threads} threads`,
        source: 'incus #1605: a guest of 48 vCPUs bound to one NUMA domain',
        candidates: [...moves.slice(0, 2), ...spreads.slice(0, 2)],
      },
    ];
  });
}

/** vCPUs at home on a node that has no memory: every access is far. */
export function memorylessHome(view: PlacementView): Finding[] {
  return view.placed.flatMap((placed): Finding[] => {
    const bare = ids(
      placed.parts
        .filter(({ node, vcpus }) => vcpus > 0 && view.nodes.get(node)?.memoryMiB === 0)
        .map(({ node }) => node),
    );
    if (bare.length === 0) return [];
    const { name } = placed.guest;
    const targets = roomiest(view);
    return [
      {
        code: 'memoryless-home',
        severity: 'high',
        guests: [name],
        nodes: bare,
        message: `${name} runs on ${nodeWords(bare)}, which has no memory: all its accesses are far`,
        source: 'hwloc #438: nodes without memory',
        candidates: targets
          .flatMap((node) => fixOf(view, placed, movedTo(placed, node), `Move ${name} to node ${node}`))
          .slice(0, 3),
      },
    ];
  });
}
