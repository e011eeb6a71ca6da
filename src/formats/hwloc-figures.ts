import { type Bitmap, bitmapHas, parseBitmap } from './bitmap.ts';
import { Budget } from './limits.ts';
import type { ObservedFigure } from './observed.ts';
import type { XmlTag } from './xml.ts';
import { BYTES_PER_MIB } from '../model/units.ts';

/** One value of a memory attribute: from the CPUs of `initiator` to the node with this global index. */
export interface RawFigure {
  readonly kind: ObservedFigure['kind'];
  readonly gp: number;
  readonly initiator: Bitmap;
  readonly value: number;
}

/** Attributes that hwloc takes from the firmware's HMAT: ns, and MiB/s. Reads are what the model is about. */
const KINDS: Readonly<Record<string, ObservedFigure['kind']>> = {
  Latency: 'latencyNs',
  ReadLatency: 'latencyNs',
  Bandwidth: 'bandwidthGBs',
  ReadBandwidth: 'bandwidthGBs',
};
/** Every node from every node of the largest machines. */
const MAX_FIGURES = 20_000;
const GIGA = 1e9;

/** Gathers `<memattr>`; values that make no sense are passed over, as they only refine estimates. */
export class FigureReader {
  readonly figures: RawFigure[] = [];
  #kind: ObservedFigure['kind'] | undefined;

  open(tag: XmlTag): void {
    const name = tag.attributes.name ?? '';
    this.#kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  }

  value({ attributes }: XmlTag): void {
    const { target_obj_type: type, target_obj_gp_index: gp, value, initiator_cpuset: cpuset } = attributes;
    if (this.#kind === undefined || type !== 'NUMANode' || cpuset === undefined) return;
    const initiator = parseBitmap(cpuset);
    const number = /^\d{1,15}$/.test(value ?? '') ? Number(value) : 0;
    if (typeof initiator === 'string' || number === 0 || this.figures.length >= MAX_FIGURES) return;
    const scaled = this.#kind === 'latencyNs' ? number : (number * BYTES_PER_MIB) / GIGA;
    this.figures.push({ kind: this.#kind, gp: Number(gp), initiator, value: scaled });
  }
}

/** What the attributes say of the file's nodes; what goes beyond any machine is left out, as it only refines estimates. */
export function observedFigures(
  raw: readonly RawFigure[],
  osOf: ReadonlyMap<number | null, number | null>,
  pus: readonly number[],
): ObservedFigure[] {
  const budget = new Budget();
  return raw.flatMap(({ kind, gp, initiator, value }) => {
    const node = osOf.get(gp);
    if (node === undefined || node === null || !budget.take(pus.length)) return [];
    return [{ kind, node, cpus: pus.filter((pu) => bitmapHas(initiator, pu)), value }];
  });
}
