import { fixOf, movedTo, roomiest } from '../moves-of.ts';
import type { PlacementFix } from '../fix.ts';
import type { Finding } from '../placement-problem.ts';
import { ids, nodeWords, type PlacedGuest, type PlacementView } from '../placement-view.ts';

/** Latencies closer than this are taken for equal. */
const LATENCY_GRAIN = 1.05;
/** A memory controller this busy makes its users wait; a node this idle has room. */
const BUSY = 0.9;
const IDLE = 0.5;
const LEAST_GAIN = 0.005;

/** True where a node that is nearer by its distance was measured to be farther; one pass from near to far. */
function contradicts(distances: readonly number[], latencies: readonly (number | null)[]): boolean {
  const known = distances.flatMap((distance, j) => {
    const ns = latencies[j];
    return typeof ns === 'number' ? [{ distance, ns }] : [];
  });
  let [nearer, farthest, alike] = [-Infinity, -Infinity, -Infinity];
  for (const { distance, ns } of known.toSorted((a, b) => a.distance - b.distance)) {
    if (distance !== nearer) [nearer, farthest, alike] = [distance, Math.max(farthest, alike), -Infinity];
    if (farthest > ns * LATENCY_GRAIN) return true;
    alike = Math.max(alike, ns);
  }
  return false;
}

/** Rows whose SLIT distances order two nodes one way and measured latencies the other. */
export function distancesContradict(view: PlacementView): Finding[] {
  const { slit, latencyNs, nodes } = view.scenario.host;
  if (!slit || !latencyNs) return [];
  const rows = nodes.flatMap((node, i) => (contradicts(slit[i] ?? [], latencyNs[i] ?? []) ? [node.id] : []));
  if (rows.length === 0) return [];
  return [
    {
      code: 'distances-contradict',
      severity: 'low',
      guests: [],
      nodes: ids(rows),
      message: `seen from ${nodeWords(rows)}, the firmware's distances put a node nearer that was measured to be farther; latencies count here`,
      source: 'distance and latency are separate facts: firmware often writes 10/20 whatever the machine is',
      lostSpeed: 0,
    },
  ];
}

interface Load {
  readonly id: number;
  readonly cpu: number;
  readonly memory: number;
}

function loadsOf(view: PlacementView): Load[] {
  return (view.rates?.nodes ?? []).flatMap(({ id, cpuDemand, utilisation }) => {
    const cores = view.nodes.get(id)?.cores ?? 0;
    return cores > 0 ? [{ id, cpu: cpuDemand / cores, memory: utilisation }] : [];
  });
}

function onlyOn({ parts }: PlacedGuest, node: number): boolean {
  return parts.every((part) => part.node === node);
}

function reliefs(view: PlacementView, from: number, targets: readonly number[]): PlacementFix[] {
  const movers = view.placed.filter((placed) => onlyOn(placed, from)).toSorted((a, b) => b.guest.vcpus - a.guest.vcpus);
  const order = roomiest(view).filter((node) => targets.includes(node));
  return movers
    .slice(0, 4)
    .flatMap((placed) =>
      order
        .slice(0, 2)
        .flatMap((node) => fixOf(view, placed, movedTo(placed, node), `Move ${placed.guest.name} to node ${node}`)),
    );
}

/** A node whose cores or memory controller are full, while another idles. */
export function nodeSaturated(view: PlacementView): Finding[] {
  const loads = loadsOf(view);
  const idle = loads.filter(({ cpu, memory }) => cpu < IDLE && memory < IDLE).map(({ id }) => id);
  if (idle.length === 0) return [];
  return loads
    .filter(({ cpu, memory }) => cpu > 1 || memory >= BUSY)
    .map((load): Finding => {
      const guests = view.placed.filter(({ parts }) => parts.some(({ node, vcpus }) => node === load.id && vcpus > 0));
      const what =
        load.cpu > 1
          ? `its cores are asked for ${Math.round(load.cpu * 100)} %`
          : `its memory controller is ${Math.round(load.memory * 100)} % busy`;
      return {
        code: 'node-saturated',
        severity: 'medium',
        guests: guests.map(({ guest }) => guest.name),
        nodes: [load.id],
        message: `node ${load.id} is full (${what}), while ${nodeWords(ids(idle))} ${idle.length === 1 ? 'idles' : 'idle'}`,
        source: 'Broadcom KB 430776: machines powered on together land on one node',
        candidates: reliefs(view, load.id, idle),
        needsGain: LEAST_GAIN,
      };
    });
}

/** A passed-through device hangs on another node than the guest's vCPUs. */
export function deviceElsewhere(view: PlacementView): Finding[] {
  const nodeOf = new Map(view.scenario.host.devices?.map(({ name, node }) => [name, node]));
  return view.placed.flatMap((placed) => {
    const homes = ids(placed.parts.filter(({ vcpus }) => vcpus > 0).map(({ node }) => node));
    return (placed.guest.devices ?? []).flatMap((device): Finding[] => {
      const node = nodeOf.get(device);
      if (node === undefined || homes.includes(node)) return [];
      const { name } = placed.guest;
      return [
        {
          code: 'device-elsewhere',
          severity: 'medium',
          guests: [name],
          nodes: ids([...homes, node]),
          message: `${name}: the device ${device} is on node ${node}, the guest on ${nodeWords(homes)}; its transfers cross the interconnect`,
          source: 'sos #719: devices on another node than their users',
          candidates: fixOf(view, placed, movedTo(placed, node), `Move ${name} to its device on node ${node}`),
          lostSpeed: 0,
        },
      ];
    });
  });
}
