import { formatCpulist } from '../model/cpulist.ts';
import { BYTES_PER_MIB } from '../model/units.ts';
import type { ObservedHost, ObservedNode } from './observed.ts';
import type { Problems } from './problems.ts';

/** An observation and the name of its input. */
export interface Witness {
  readonly host: ObservedHost;
  readonly file: string;
}

type Rank = readonly RegExp[];

/** Who knows the nodes and their CPUs: the kernel's own lists before libraries that tidy them up, Xen before its Dom0. */
const NODES: Rank = [/^scenario/, /^xl-info/, /^numactl/, /^virsh-cap/, /^lscpu(?:-json)?$/, /^hwloc/, /^lscpu-/, /./];
/** Who knows memory to the byte. */
const MEMORY: Rank = [/^scenario/, /^xl-info/, /^virsh-cap/, /^hwloc/, /^numactl/, /./];
/** Who knows packages, cores and caches. */
const GROUPS: Rank = [/^scenario/, /^xl-info/, /^hwloc/, /^lscpu-(?:parse|extended|json)/, /^virsh-cap/, /./];

function ranked(witnesses: readonly Witness[], rank: Rank): Witness[] {
  const of = ({ host }: Witness): number => rank.findIndex((pattern) => pattern.test(host.format));
  return witnesses.toSorted((a, b) => of(a) - of(b));
}

