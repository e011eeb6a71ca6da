import type { Finding } from '../placement-problem.ts';
import { fixOf, movedTo, roomiest, settled } from '../moves-of.ts';
import {
  freeMiB,
  ids,
  memoryOf,
  memoryWords,
  nodeWords,
  type PlacedGuest,
  type PlacementView,
} from '../placement-view.ts';
import type { PlacementFix } from '../fix.ts';

/** Less memory than this far away is not worth a line. */
const FAR_SHARE = 0.01;

function isVnuma({ guest, parts }: PlacedGuest): boolean {
  return guest.vnumaAware === true && parts.length > 1;
}

/** Memory not on a node where the vCPUs that use it run: of each part for a NUMA-aware guest, of the whole guest otherwise. */
function farMemory(placed: PlacedGuest): { node: number; memoryMiB: number }[] {
  const homes = new Set(placed.parts.filter(({ vcpus }) => vcpus > 0).map(({ node }) => node));
  return placed.parts.flatMap((part) =>
    memoryOf(part).filter(({ node }) => (isVnuma(placed) && part.vcpus > 0 ? node !== part.node : !homes.has(node))),
  );
}

function mendsOf(view: PlacementView, placed: PlacedGuest): PlacementFix[] {
  const { name } = placed.guest;
  const homes = ids(placed.parts.map(({ node }) => node));
  const near = placed.parts.map((part) => settled(part, part.node));
  const bring = fixOf(view, placed, near, `Bring the memory of ${name} to ${nodeWords(homes)}`);
  const holders = ids(placed.parts.flatMap(memoryOf).map(({ node }) => node));
  const follow = holders.flatMap((node) =>
    fixOf(view, placed, movedTo(placed, node), `Move ${name} to its memory on node ${node}`),
  );
  return [...bring, ...follow];
}

/** Memory is not where the vCPUs are. */
export function memoryElsewhere(view: PlacementView): Finding[] {
  return view.placed.flatMap((placed): Finding[] => {
    const far = farMemory(placed);
    const amount = far.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
    if (amount <= placed.guest.memoryMiB * FAR_SHARE) return [];
    const { name, memoryMiB } = placed.guest;
    const homes = ids(placed.parts.filter(({ vcpus }) => vcpus > 0).map(({ node }) => node));
    const there = ids(far.map(({ node }) => node));
    return [
      {
        code: 'memory-elsewhere',
        severity: amount > memoryMiB / 4 ? 'high' : 'medium',
        guests: [name],
        nodes: ids([...homes, ...there]),
        message: `${name}: ${memoryWords(amount)} of ${memoryWords(memoryMiB)} lie on ${nodeWords(there)}, its vCPUs run on ${nodeWords(homes)}`,
        source: 'lxd #15082: memory always from node 0, whatever the CPUs are',
        candidates: mendsOf(view, placed),
        ideal: {
          title: '',
          placements: [{ guest: name, placement: { parts: placed.parts.map((part) => settled(part, part.node)) } }],
        },
      },
    ];
  });
}

/** A vnode's memory is on several nodes, so that the guest is told a distance that is true for a part of it only. */
export function vnodeOnSeveralNodes(view: PlacementView): Finding[] {
  return view.placed.filter(isVnuma).flatMap((placed) =>
    placed.parts.flatMap((part, vnode): Finding[] => {
      const nodes = ids(
        memoryOf(part)
          .filter(({ memoryMiB }) => memoryMiB > part.memoryMiB * FAR_SHARE)
          .map(({ node }) => node),
      );
      if (nodes.length < 2) return [];
      const { name } = placed.guest;
      const parts = placed.parts.map((one, i) => (i === vnode ? settled(one, one.node) : one));
      return [
        {
          code: 'vnode-on-several-nodes',
          severity: 'medium',
          guests: [name],
          nodes,
          message: `${name}: vnode ${vnode} is spread over ${nodeWords(nodes)}, the guest takes it for one place`,
          source: 'oVirt pull request 189: one vNUMA node mapped to several NUMA nodes',
          candidates: fixOf(view, placed, parts, `Bring vnode ${vnode} of ${name} to node ${part.node}`),
        },
      ];
    }),
  );
}

/** The smallest guest on a full node whose leaving is enough, else the largest; to where it fits. */
function relief(view: PlacementView, node: number, excess: number): PlacementFix[] {
  const there = view.placed
    .filter(({ parts }) => parts.every((part) => memoryOf(part).every((one) => one.node === node)))
    .toSorted((a, b) => a.guest.memoryMiB - b.guest.memoryMiB);
  const enough = there.filter(({ guest }) => guest.memoryMiB >= excess);
  const movers = enough.length > 0 ? enough.slice(0, 3) : there.slice(-1);
  return movers.flatMap((placed) =>
    roomiest(view)
      .filter((to) => to !== node)
      .flatMap((to) => fixOf(view, placed, movedTo(placed, to), `Move ${placed.guest.name} to node ${to}`))
      .slice(0, 2),
  );
}

/** Memory that a host wants for itself on a node: 2 %, at least 256 MiB and at most 2 GiB. */
function wantedReserve(memoryMiB: number): number {
  return Math.min(2048, Math.max(256, memoryMiB * 0.02));
}

function guestsOn(view: PlacementView, node: number): string[] {
  return view.placed
    .filter(({ parts }) => parts.flatMap(memoryOf).some((one) => one.node === node && one.memoryMiB > 0))
    .map(({ guest }) => guest.name);
}

/** More memory on a node than it has, or nothing left for the host. */
export function nodeMemory(view: PlacementView): Finding[] {
  return [...view.nodes.values()].flatMap((node): Finding[] => {
    const used = view.usedMiB.get(node.id) ?? 0;
    const free = freeMiB(view, node.id);
    if (used === 0) return [];
    const common = { guests: guestsOn(view, node.id), nodes: [node.id] };
    if (free < 0) {
      const kept = view.reservedMiB > 0 ? `, ${memoryWords(view.reservedMiB)} of it kept for the host` : '';
      const message = `node ${node.id}: guests hold ${memoryWords(used)}, it has ${memoryWords(node.memoryMiB)}${kept}; the rest goes to other nodes or fails`;
      const source = 'libxl: memory of a node is never overcommitted, what does not fit is taken elsewhere';
      return [
        {
          ...common,
          code: 'node-overfilled',
          severity: 'high',
          message,
          source,
          candidates: relief(view, node.id, -free),
          mustMend: true,
        },
      ];
    }
    if (view.reservedMiB > 0 || free >= wantedReserve(node.memoryMiB)) return [];
    const message = `node ${node.id}: only ${memoryWords(free)} are left for the host (dom0, page tables, buffers)`;
    const source = 'Xen and KVM take memory of their own on every node; run.reservedMiBPerNode keeps some';
    return [{ ...common, code: 'no-reserve', severity: 'low', message, source, lostSpeed: 0 }];
  });
}
