import { type Bitmap, bitmapHas, bitmapNumbers } from './bitmap.ts';
import { orderedMatrix, type RawMatrix } from './hwloc-distances.ts';
import { Budget, MAX_NODES } from './limits.ts';
import { observedFigures, type RawFigure } from './hwloc-figures.ts';
import type { HwlocObject, ObjectKind } from './hwloc-objects.ts';
import type { ObservedCache, ObservedGroup, ObservedHost, ObservedNode } from './observed.ts';
import type { Places, Position } from './position.ts';
import type { Problems } from './problems.ts';

/** Everything that was taken from one hwloc document. */
export interface HwlocDocument {
  version: 1 | 2 | 3;
  readonly objects: HwlocObject[];
  readonly infos: Map<string, string>;
  readonly matrices: RawMatrix[];
  readonly figures: readonly RawFigure[];
}

const START: Position = { line: 1, column: 1 };

class Composer {
  readonly #pus: readonly number[];
  readonly #budget = new Budget();
  readonly #puSet: ReadonlySet<number>;

  constructor(
    private readonly document: HwlocDocument,
    private readonly problems: Problems,
    private readonly places: Places,
  ) {
    this.#checkTwice('pu', 'PU');
    this.#checkTwice('numa', 'NUMA node');
    this.#puSet = new Set(this.#of('pu').map(({ os }) => os ?? -1));
    this.#pus = [...this.#puSet].toSorted((a, b) => a - b);
  }

  compose(): ObservedHost | undefined {
    if (this.#pus.length === 0) {
      this.problems.error('hwloc-no-pu', 'The file has no PU (logical processor): a topology was expected.', START);
      return undefined;
    }
    if (this.#of('numa').length > MAX_NODES) {
      this.problems.error('hwloc-size', `The file has more than ${MAX_NODES} NUMA nodes.`, START);
      return undefined;
    }
    this.#checkSets();
    const nodes = this.#nodes();
    return {
      format: `hwloc-xml-v${this.document.version}`,
      ...this.#names(),
      nodes,
      cpus: this.#pus,
      distances: this.#distances(nodes),
      ...this.#figures(),
      ...this.#devices(nodes),
      packages: this.#of('package').map((object) => this.#group(object)),
      cores: this.#of('core').map((object) => this.#group(object)),
      l3: this.#of('l3').map((object): ObservedCache => ({ ...this.#group(object), bytes: object.bytes })),
    };
  }

