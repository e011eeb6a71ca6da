import type { ObservedDistances } from './observed.ts';
import type { Places, Position } from './position.ts';
import { type Problems, quoted } from './problems.ts';
import type { XmlTag } from './xml.ts';

/** One matrix as the file lists it: nodes by OS index in the file's order, values row by row. */
export interface RawMatrix {
  readonly name: string | null;
  readonly means: ObservedDistances['means'];
  readonly count: number;
  /** v2, v3: from the file (OS indexes, or global ones). v1: filled in when its object closes. */
  indexes: number[];
  readonly byGlobal: boolean;
  readonly base: number;
  readonly values: number[];
  readonly at: Position;
}

const MEANS_LATENCY = 4;
const MEANS_BANDWIDTH = 8;

function meaning(kind: number): ObservedDistances['means'] {
  if ((kind & MEANS_LATENCY) !== 0) return 'latency';
  return (kind & MEANS_BANDWIDTH) !== 0 ? 'bandwidth' : 'unknown';
}

/** A float times its base is nearly always a whole SLIT value (1.7 × 10); anything else stays as it is. */
function scaled(value: number, base: number): number {
  const product = value * base;
  const whole = Math.round(product);
  return Math.abs(product - whole) < 0.001 ? whole : product;
}

/** Gathers the distance matrices of all versions while the document is read. */
export class DistanceReader {
  readonly matrices: RawMatrix[] = [];
  #current: RawMatrix | undefined;
  /** Where character data goes at the moment. */
  #sink: 'indexes' | 'values' | undefined;

  constructor(
    private readonly problems: Problems,
    private readonly places: Places,
  ) {}

  /** `<distances>` of v1; the object around says later which nodes it has. */
  openV1(tag: XmlTag): RawMatrix {
    const base = Number(tag.attributes.latency_base ?? '1');
    this.#current = {
      ...this.#start(tag),
      name: null,
      means: 'latency',
      byGlobal: false,
      base: Number.isFinite(base) && base > 0 ? base : 1,
    };
    return this.#current;
  }

  /** `<latency value="…"/>` of v1. */
  latency(tag: XmlTag): void {
    this.#push(tag.attributes.value ?? '', tag.start, this.#current?.values);
  }

  /** `<distances2>` of v2 and v3; matrices between other things than nodes are passed over. */
  openV2(tag: XmlTag): void {
    if (tag.attributes.type !== 'NUMANode') return;
    this.#current = {
      ...this.#start(tag),
      name: tag.attributes.name ?? null,
      means: meaning(Number(tag.attributes.kind ?? '0')),
      byGlobal: tag.attributes.indexing === 'gp',
      base: 1,
    };
    this.matrices.push(this.#current);
  }

  sink(name: string): void {
    this.#sink = name === 'indexes' ? 'indexes' : 'values';
  }

  text(text: string, offset: number): void {
    const into = this.#sink && this.#current?.[this.#sink];
    if (!into) return;
    for (const item of text.split(/\s+/)) if (item !== '') this.#push(item, offset, into);
  }

  close(name: string): void {
    if (name === 'indexes' || name === 'u64values') this.#sink = undefined;
    if (name.startsWith('distances')) this.#current = undefined;
  }

  #start(tag: XmlTag): Pick<RawMatrix, 'count' | 'indexes' | 'values' | 'at'> {
    const count = tag.attributes.nbobjs ?? '';
    const at = this.places.at(tag.start);
    if (!/^\d{1,9}$/.test(count))
      this.problems.error('hwloc-distances', `The nbobjs ${quoted(count)} of this matrix is not a number.`, at);
    return { count: Number(count) || 0, indexes: [], values: [], at };
  }

  #push(item: string, offset: number, into: number[] | undefined): void {
    if (!into || !this.#current) return;
    if (/^\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?$/i.test(item)) into.push(Number(item));
    else
      this.problems.error(
        'hwloc-distances',
        `The distance ${quoted(item)} is not a number from 0 up.`,
        this.places.at(offset),
      );
  }
}

/** Why a matrix does not fit together; the numbers speak for themselves. */
function sizeFault({ count, values, indexes }: RawMatrix): string | undefined {
  if (values.length === count * count && indexes.length === count) return undefined;
  const found = indexes.length === count ? `${values.length} values` : `${indexes.length} indexes`;
  return `A distance matrix of ${count} nodes needs ${count * count} values and ${count} indexes; found ${found}.`;
}

function nameFault({ count, indexes }: RawMatrix, nodes: ReadonlySet<number>): string | undefined {
  if (new Set(indexes).size < count) return 'The distance matrix names a node twice: it is ignored.';
  const unknown = indexes.filter((os) => !nodes.has(os));
  if (unknown.length === 0) return undefined;
  const rest = count - unknown.length < 2 ? 'it is ignored' : 'that node is left out';
  return `The distance matrix names node ${unknown[0]}, which does not exist: ${rest}.`;
}

/**
 * The matrix in order of node number. Nodes that do not exist are left out, as libhwloc does; undefined (with the reason
 * said) if nothing of use remains.
 */
export function orderedMatrix(
  raw: RawMatrix,
  nodes: ReadonlySet<number>,
  problems: Problems,
): ObservedDistances | undefined {
  const { count, values, indexes } = raw;
  const wrongSize = sizeFault(raw);
  if (wrongSize) problems.error('hwloc-distances', wrongSize, raw.at);
  const wrongName = wrongSize ? undefined : nameFault(raw, nodes);
  if (wrongName) problems.warn('distances-unknown-node', wrongName, raw.at);
  const order = indexes
    .map((os, i) => ({ os, i }))
    .filter(({ os }) => nodes.has(os))
    .toSorted((a, b) => a.os - b.os);
  const useless = wrongSize !== undefined || new Set(indexes).size < count || (wrongName && order.length < 2);
  if (useless) return undefined;
  return {
    name: raw.name,
    means: raw.means,
    nodes: order.map(({ os }) => os),
    values: order.map((row) => order.map((column) => scaled(values[row.i * count + column.i] ?? 0, raw.base))),
  };
}
