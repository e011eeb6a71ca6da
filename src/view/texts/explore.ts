import { countText } from '../format.ts';

/** Words of Explore: the hand, the card, the menu, what is spoken. */
export const EXPLORE = {
  title: 'Explore',
  placement: 'Placement',
  details: 'Details',
  failed: 'This placement cannot be shown',
  placing: 'Placing the guests …',
  overview: 'Overview',
  node: (id: number) => `Node ${id}`,
  follows: 'follows the pointer',
} as const;

/** Under the map. */
export const FOOT = {
  hint: 'Drag a guest to a node or core, or press M;',
  shift: 'for all its parts, or for several.',
  moving: (name: string) => `Moving ${name}`,
  chooseNode: 'choose node',
  chooseCpus: 'choose CPUs',
  down: 'down to CPUs',
  mechanism: 'mechanism',
  place: 'place',
  back: 'put back',
  note: 'Time stands still while you choose. Costs are computed for the next 60 s.',
} as const;

/** The card of costs. */
export const CARD = {
  region: (name: string, node: number) => `Cost of moving ${name} to node ${node}`,
  title: (name: string, node: number) => `${name} to Node ${node}`,
  pinTitle: (name: string, node: number) => `${name} on Node ${node}`,
  effects: 'Who else feels it',
  nobody: 'Nobody: no other guest gains or loses 1 % of its speed.',
  more: (count: number) => `and ${countText(count, 'more guest')} by less`,
  computing: 'Computing',
  computingLong: 'Computing the next 60 s',
  refused: 'Refused',
  move: (mover: string) => `Move ${mover}`,
  pin: 'Pin',
  /** Titles of the table's rows. */
  rows: {
    copied: 'Copied',
    time: 'Time',
    pause: 'Pause',
    extra: 'Extra memory',
    speed: 'Speed at 60 s',
    far: 'Far accesses',
    work: 'Work over 60 s',
    even: 'Break-even',
    evenHost: '… whole host',
  },
  none: 'none',
  curves: 'Speed over 60 s',
  curvesScale: 'square-root time',
  stay: (speed: string) => `stay, ${speed}`,
  curve: (mover: string, from: string, to: string) => `${mover}: speed from ${from} to ${to}`,
  through: (ids: readonly number[]) => `, through ${ids.length > 1 ? 'nodes' : 'node'} ${ids.join(', ')}`,
  hops: ['no hop', 'one hop', 'two hops', 'three hops', 'four hops'],
  nodeOf: (ids: readonly number[]) => `, node ${ids.join('+')}`,
  link: (from: number, to: number) => `link ${from}→${to}`,
  linkUse: (share: string, seconds: string) => `${share} for ${seconds}`,
  better: (node: number) => `Node ${node} is the better target.`,
  nobodyLoses: 'nobody loses',
  lose: (count: number) => `${countText(count, 'guest')} ${count === 1 ? 'loses' : 'lose'}`,
  reasons: (hops: string, load: string, speed: string, instead: string, who: string) =>
    `${hops}, ${load} CPU after the move, ${speed} speed${instead}, and ${who}.`,
  instead: (speed: string) => ` instead of ${speed}`,
  stayHead: 'Staying is better.',
  stayText: 'No other node gives it more work over 60 s.',
  aloneHead: 'The memory cannot come along.',
  aloneText: (gain: string) => `Press 3 to move the vCPUs and leave the memory where it is: ${gain} work over 60 s.`,
  tryInstead: (node: number) => `Try Node ${node} instead`,
  cancel: 'Cancel',
} as const;

/** The strip at a room's foot, and its header, while a guest is in hand. */
export const STRIP = {
  stay: 'Stay',
  stayDetail: (speed: string, cores: number, vcpuCount: number) =>
    `${speed} speed, ${countText(cores, 'core')} for ${vcpus(vcpuCount)}`,
  home: 'home now',
  noChange: 'no change',
  notEven: 'not even in 60 s',
  even: (when: string) => `even ${when}`,
  evenAfter: (seconds: string) => `even after ${seconds}`,
  vcpusOnly: (gain: string) => `vCPUs only: ${gain}`,
  slower: 'Slower',
  best: 'Best target',
  possible: 'Possible',
  computing: 'Computing',
  notOffered: 'not offered',
  how: (mover: string, seconds: string) => `${mover}, ${seconds}`,
  work: (gain: string) => `${gain} work`,
  cpu: (now: number, after: string) => `CPU ${now} → ${after}`,
  free: (now: string, after: string) => `${now} → ${after} GiB free`,
  wish: (name: string) => `${name} would go here`,
} as const;

/** The menu of a guest's part. */
export const MENU = {
  move: 'Move to…',
  moveAll: 'Move all parts to…',
  pin: 'Pin to…',
  unpin: 'Unpin',
  details: 'Show details',
  select: 'Select',
  deselect: 'Take out of the selection',
  nodes: 'Node',
  mechanisms: 'Mechanism',
  cpus: 'CPUs',
  anyCpu: 'Any CPU of the node',
  home: 'home now',
  computing: 'computing',
  work: (seconds: string, gain: string) => `${seconds}, ${gain} work`,
} as const;

