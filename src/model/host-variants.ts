import type { Host } from './host.ts';
import { addNode, addRefusal } from './host-nodes.ts';
import { joinNodes, joinPackages, joinRefusal, packagesRefusal } from './join.ts';
import { linksOf } from './mesh.ts';
import { splitNodes, splitRefusal } from './split.ts';
import { byHand, sameNodes, tenths, type Variant } from './variant.ts';

/** Links `factor` times as wide; a host that names none gets those that were assumed. A sentence where nothing is joined. */
export function widerLinks(host: Host, factor: number): Variant | string {
  const links = linksOf(host).map((link) => ({ ...link, capacityGBs: link.capacityGBs * factor }));
  if (links.length === 0) return 'no link joins the nodes';
  const name = `${host.name}, links × ${factor}`;
  return sameNodes(byHand({ ...host, name, links }, ['links', 'links[].capacityGBs']));
}

/** Memory slower by a share (0.3 = 30 %): every access waits so much longer at its controller, which gives so much less. */
export function slowerMemory(host: Host, share: number): Variant {
  const more = (at: number): number => (host.latencyNs?.[at]?.[at] ?? host.nodes[at]?.latencyNs ?? 0) * share;
  const nodes = host.nodes.map((node) => ({
    ...node,
    latencyNs: tenths(node.latencyNs * (1 + share)),
    bandwidthGBs: node.bandwidthGBs / (1 + share),
  }));
  const latencyNs = host.latencyNs?.map((row) => row.map((ns, to) => (ns === null ? null : tenths(ns + more(to)))));
  const name = `${host.name}, memory ${Math.round(share * 100)} % slower`;
  const paths = ['nodes[].latencyNs', 'nodes[].bandwidthGBs', ...(latencyNs ? ['latencyNs'] : [])];
  return sameNodes(byHand({ ...host, name, nodes, ...(latencyNs && { latencyNs }) }, paths));
}

/** A change of a host that people ask about by name. */
export interface HostPreset {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Why this host cannot be changed so, as a sentence; undefined if it can. Cheaper than to try. */
  readonly refusal: (host: Host) => string | undefined;
  /** The host so changed, or why it cannot be, as a sentence. */
  readonly apply: (host: Host) => Variant | string;
}

function splitPreset(by: number, title: string, likeness: string): HostPreset {
  return {
    id: `split-${by}`,
    title,
    help: `${likeness}: cores, memory and bandwidth are shared out, nothing is lost.`,
    refusal: (host) => splitRefusal(host, by),
    apply: (host) => splitNodes(host, by),
  };
}

function joinPreset(by: number, title: string, likeness: string): HostPreset {
  return {
    id: `join-${by}`,
    title,
    help: `${likeness}: cores, memory and bandwidth add up; an access takes the mean of all pairs.`,
    refusal: (host) => joinRefusal(host, by),
    apply: (host) => joinNodes(host, by),
  };
}

export const HOST_PRESETS: readonly HostPreset[] = [
  splitPreset(2, 'Each node in two', 'As NPS1 → NPS2 or SNC2'),
  splitPreset(4, 'Each node in four', 'As NPS1 → NPS4 or SNC4'),
  joinPreset(2, 'Nodes joined by two', 'As NPS2 → NPS1'),
  joinPreset(4, 'Nodes joined by four', 'As NPS4 → NPS1'),
  {
    id: 'join-packages',
    title: 'One node a package',
    help: 'All nodes of a package joined, where packages are known.',
    refusal: packagesRefusal,
    apply: joinPackages,
  },
  {
    id: 'links-2',
    title: 'Twice the links',
    help: 'Every link twice as wide.',
    refusal: ({ nodes }) => (nodes.length < 2 ? 'no link joins the nodes' : undefined),
    apply: (host) => widerLinks(host, 2),
  },
  {
    id: 'memory-30',
    title: 'Memory 30 % slower',
    help: 'Each access takes 30 % of the local latency more, each controller gives the less.',
    refusal: () => undefined,
    apply: (host) => slowerMemory(host, 0.3),
  },
  {
    id: 'node-more',
    title: 'One node more',
    help: 'Like the last one with CPUs, joined as that one is.',
    refusal: addRefusal,
    apply: addNode,
  },
];
