import { parseBitmap } from '../libvirt/bitmap.ts';
import type { PartialGuest } from '../partial.ts';
import { evenly, type WhereSet } from '../shape.ts';
import type { Source } from '../source.ts';
import type { ListReading } from '../xen/read-xen.ts';
import { rowsOf } from '../xen/rows.ts';

const PROGRAM = /\bvirsh\b/;
const COMMAND = /\b(?:vcpupin|numatune|emulatorpin)\s+(?:--domain\s+)?(\S+)/;
const PIN = /^\s*(\d{1,5}):?\s+(\d[\d,^-]*)\s*$/;
const HEADER = /^\s*VCPU:?\s+CPU Affinity\s*$/;
const NODESET = /^numa_nodeset\s*:\s*(\d[\d,^-]*)\s*$/;

/** The domain that a row with a prompt asks for; two steps, as one expression for both would take quadratic time. */
function askedFor(row: string): string | undefined {
  const at = row.search(PROGRAM);
  return at < 0 ? undefined : COMMAND.exec(row.slice(at))?.[1];
}

interface Tuning {
  readonly name: string;
  readonly pins: Map<number, WhereSet>;
  nodes: readonly number[];
}

/** `virsh vcpupin DOMAIN` or `virsh numatune DOMAIN`, one or several after each other. */
export function isVirshTuning(text: string): boolean {
  return /^[ \t]*VCPU:?[ \t]+CPU Affinity\b/m.test(text) || /^numa_mode[ \t]*:/m.test(text);
}

function take(source: Source, tuning: Tuning, text: string, offset: number): void {
  const pin = PIN.exec(text);
  const nodeset = NODESET.exec(text);
  const set = source.sets.of(pin?.[2] ?? nodeset?.[1] ?? '0', parseBitmap);
  if (typeof set === 'string') source.error('set', set, offset);
  else if (pin) tuning.pins.set(Number(pin[1]), { cpus: set });
  else if (nodeset) tuning.nodes = set;
}

function partialOf({ name, pins, nodes }: Tuning): PartialGuest {
  const memory = evenly(nodes);
  return {
    name,
    ...(pins.size > 0 && { vcpus: [...pins.keys()].reduce((most, vcpu) => Math.max(most, vcpu), 0) + 1, hard: pins }),
    ...(memory && memory.length > 0 && { memory }),
  };
}

/** Pins and memory nodes; the guest's name is taken from the command in the paste, else it is "guest". */
export function readVirshTuning(source: Source): ListReading {
  const tunings = new Map<string, Tuning>();
  let name = 'guest';
  for (const { text, offset } of rowsOf(source)) {
    name = askedFor(text) ?? name;
    if (!PIN.test(text) && !NODESET.test(text) && !HEADER.test(text)) continue;
    const tuning = tunings.get(name) ?? { name, pins: new Map(), nodes: [] };
    tunings.set(name, tuning);
    take(source, tuning, text, offset);
  }
  if (tunings.size === 0) source.error('empty', 'no pin and no nodeset is listed', 0);
  const all = [...tunings.values()];
  const domains = all.map((one) => ({
    name: one.name,
    vcpupin: Object.fromEntries([...one.pins].map(([vcpu, { cpus }]) => [`${vcpu}`, cpus])),
    nodes: one.nodes,
  }));
  const format = all.some(({ pins }) => pins.size > 0) ? 'virsh-vcpupin' : 'virsh-numatune';
  return { partials: all.map(partialOf), facts: { format, domains } };
}
