import { countText } from '../format.ts';

/** Words of the tables: guests, nodes and links as rows. */
export const TABLES = {
  button: 'Table',
  command: 'Show or hide the table of guests, nodes and links',
  hint: 'The map as a table (T)',
  key: 'T',
  region: 'Tables',
  close: 'Close the table',
  which: 'What the table shows',
  tabs: { guests: 'Guests', nodes: 'Nodes', links: 'Links' },
  filter: 'Filter',
  filterHint: 'Name, group or node 3',
  chips: 'Only these',
  show: (name: string) => `Show ${name}`,
  edge: 'Height of the table',
  edgeHint: 'Drag, or use the arrow keys; a double click gives the usual height',
  height: (percent: number) => `${percent} % of the window`,
  showHint: 'On the map (Enter, or a double click)',
  inSight: (name: string) => `${name} is shown on the map`,
  notThere: (name: string) => `${name} is not on the map at this instant`,
  csvHint: 'These rows as a file, every figure in full, with its source',
  side: 'Run',
  shown: (shown: number, all: number, one: string) =>
    shown === all ? countText(all, one) : `${shown} of ${countText(all, one)}`,
  one: { guests: 'guest', nodes: 'node', links: 'link' },
  none: 'Nothing matches the filter.',
  empty: { guests: 'There are no guests.', nodes: 'There are no nodes.', links: 'No link joins the nodes.' },
  waiting: 'This instant is being computed.',
  unknown: '–',
  yes: 'yes',
  no: 'no',
  noCap: 'none',
  more: (count: number) => `+${count}`,
} as const;

/** What a guest may be doing. */
export const GUEST_STATES = {
  running: 'running',
  moving: 'moving',
  paused: 'paused',
  waiting: 'waiting',
  refused: 'refused',
  gone: 'gone',
  absent: 'not yet there',
  unplaced: 'not placed',
} as const;

/** How a guest lies. */
export const SPREADS = { whole: 'one node', split: 'split', unpinned: 'unpinned', none: 'nowhere' } as const;

/** Where figures come from. */
export const SOURCES = {
  file: 'file',
  drawn: 'drawn by the seed',
  fallback: 'default',
  computed: 'computed',
  placed: 'placed',
  mixed: 'file or default',
} as const;

export const COLUMNS = {
  guest: {
    name: ['Guest', 'Its name in the scenario'],
    group: ['Group', 'Guests of one group may share a colour'],
    state: ['State', 'What it is doing at this instant'],
    vcpus: ['vCPUs', 'Virtual CPUs'],
    memory: ['GiB', 'Memory of the guest'],
    nodes: ['Nodes', 'Home nodes of its parts; in brackets nodes that hold memory of it only'],
    speed: ['Speed %', '100 = never waiting for a core, all memory idle and local'],
    against: ['Ahead, pp', 'Its speed here minus its speed in the other run, in percentage points'],
    far: ['Far %', 'Share of its accesses that leave their node'],
    wants: ['Wants', 'CPU demand of its running tasks, cores'],
    traffic: ['GB/s', 'Its memory traffic, over all nodes'],
    weight: ['Weight', 'Counts once for every running vCPU'],
    cap: ['Cap %', 'Percent of one pCPU'],
    aware: ['Aware', 'Its OS reads a virtual topology'],
    workload: [
      'Workload',
      'Tasks × duty, share of time that waits for memory, traffic of one core’s worth of progress',
    ],
  },
  node: {
    name: ['Node', 'Number of the NUMA node'],
    cores: ['Cores', 'Physical cores'],
    threads: ['Threads', 'Hardware threads'],
    memory: ['GiB', 'Memory of the node'],
    free: ['Free GiB', 'Neither used nor reserved at this instant'],
    guests: ['Guests', 'Guests with a part at home here'],
    demand: ['Wanted %', 'CPU demand of the vCPUs here against the cores'],
    used: ['CPU %', 'Cores that work'],
    capacity: ['Bus GB/s', 'Bandwidth of the memory controller'],
    traffic: ['Used GB/s', 'Traffic of the memory controller'],
    load: ['Bus %', 'Traffic against bandwidth'],
    wait: ['Wait ns', 'What an access waits at the controller'],
    latency: ['Idle ns', 'Idle latency of a local access'],
  },
  link: {
    from: ['From', 'Node where the link begins'],
    to: ['To', 'Node where the link ends'],
    capacity: ['GB/s', 'Capacity in its direction'],
    traffic: ['Used GB/s', 'Traffic in its direction'],
    load: ['Use %', 'Traffic against capacity'],
    wait: ['Wait ns', 'What an access waits at the link'],
  },
} as const satisfies Record<string, Record<string, readonly [title: string, help: string]>>;

/** "4 × 60 %, waits 50 %, 2 GB/s". */
export function workloadText(tasks: number, duty: string, stall: string, GBs: string): string {
  return `${tasks} × ${duty}, waits ${stall}, ${GBs} GB/s`;
}