/** A group of CPUs: what it is called and how it is written. */
export interface GroupWords {
  readonly kind: 'l3' | 'core';
  readonly number: number;
  readonly count: number;
  /** A cpulist. */
  readonly cpus: string;
}

function cpusOf({ cpus, count }: GroupWords): string {
  return `${count === 1 ? 'CPU' : 'CPUs'} ${cpus}`;
}

function groupName({ kind, number }: Pick<GroupWords, 'kind' | 'number'>): string {
  return kind === 'l3' ? `L3 ${number}` : `core ${number}`;
}

function threads(count: number): string {
  return countText(count, 'thread');
}

function vcpus(count: number): string {
  return countText(count, 'vCPU');
}

/** Words about pins. */
export const PIN = {
  name: groupName,
  cpus: cpusOf,
  /** In a menu: "L3 1, CPUs 16-23". */
  item: (group: GroupWords) => `${group.kind === 'l3' ? 'L3' : 'Core'} ${group.number}, ${cpusOf(group)}`,
  /** On a tab, the longest first. */
  tabs: (group: GroupWords) => [`${groupName(group)}, ${cpusOf(group)}`, groupName(group), String(group.number)],
  verdict: (count: number, group: GroupWords) => `Pin ${vcpus(count)} to ${groupName(group)}`,
  detail: (group: GroupWords) => `${threads(group.count)}, ${cpusOf(group)}`,
  short: (count: number, group: GroupWords) => `${count} on ${threads(group.count)}, ${cpusOf(group)}`,
  /** In the card: "Pins 4 vCPUs to 8 threads of L3 1, CPUs 16-23." */
  line: (count: number, group: GroupWords) =>
    `Pins ${vcpus(count)} to ${threads(group.count)} of ${groupName(group)}, ${cpusOf(group)}.`,
  over: (count: number, group: GroupWords) => `More vCPUs than threads: ${count} take turns on ${group.count}.`,
  shared: (names: readonly string[], more: number) =>
    `Pinned there already: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  model: 'The figures know how many CPUs it is pinned to, not which.',
  unnumbered: (node: number) => `The file does not number the CPUs of node ${node}: nothing can be pinned there.`,
  bare: (node: number) => `Node ${node} has no CPUs: nothing can be pinned there.`,
  /** Of a guest that leaves the CPUs to which it is pinned. */
  fall: (list: string) =>
    `Its pins to ${/^\d+$/.test(list) ? 'CPU' : 'CPUs'} ${list} fall: they hold only on the node that it leaves.`,
  /** Spoken behind the node's number: "node 3, L3 1, CPUs 16-23: 4 vCPUs on 8 threads, ". */
  spokenPlace: (group: GroupWords) => `, ${groupName(group)}, ${cpusOf(group)}`,
  spoken: (count: number, group: GroupWords) => `${vcpus(count)} on ${threads(group.count)}`,
  spokenUnnumbered: 'its CPUs have no numbers in the file, nothing to pin to',
  spokenBare: 'it has no CPUs to pin to',
  done: (group: GroupWords) => `, pinned to ${groupName(group)}, ${cpusOf(group)}`,
  region: 'Pins',
  title: 'Pinned',
  part: (part: number, of: number, node: number, list: string) =>
    `${of > 1 ? `Part ${part + 1}/${of}, node` : 'Node'} ${node}: ${/^\d+$/.test(list) ? 'CPU' : 'CPUs'} ${list}`,
  unpin: 'Unpin',
  unpinned: (name: string) => `${name} unpinned`,
} as const;

/** Words about several guests. */
export const SELECTION = {
  region: 'Selection',
  count: (count: number) => countText(count, 'guest'),
  selected: (count: number) => `${countText(count, 'guest')} selected`,
  sum: (vcpuCount: number, gib: string, nodes: string) => `${vcpus(vcpuCount)}, ${gib} GiB on ${nodes}`,
  hint: 'Drag any of them, or press M: all go together.',
  together: 'All start at the same instant; the figures are those of all of them together.',
  move: 'Move to…',
  clear: 'Clear',
  remove: (name: string) => `Take ${name} out of the selection`,
  said: (name: string, isIn: boolean, count: number) =>
    `${name} ${isIn ? 'selected' : 'taken out'}, ${countText(count, 'guest')} selected`,
  cleared: 'Selection cleared',
} as const;

/** The lens that shows what a move changes. */
export const CHANGE = {
  cpu: (points: string) => `CPU ${points} pp`,
  far: (rate: string) => `far ${rate} GB/s`,
  same: '±0',
  idle: 'Take a guest in hand, or move one, to see what changes; until then a hue is a guest.',
  if: 'if dropped here',
  since: 'since the last move',
} as const;
