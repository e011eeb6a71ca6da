import { MAX_CPU, parseCpulist } from '../model/cpulist.ts';
import { bytesPerUnit } from './guests/libvirt/units.ts';
import { Budget, MAX_NODES } from './limits.ts';
import type {
  Observation,
  ObservedCache,
  ObservedCounts,
  ObservedDistances,
  ObservedGroup,
  ObservedHost,
  ObservedNode,
} from './observed.ts';
import { Places } from './position.ts';
import { Problems, quoted } from './problems.ts';
import { childrenOf, find, parseXml, type XmlElement } from './xml-tree.ts';

interface Cell extends ObservedNode {
  readonly siblings: ReadonlyMap<number, number>;
  readonly element: XmlElement;
}

interface Cpu {
  readonly id: number;
  readonly socket: number | null;
  readonly siblings: string | null;
}

class CapabilitiesReader {
  readonly #cpus = new Map<number, Cpu>();
  readonly #places: Places;
  readonly #budget = new Budget();

  constructor(
    private readonly problems: Problems,
    text: string,
  ) {
    this.#places = new Places(text);
  }

  read(root: XmlElement): ObservedHost | undefined {
    const host = find(root, 'host');
    const cellsElement = host && find(host, 'topology', 'cells');
    const counts = this.#counts(host);
    if (!cellsElement && counts.threads === undefined) {
      this.#error(
        'virsh-no-topology',
        'There is no host topology in the file: host/topology/cells was expected.',
        root,
      );
      return undefined;
    }
    const elements = cellsElement ? childrenOf(cellsElement, 'cell') : [];
    if (elements.length > MAX_NODES) {
      this.#error('virsh-size', `There are more than ${MAX_NODES} cells.`, root);
      return undefined;
    }
    const cells = elements.flatMap((cell) => this.#cell(cell));
    this.#checkCells(cells, cellsElement);
    const nodes = cells.toSorted((a, b) => a.os - b.os);
    const matrix = this.#matrix(nodes);
    return {
      format: 'virsh-capabilities',
      nodes: nodes.map(({ os, cpus, memoryBytes }) => ({ os, cpus, memoryBytes })),
      cpus: cells.length === 0 ? null : [...this.#cpus.keys()].toSorted((a, b) => a - b),
      distances: matrix ? [matrix] : [],
      packages: this.#groups(({ socket }) => (socket === null ? null : `${socket}`), true),
      cores: this.#groups(({ siblings }) => siblings, false),
      l3: this.#l3(host),
      counts,
    };
  }

  #error(code: string, message: string, element: XmlElement): void {
    // Places run forward: going back for errors that nobody sees would read the text again and again.
    if (!this.problems.full) this.problems.error(code, message, this.#places.at(element.start));
  }

  #warn(code: string, message: string, element: XmlElement): void {
    this.problems.warn(code, message, this.#places.at(element.start));
  }

  /** A number in an attribute; null, with the reason said where it is needed, if there is none. */
  #number(element: XmlElement, name: string, needed: boolean): number | null {
    const text = element.attributes[name];
    if (text === undefined && !needed) return null;
    if (text !== undefined && /^\d{1,9}$/.test(text) && Number(text) <= MAX_CPU) return Number(text);
    if (!needed) return null;
    const found = text === undefined ? 'is missing' : `${quoted(text)} is not a number from 0 to ${MAX_CPU}`;
    this.#error('virsh-number', `The ${name} of this ${element.name} ${found}.`, element);
    return null;
  }

