import type { Cell } from './csv.ts';
import type { TraceSource } from './trace-source.ts';

/** A virtual machine of a trace. */
export interface Stay {
  readonly id: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly arrive: number;
  /** Undefined = it stays to the end of the trace. */
  readonly depart: number | undefined;
  readonly group: string | undefined;
  /** NUMA nodes that it asks for. */
  readonly numa: number;
}

const MAX_VCPUS = 65_536;
const MAX_GIB = 2 ** 32;
const MAX_SECONDS = 1e9;
/** A lifetime of 0 is shorter than the trace’s own step, s. */
const SHORTEST_LIFE = 1;
const PAGES_PER_GIB = 262_144;
const PAGES_PER_MIB = 256;

function memoryOf(source: TraceSource, row: readonly Cell[]): number | undefined {
  const gib = source.number(row, 'gib', 1 / PAGES_PER_GIB, MAX_GIB);
  return gib === undefined ? undefined : Math.max(1, Math.round(gib * PAGES_PER_GIB)) / PAGES_PER_MIB;
}

/** How long it stays: to its departure, to the middle of the bin that its lifetime fell into, or to the end. */
function departureOf(source: TraceSource, row: readonly Cell[], arrive: number): number | undefined {
  const departure = source.number(row, 'departure', 0, MAX_SECONDS);
  if (departure !== undefined) {
    if (departure <= arrive) source.refuse(row, 'departure', 'leaves before it arrives', `it arrives at ${arrive} s`);
    return departure;
  }
  const [least, most] = [
    source.number(row, 'leastLife', 0, MAX_SECONDS),
    source.number(row, 'mostLife', 0, MAX_SECONDS),
  ];
  if (least === undefined || most === undefined || source.word(row, 'censored') === '1') return undefined;
  return arrive + Math.max(SHORTEST_LIFE, (least + most) / 2);
}

/** One row, one machine; undefined where the row is wrong. */
export function stayOf(source: TraceSource, row: readonly Cell[], n: number): Stay | undefined {
  const vcpus = source.whole(row, 'vcpus', 1, MAX_VCPUS);
  const memoryMiB = memoryOf(source, row);
  const arrive = source.number(row, 'arrival', 0, MAX_SECONDS) ?? 0;
  const depart = departureOf(source, row, arrive);
  const numa = source.whole(row, 'numa', 1, 1024) ?? 1;
  if (vcpus === undefined || memoryMiB === undefined) return undefined;
  const group = source.word(row, 'group');
  return { id: source.word(row, 'id') ?? `${n}`, vcpus, memoryMiB, arrive, depart, group, numa };
}

const CREATE = 0;
const DELETE = 1;

interface Event {
  readonly row: readonly Cell[];
  readonly id: string;
  readonly time: number;
  readonly isDelete: boolean;
}

function eventOf(source: TraceSource, row: readonly Cell[], n: number): Event | undefined {
  const time = source.number(row, 'time', 0, MAX_SECONDS);
  const type = source.whole(row, 'type', CREATE, DELETE);
  if (time === undefined || type === undefined) return undefined;
  return { row, id: source.word(row, 'id') ?? `${n}`, time, isDelete: type === DELETE };
}

/** The machines of an event list as far as it has been read. */
class Machines {
  readonly stays: Stay[] = [];
  /** Position of the machine that runs under an id. */
  readonly #open = new Map<string, number>();

  constructor(private readonly source: TraceSource) {}

  create({ row, id, time }: Event): void {
    if (this.#open.has(id)) this.source.refuse(row, 'id', `${id} is created again`, 'it is still there');
    const stay = stayOf(this.source, row, this.stays.length);
    if (stay) this.#open.set(id, this.stays.push({ ...stay, id, arrive: time }) - 1);
  }

  destroy({ row, id, time }: Event): void {
    const at = this.#open.get(id) ?? -1;
    const stay = this.stays[at];
    if (stay === undefined)
      return this.source.note('gone-before', row, `${id} is destroyed, but this trace does not create it`);
    if (time <= stay.arrive)
      this.source.refuse(row, 'time', 'leaves before it arrives', `it arrives at ${stay.arrive} s`);
    this.stays[at] = { ...stay, depart: time };
    this.#open.delete(id);
  }
}

/** A list of events, `type` 0 = created, 1 = destroyed: every machine that is created, and when it goes. */
export function staysOfEvents(source: TraceSource, rows: Iterable<readonly Cell[]>): readonly Stay[] {
  const machines = new Machines(source);
  let n = 0;
  for (const row of rows) {
    const event = eventOf(source, row, n++);
    if (event?.isDelete === true) machines.destroy(event);
    else if (event !== undefined) machines.create(event);
  }
  return machines.stays;
}
