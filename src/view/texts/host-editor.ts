import { countText } from '../format.ts';

/** Words of the host editor. */
export const HOST_EDITOR = {
  button: 'Edit the host',
  title: 'Edit the host',
  lead: 'What if the machine were another one? Nothing changes until you apply, and one undo takes all of it back.',
  presets: 'What if …',
  mendFirst: 'Mend the marked figures first.',
  tab: 'Part of the host',
  tabs: { nodes: 'Nodes', links: 'Links', distances: 'Distances', host: 'Host' },
  withFaults: (title: string, faults: number) => (faults === 0 ? title : `${title} (${faults} wrong)`),
  addNode: 'Add a node',
  remove: (what: string) => `Remove ${what}`,
  node: (id: string | number) => `node ${id}`,
  link: (from: number, to: number) => `link ${from} to ${to}`,
  of: (title: string, what: string) => `${title} of ${what}`,
  actions: 'Remove',
  addLink: 'Add a link',
  both: 'Both ways',
  newLink: 'New link',
  assumed: (count: number) =>
    `The host names no links: ${countText(count, 'link')} between every pair of nodes are assumed, each half a controller wide.`,
  alone: 'One node needs no links.',
  state: 'State them',
  linksOf: 'Links of',
  allNodes: 'all nodes',
  matrix: 'Matrix',
  matrices: { slit: 'SLIT distance', latencyNs: 'Measured latency, ns' },
  noMatrix: {
    slit: 'No distances are stated: 10 at home, 20 elsewhere hold.',
    latencyNs: 'No latencies of pairs are stated: local latency × distance / 10 holds.',
  },
  fromNode: 'From node',
  fromTo: (from: number, to: number) => `From node ${from} to node ${to}`,
  unmeasured: 'not measured',
  fallback: (text: string) => `default ${text}`,
  outcome: 'What it comes to',
  totals: (nodes: number, cores: number, gib: string, GBs: string) =>
    `${countText(nodes, 'node')}, ${countText(cores, 'core')}, ${gib} GiB, ${GBs} GB/s`,
  before: 'Now',
  after: 'Then',
  unchanged: 'Nothing is changed yet.',
  keep: (count: number) =>
    `${countText(count, 'placed guest')} of the scenario ${count === 1 ? 'keeps its' : 'keep their'} place.`,
  free: 'No guest has a place of its own in the scenario: all are placed anew.',
  dropped: 'No longer fit where they are, and are left to be placed anew:',
  droppedMoves: (count: number) =>
    `${countText(count, 'move')} by hand ${count === 1 ? 'falls' : 'fall'}: the node is gone.`,
  wrong: 'This host cannot be:',
  changed: (name: string) => (name.endsWith('(changed)') ? name : `${name} (changed)`),
  reset: 'Start over',
  apply: 'Apply',
} as const;