  #of(kind: ObjectKind): HwlocObject[] {
    return this.document.objects.filter((object) => object.kind === kind);
  }

  #at(object: HwlocObject): Position {
    return this.places.at(object.start);
  }

  #checkTwice(kind: ObjectKind, title: string): void {
    const seen = new Set<number>();
    for (const object of this.#of(kind)) {
      if (object.os === null) continue;
      if (seen.has(object.os))
        this.problems.error('hwloc-duplicate', `The ${title} id ${object.os} occurs twice.`, this.#at(object));
      seen.add(object.os);
    }
  }

  /** Sets that name PUs which the file does not define, or that never end. */
  #checkSets(): void {
    const infinite = this.document.objects.find(({ cpuset }) => cpuset?.infinite);
    if (infinite) {
      const message = `The cpuset of this ${infinite.type} never ends: only the PUs of the file are taken.`;
      this.problems.warn('hwloc-infinite-set', message, this.#at(infinite));
    }
    const machine = this.#of('machine')[0];
    const missing = machine?.cpuset ? bitmapNumbers(machine.cpuset).filter((bit) => !this.#puSet.has(bit)) : [];
    if (machine && missing.length > 0) {
      const message = `The cpuset of the ${machine.type} names PU ${missing[0]} (${missing.length} in all), which the file does not define.`;
      this.problems.warn('hwloc-missing-pu', message, this.#at(machine));
    }
  }

  #inSet(set: Bitmap | undefined): readonly number[] {
    // Small sets (cores) are listed, not searched: there may be thousands.
    const few = set && !set.infinite && set.words.length * 32 < this.#pus.length;
    const cpus = few
      ? bitmapNumbers(set).filter((pu) => this.#puSet.has(pu))
      : this.#pus.filter((pu) => !set || bitmapHas(set, pu));
    if (this.#budget.take(cpus.length)) return cpus;
    if (!this.problems.failed)
      this.problems.error('hwloc-size', 'The sets of the objects are larger than those of any machine.', START);
    return [];
  }

  #group(object: HwlocObject): ObservedGroup {
    const cpus = this.problems.failed ? [] : this.#inSet(object.cpuset ?? object.outerCpuset);
    return { os: object.os, cpus };
  }

  #nodes(): ObservedNode[] {
    const nodes = this.#of('numa').map((object): ObservedNode => this.#node(object));
    if (nodes.length === 0) return [this.#onlyNode()];
    const unstated = this.#of('numa').filter(({ bytes }) => bytes === null);
    if (unstated.length > 0) {
      const ids = unstated.map(({ os }) => os).join(', ');
      this.problems.warn('memory-unknown', `The file states no memory for node ${ids}: taken as none.`);
    }
    return nodes.toSorted((a, b) => a.os - b.os);
  }

  #node(object: HwlocObject): ObservedNode {
    const cpus = this.problems.failed ? [] : this.#inSet(object.cpuset ?? object.outerCpuset);
    const kind = object.subtype;
    return { os: object.os ?? 0, cpus, memoryBytes: object.bytes ?? 0, ...(kind ? { memoryKind: kind } : {}) };
  }

  /** A machine that is not NUMA: format 1 then has no node at all. */
  #onlyNode(): ObservedNode {
    this.problems.warn('hwloc-no-node', 'There is no NUMA node in the file: one node with all PUs is assumed.');
    const bytes = this.#of('machine').reduce((sum, machine) => sum + (machine.bytes ?? 0), 0);
    return { os: 0, cpus: this.#pus, memoryBytes: bytes };
  }

  #distances(nodes: readonly ObservedNode[]): ObservedHost['distances'] {
    const ids = new Set(nodes.map(({ os }) => os));
    const byGlobal = this.#byGlobal();
    return this.document.matrices.flatMap((matrix) => {
      const indexes = matrix.byGlobal ? matrix.indexes.map((gp) => byGlobal.get(gp) ?? -1) : matrix.indexes;
      const ordered = orderedMatrix({ ...matrix, indexes }, ids, this.problems);
      return ordered ? [ordered] : [];
    });
  }

  #byGlobal(): Map<number | null, number | null> {
    return new Map(this.#of('numa').map(({ gp, os }) => [gp, os]));
  }

  #figures(): Pick<ObservedHost, 'figures'> {
    const figures = observedFigures(this.document.figures, this.#byGlobal(), this.#pus);
    return figures.length > 0 ? { figures } : {};
  }

  /** PCI devices whose nearest CPUs are those of one node: what hangs on the whole machine is on none. */
  #devices(nodes: readonly ObservedNode[]): Pick<ObservedHost, 'devices'> {
    const all = this.#of('device');
    if (all.length === 0) return {};
    const owners = nodesByCpu(nodes);
    const devices = all.flatMap(({ busId, outerCpuset }) => {
      const node = this.#nodeOf(outerCpuset, owners);
      return busId === undefined || busId === '' || node === undefined ? [] : [{ name: busId.slice(0, 100), node }];
    });
    return devices.length > 0 ? { devices } : {};
  }

  /** The one node that all CPUs near a device are in; memory beside a node's own (HBM) makes two, and then none is it. */
  #nodeOf(set: Bitmap | undefined, owners: ReadonlyMap<number, readonly number[]>): number | undefined {
    if (!set) return undefined;
    const cpus = set.infinite ? this.#pus.filter((pu) => bitmapHas(set, pu)) : bitmapNumbers(set);
    const near = new Set<number>();
    for (const cpu of cpus) {
      for (const os of owners.get(cpu) ?? []) near.add(os);
      if (near.size > 1) return undefined;
    }
    return near.values().next().value;
  }

  #names(): Pick<ObservedHost, 'name' | 'cpuModel'> {
    const { infos } = this.document;
    const name = ['HostName', 'DMIProductName']
      .map((key) => infos.get(key))
      .find((value) => value && value !== '(none)');
    const model = infos.get('CPUModel');
    return { ...(name ? { name } : {}), ...(model ? { cpuModel: model } : {}) };
  }
}

/** By CPU, the nodes that name it: at most two, which is as good as many. */
function nodesByCpu(nodes: readonly ObservedNode[]): Map<number, number[]> {
  const owners = new Map<number, number[]>();
  for (const { os, cpus } of nodes) {
    for (const cpu of cpus ?? []) {
      const own = owners.get(cpu);
      if (!own) owners.set(cpu, [os]);
      else if (own.length < 2) own.push(os);
    }
  }
  return owners;
}

/** What a document says about the host; faults in its sense go to `problems`. */
export function observedFromHwloc(
  document: HwlocDocument,
  problems: Problems,
  places: Places,
): ObservedHost | undefined {
  return new Composer(document, problems, places).compose();
}