  /** `host/cpu/topology`: what one package is like; `sockets` is per node in newer versions, so it counts only alone. */
  #counts(host: XmlElement | undefined): ObservedCounts {
    const topology = host && find(host, 'cpu', 'topology');
    if (!topology) return {};
    const [sockets, cores, threads] = ['sockets', 'cores', 'threads'].map((name) =>
      this.#number(topology, name, false),
    );
    if (!sockets || !cores || !threads) return {};
    return { threads: sockets * cores * threads, threadsPerCore: threads };
  }

  #cell(element: XmlElement): Cell[] {
    const os = this.#number(element, 'id', true);
    if (os === null) return [];
    const cpus = find(element, 'cpus');
    const listed = (cpus ? childrenOf(cpus, 'cpu') : []).flatMap((cpu) => this.#cpu(cpu));
    const distances = find(element, 'distances');
    const siblings = (distances ? childrenOf(distances, 'sibling') : []).flatMap((sibling): [number, number][] => {
      const [to, value] = [this.#number(sibling, 'id', true), this.#number(sibling, 'value', true)];
      return to === null || value === null ? [] : [[to, value]];
    });
    const ids = [...new Set(listed)].toSorted((a, b) => a - b);
    return [
      { os, cpus: ids, memoryBytes: this.#bytes(find(element, 'memory'), os), siblings: new Map(siblings), element },
    ];
  }

  #cpu(element: XmlElement): number[] {
    const id = this.#number(element, 'id', true);
    if (id === null) return [];
    const siblings = element.attributes.siblings;
    if (siblings !== undefined && !/^[\d,\s-]{0,10000}$/.test(siblings))
      this.#error('virsh-siblings', `The siblings ${quoted(siblings)} of CPU ${id} are no list of CPUs.`, element);
    this.#cpus.set(id, { id, socket: this.#number(element, 'socket_id', false), siblings: siblings ?? null });
    return [id];
  }

  #bytes(element: XmlElement | undefined, os: number): number | null {
    if (!element) return null;
    const unit = element.attributes.unit ?? 'KiB';
    const factor = bytesPerUnit(unit);
    const text = element.text.trim();
    if (factor === undefined)
      this.#error(
        'virsh-unit',
        `The unit ${quoted(unit)} of the memory of cell ${os} is unknown, expected KiB.`,
        element,
      );
    else if (/^\d{1,16}$/.test(text)) return Number(text) * factor;
    else this.#error('virsh-memory', `The memory ${quoted(text)} of cell ${os} is not a number.`, element);
    return null;
  }

  #checkCells(cells: readonly Cell[], element: XmlElement | undefined): void {
    const seen = new Set<number>();
    for (const { os, element: cell } of cells) {
      if (seen.has(os)) this.#error('virsh-duplicate', `Cell ${os} occurs twice.`, cell);
      seen.add(os);
    }
    const announced = element?.attributes.num;
    if (element && announced !== undefined && Number(announced) !== cells.length)
      this.#warn('node-count', `${quoted(announced)} cells are announced, ${cells.length} are described.`, element);
  }

  #matrix(cells: readonly Cell[]): ObservedDistances | undefined {
    if (cells.every(({ siblings }) => siblings.size === 0)) return undefined;
    for (const from of cells) {
      const missing = cells.find(({ os }) => !from.siblings.has(os));
      if (!missing) continue;
      const message = `The distance ${from.os} → ${missing.os} is missing: the distances are ignored.`;
      this.#warn('distances-incomplete', message, from.element);
      return undefined;
    }
    const nodes = cells.map(({ os }) => os);
    return {
      name: 'libvirt',
      means: 'latency',
      nodes,
      values: cells.map(({ siblings }) => nodes.map((os) => siblings.get(os) ?? 0)),
    };
  }

  #groups(key: (cpu: Cpu) => string | null, numbered: boolean): ObservedGroup[] | null {
    const found = new Map<string, number[]>();
    for (const cpu of this.#cpus.values()) {
      const name = key(cpu);
      if (name === null) return null;
      const cpus = found.get(name);
      if (cpus) cpus.push(cpu.id);
      else found.set(name, [cpu.id]);
    }
    if (found.size === 0) return null;
    return [...found].map(([name, cpus]) => ({
      os: numbered ? Number(name) : null,
      cpus: cpus.toSorted((a, b) => a - b),
    }));
  }

  #l3(host: XmlElement | undefined): ObservedCache[] | null {
    const cache = host && find(host, 'cache');
    if (!cache) return null;
    return childrenOf(cache, 'bank')
      .filter(({ attributes }) => attributes.level === '3' && attributes.type !== 'instruction')
      .flatMap((bank): ObservedCache[] => {
        const cpus = parseCpulist(bank.attributes.cpus ?? '');
        if (typeof cpus === 'string' || !this.#budget.take(cpus.length)) return [];
        const size = Number(bank.attributes.size) * (bytesPerUnit(bank.attributes.unit ?? 'KiB') ?? NaN);
        return [{ os: this.#number(bank, 'id', false), cpus, bytes: Number.isFinite(size) ? size : null }];
      });
  }
}

/** Reads `virsh capabilities`. */
export function readVirshCapabilities(text: string, file: string): Observation {
  const { value: root, problems } = parseXml(text, file);
  if (!root) return { value: undefined, problems };
  const found = new Problems(file);
  return found.reading(new CapabilitiesReader(found, text).read(root));
}