function first<T>(witnesses: readonly Witness[], pick: (host: ObservedHost) => T | null | undefined): T | undefined {
  for (const { host } of witnesses) {
    const value = pick(host);
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

/** Formats that leave out nodes without CPUs, or nodes that share them. */
function listsAllNodes({ format, nodes }: ObservedHost): boolean {
  return nodes.length > 0 && !/^hwloc|^lscpu-(?:parse|extended)|^lstopo/.test(format);
}

class Merger {
  readonly #nodes: Witness[];
  readonly #memory: Witness[];
  readonly #groups: Witness[];

  constructor(
    witnesses: readonly Witness[],
    private readonly problems: Problems,
  ) {
    this.#nodes = ranked(witnesses, NODES);
    this.#memory = ranked(witnesses, MEMORY);
    this.#groups = ranked(witnesses, GROUPS);
  }

  merge(): ObservedHost {
    const base = this.#base();
    if (base) this.#compare(base);
    const cpus = first(this.#nodes, (host) => host.cpus) ?? null;
    const nodes = base?.host.nodes.map(({ os }) => this.#node(os)) ?? [];
    const placed = new Set(nodes.flatMap((node) => node.cpus ?? []));
    const distances = first(this.#nodes, (host) => host.distances.find(({ means }) => means === 'latency'));
    return {
      format: [...new Set(this.#nodes.map(({ host }) => host.format))].join('+'),
      ...this.#names(),
      nodes,
      cpus,
      cpusWithoutNode: nodes.length > 0 && cpus ? cpus.filter((cpu) => !placed.has(cpu)) : null,
      distances: distances ? [distances] : [],
      ...this.#topology(),
      ...this.#devices(nodes),
      counts: Object.assign({}, ...this.#nodes.toReversed().map(({ host }) => host.counts ?? {})),
    };
  }

  /** Whose list of nodes is taken. */
  #base(): Witness | undefined {
    const lists = this.#nodes.filter(({ host }) => host.nodes.length > 0);
    return lists.find(({ host }) => listsAllNodes(host)) ?? lists[0] ?? this.#nodes[0];
  }

  #devices(nodes: readonly ObservedNode[]): Pick<ObservedHost, 'devices'> {
    const known = new Set(nodes.map(({ os }) => os));
    const devices = first(this.#groups, (host) => host.devices)?.filter(({ node }) => known.has(node));
    return devices?.length ? { devices } : {};
  }

  #topology(): Pick<ObservedHost, 'packages' | 'cores' | 'l3'> {
    return {
      packages: first(this.#groups, (host) => host.packages) ?? null,
      cores: first(this.#groups, (host) => host.cores) ?? null,
      l3: first(this.#groups, (host) => withSizes(host.l3)) ?? first(this.#groups, (host) => host.l3) ?? null,
    };
  }

  #names(): Pick<ObservedHost, 'name' | 'cpuModel' | 'complete' | 'figures'> {
    const name = first(this.#nodes, (host) => host.name);
    const cpuModel = first(this.#nodes, (host) => host.cpuModel);
    const complete = first(this.#nodes, (host) => host.complete);
    const figures = first(this.#nodes, (host) => host.figures);
    return {
      ...(name ? { name } : {}),
      ...(cpuModel ? { cpuModel } : {}),
      ...(complete ? { complete } : {}),
      ...(figures ? { figures } : {}),
    };
  }

  #node(os: number): ObservedNode {
    const of = (host: ObservedHost): ObservedNode | undefined => host.nodes.find((node) => node.os === os);
    const free = first(this.#memory, (host) => of(host)?.freeBytes);
    const kind = first(this.#memory, (host) => of(host)?.memoryKind);
    const usable = first(this.#memory.slice(0, 1), (host) => of(host)?.usableBytes);
    return {
      os,
      cpus: first(this.#nodes, (host) => of(host)?.cpus) ?? null,
      memoryBytes: first(this.#memory, (host) => of(host)?.memoryBytes) ?? null,
      ...(free === undefined ? {} : { freeBytes: free }),
      ...(kind === undefined ? {} : { memoryKind: kind }),
      ...(usable === undefined ? {} : { usableBytes: usable }),
    };
  }

  #compare(base: Witness): void {
    for (const other of this.#nodes) {
      if (other === base) continue;
      this.#compareNodes(base, other);
      this.#compareCpus(base, other);
      this.#compareDistances(base, other);
    }
  }

  #say(what: string, winner: Witness): void {
    this.problems.warn('contradiction', `${what}: what ${winner.file} says is taken.`);
  }

  #compareNodes(base: Witness, other: Witness): void {
    const theirs = new Map(other.host.nodes.map((node) => [node.os, node]));
    for (const node of base.host.nodes) {
      const their = theirs.get(node.os);
      theirs.delete(node.os);
      if (their) this.#compareNode(node, their, base, other);
      else if (listsAllNodes(other.host))
        this.#say(`Node ${node.os} is in ${base.file}, but not in ${other.file}`, base);
    }
    for (const os of theirs.keys()) this.#say(`Node ${os} is in ${other.file}, but not in ${base.file}`, base);
  }

  /** Of an input without nodes there is only the list of all CPUs to compare. */
  #compareCpus(base: Witness, other: Witness): void {
    const [mine, theirs] = [base.host.cpus, other.host.cpus].map((cpus) => cpus && formatCpulist(cpus));
    if (other.host.nodes.length === 0 && mine && theirs && mine !== theirs)
      this.#say(`The CPUs are ${mine} in ${base.file} and ${theirs} in ${other.file}`, base);
  }

  #compareNode(mine: ObservedNode, their: ObservedNode, base: Witness, other: Witness): void {
    const cpus = [mine.cpus, their.cpus].map((list) => (list ? formatCpulist(list) : null));
    // A library gives memory without CPUs to the nearest ones; that is no contradiction.
    if (cpus[0] && cpus[1] && cpus[0] !== cpus[1])
      this.#say(`Node ${mine.os} has CPUs ${cpus[0]} in ${base.file} and ${cpus[1]} in ${other.file}`, base);
    const [a, b] = [mine.memoryBytes, their.memoryBytes];
    if (a === null || b === null || Math.abs(a - b) <= BYTES_PER_MIB) return;
    const mebibytes = [a, b].map((bytes) => Math.floor(bytes / BYTES_PER_MIB));
    const states = ({ host }: Witness): boolean =>
      host.nodes.some((node) => node.os === mine.os && node.memoryBytes !== null);
    const winner = this.#memory.find(states) ?? base;
    this.#say(
      `Node ${mine.os} has ${mebibytes[0]} MiB in ${base.file} and ${mebibytes[1]} MiB in ${other.file}`,
      winner,
    );
  }

  #compareDistances(base: Witness, other: Witness): void {
    const mine = base.host.distances[0];
    const their = other.host.distances[0];
    if (!mine || !their || mine.means !== their.means) return;
    const theirs = new Map(their.nodes.map((os, i) => [os, their.values[i]]));
    const columns = new Map(their.nodes.map((os, i) => [os, i]));
    for (const [i, from] of mine.nodes.entries())
      for (const [j, to] of mine.nodes.entries()) {
        const [a, b] = [mine.values[i]?.[j], theirs.get(from)?.[columns.get(to) ?? -1]];
        if (b === undefined || a === b) continue;
        this.#say(`The distance ${from} → ${to} is ${a} in ${base.file} and ${b} in ${other.file}`, base);
        return;
      }
  }
}

function withSizes(l3: ObservedHost['l3']): ObservedHost['l3'] {
  return l3?.some(({ bytes }) => bytes !== null) ? l3 : null;
}

/** Linux under Xen sees what Dom0 was given, not the machine. */
function withoutDom0(witnesses: readonly Witness[], problems: Problems): Witness[] {
  const xen = witnesses.find(({ host }) => host.format === 'xl-info-n');
  if (!xen) return [...witnesses];
  return witnesses.filter(({ host, file }) => {
    if (/^(?:xl-info|virsh-cap|scenario)/.test(host.format)) return true;
    const message = `${file} (${host.format}) shows Dom0’s own view: the machine is taken from ${xen.file}.`;
    problems.warn('dom0-view', message);
    return false;
  });
}

/** Several inputs about one host as one: each fact from who knows it best; contradictions are warnings that name both. */
export function mergeHosts(witnesses: readonly Witness[], problems: Problems): ObservedHost | undefined {
  const [only] = witnesses;
  if (witnesses.length < 2) return only?.host;
  const usable = withoutDom0(witnesses, problems);
  const merged = new Merger(usable, problems).merge();
  const model = first(witnesses, (host) => host.cpuModel);
  return model && merged.cpuModel === undefined ? { ...merged, cpuModel: model } : merged;
}
