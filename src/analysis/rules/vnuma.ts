import { fixOf, gatheredOn, roomiest, spreadOver } from '../moves-of.ts';
import type { Finding } from '../placement-problem.ts';
import { ids, memoryWords, nodeWords, type PlacedGuest, type PlacementView } from '../placement-view.ts';

/** What does not fit about the vnodes of a guest, in words. */
function misfit(view: PlacementView, { parts }: PlacedGuest): string | undefined {
  const homes = ids(parts.map(({ node }) => node));
  const able = [...view.nodes.values()].filter(({ threads }) => threads > 0).length;
  if (parts.length > able) return `${parts.length} vnodes for ${able} nodes with CPUs`;
  if (homes.length < parts.length)
    return `${parts.length} vnodes on ${nodeWords(homes)}: the guest balances between vnodes that are one place`;
  const large = parts.findIndex(({ node, memoryMiB }) => memoryMiB > (view.nodes.get(node)?.memoryMiB ?? 0));
  if (large < 0) return undefined;
  return `vnode ${large} has ${memoryWords(parts[large]!.memoryMiB)}, more than node ${parts[large]!.node} has`;
}

/** The number or size of a guest's vnodes does not fit the host. */
export function vnodesMisfit(view: PlacementView): Finding[] {
  return view.placed.flatMap((placed): Finding[] => {
    const { name, vnumaAware } = placed.guest;
    const said = vnumaAware === true && placed.parts.length > 1 ? misfit(view, placed) : undefined;
    if (said === undefined) return [];
    const order = roomiest(view);
    const count = Math.min(placed.parts.length, order.length, placed.guest.vcpus);
    const nodes = ids(order.slice(0, count));
    const spread =
      count > 0
        ? fixOf(view, placed, spreadOver(placed, nodes), `Give ${name} a vnode on each of ${nodeWords(nodes)}`)
        : [];
    const gather = order.flatMap((node) =>
      fixOf(view, placed, gatheredOn(placed, node), `Make ${name} flat on node ${node}`),
    );
    return [
      {
        code: 'vnodes-misfit',
        severity: 'medium',
        guests: [name],
        nodes: ids(placed.parts.map(({ node }) => node)),
        message: `${name}: ${said}`,
        source: 'xl.cfg(5), vnuma: one vnode stands for one node of the host',
        candidates: [...spread, ...gather.slice(0, 1)],
      },
    ];
  });
}

/** A guest that is spread over nodes, but whose OS does not look at its topology. */
export function vnumaUnaware(view: PlacementView): Finding[] {
  return view.placed.flatMap((placed): Finding[] => {
    const homes = ids(placed.parts.filter(({ vcpus }) => vcpus > 0).map(({ node }) => node));
    if (placed.guest.vnumaAware === true || homes.length < 2) return [];
    const { name, vcpus } = placed.guest;
    const able = roomiest(view).filter((node) => view.nodes.get(node)!.threads >= vcpus);
    const gather = able
      .flatMap((node) => fixOf(view, placed, gatheredOn(placed, node), `Gather ${name} on node ${node}`))
      .slice(0, 3);
    const hint = gather.length > 0 ? 'it fits one node' : 'it fits no single node as things are';
    return [
      {
        code: 'vnuma-unaware',
        severity: gather.length > 0 ? 'medium' : 'low',
        guests: [name],
        nodes: homes,
        message: `${name} is spread over ${nodeWords(homes)} without a topology that its OS reads: accesses go everywhere; ${hint}`,
        source: 'xen-devel, 18 September 2007: guests without NUMA support degrade',
        candidates: gather,
        ideal: { title: '', placements: [{ guest: name, placement: { parts: gatheredOn(placed, homes[0]!) } }] },
      },
    ];
  });
}
