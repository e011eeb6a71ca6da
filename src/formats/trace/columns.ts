/** What a column of a trace holds; each with the names that it is known by. */
const NAMES = {
  id: ['vmid', 'vm', 'vm_id', 'seq', 'id', 'name'],
  vcpus: ['vcpus', 'cpu', 'cores', 'vcpu'],
  gib: ['ram_gib', 'memory', 'memory_gib', 'mem', 'ram'],
  time: ['time'],
  type: ['type'],
  arrival: ['arrival_s', 'arrive'],
  departure: ['departure_s', 'depart'],
  leastLife: ['life_min_s'],
  mostLife: ['life_max_s'],
  censored: ['censored'],
  numa: ['numa'],
  group: ['group', 'batch'],
} as const;

export type ColumnName = keyof typeof NAMES;
export type Columns = Readonly<Partial<Record<ColumnName, number>>>;

function isColumnName(name: string): name is ColumnName {
  return Object.hasOwn(NAMES, name);
}

/** Position of every known column in a header; the first of several counts. */
export function columnsOf(header: readonly string[]): Columns {
  const words = header.map((word) => word.toLowerCase());
  const found = Object.keys(NAMES)
    .filter(isColumnName)
    .map((name): [ColumnName, number] => [name, words.findIndex((word) => NAMES[name].some((one) => one === word))]);
  return Object.fromEntries(found.filter(([, at]) => at >= 0));
}

/** vCPUs and memory must be there; an event list has times and types too. */
export function isTraceHeader(columns: Columns): boolean {
  return columns.vcpus !== undefined && columns.gib !== undefined;
}
