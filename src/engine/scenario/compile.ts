import { parseCpulist } from '../../model/cpulist.ts';
import { withDefaults, type FullWorkload } from '../../model/fields.ts';
import type { Host } from '../../model/host.ts';
import type { Guest, Placement, Scenario } from '../../model/scenario.ts';
import { generateGuests } from './arrivals.ts';
import { EngineError } from './host-model.ts';
import type { GuestShape } from '../state/state.ts';

/** A guest of the run with every default filled in; `index` is its place in the run's list, the file's guests first. */
export interface GuestSpec extends GuestShape {
  readonly index: number;
  readonly name: string;
  readonly group: string | undefined;
  readonly arrive: number;
  /** Infinity = stays. */
  readonly depart: number;
  readonly workload: FullWorkload;
  /** By time. */
  readonly phases: readonly { readonly at: number; readonly workload: FullWorkload }[];
  readonly placement: Placement | undefined;
  /** Number of pCPUs that each part of the placement is pinned to, 0 = not pinned. */
  readonly pins: readonly number[];
}

/** pCPUs of a node; undefined where the host does not number them. */
function cpusOf(host: Host, id: number): ReadonlySet<number> | undefined {
  const list = host.nodes.find((node) => node.id === id)?.cpus;
  const numbers = list === undefined ? undefined : parseCpulist(list);
  return Array.isArray(numbers) ? new Set(numbers) : undefined;
}

/** Pins must lie on the part's node; on a host without pCPU numbers they count for nothing (MODEL §4). */
function pinCount(host: Host, id: number, list: string | undefined, path: string): number {
  if (list === undefined || list === '') return 0;
  const pins = parseCpulist(list);
  if (typeof pins === 'string') throw new EngineError(`${pins}.`, path);
  const own = cpusOf(host, id);
  if (own === undefined) return 0;
  const stray = pins.find((cpu) => !own.has(cpu));
  if (stray !== undefined) throw new EngineError(`CPU ${stray} does not belong to node ${id}.`, path);
  return pins.length;
}

function pinsOf(host: Host, guest: Guest, index: number): number[] {
  const path = (p: number): string => `guests[${index}].placement.parts[${p}].cpus`;
  return (guest.placement?.parts ?? []).map((part, p) => pinCount(host, part.node, part.cpus, path(p)));
}

/** A guest with the defaults of MODEL §2; a phase changes only the fields that it names. Throws EngineError for wrong pins. */
function compileGuest(host: Host, guest: Guest, index: number): GuestSpec {
  const phases = (guest.phases ?? []).map(({ at, workload }) => ({
    at,
    workload: withDefaults({ ...guest.workload, ...workload }, guest),
  }));
  return {
    index,
    name: guest.name,
    group: guest.group,
    vcpus: guest.vcpus,
    memoryMiB: guest.memoryMiB,
    weight: guest.weight ?? 256,
    capPercent: guest.capPercent ?? 0,
    vnumaAware: guest.vnumaAware ?? false,
    hotplug: guest.hotplug ?? true,
    arrive: guest.arrive ?? 0,
    depart: guest.depart ?? Infinity,
    workload: withDefaults(guest.workload ?? {}, guest),
    phases: phases.toSorted((a, b) => a.at - b.at),
    placement: guest.placement,
    pins: pinsOf(host, guest, index),
  };
}

/** The guests of a scenario in file order. Throws EngineError for wrong pins. */
export function compileGuests(scenario: Scenario): GuestSpec[] {
  return scenario.guests.map((guest, index) => compileGuest(scenario.host, guest, index));
}

/** The guests of a run: those of the file, then those of its generator. Throws EngineError for wrong pins or profiles. */
export function compileRunGuests(scenario: Scenario, seed: number, until: number): GuestSpec[] {
  const { host, guests, arrivals } = scenario;
  if (arrivals === undefined) return compileGuests(scenario);
  const taken = new Set(guests.map(({ name }) => name));
  const all = [...guests, ...generateGuests(arrivals, seed, until, taken)];
  return all.map((guest, index) => compileGuest(host, guest, index));
}

/** The workload in force at `t`: that of the last phase begun, which may lie before the guest's arrival. */
export function workloadAt(spec: GuestSpec, t: number): FullWorkload {
  return spec.phases.findLast((phase) => phase.at <= t)?.workload ?? spec.workload;
}

/** Order in which guests are placed: placed ones first, then by arrival, then in file order (MODEL §2). */
export function placementOrder(guests: readonly GuestSpec[]): GuestSpec[] {
  const late = (guest: GuestSpec): number => (guest.placement === undefined ? 1 : 0);
  return guests.toSorted((a, b) => late(a) - late(b) || a.arrive - b.arrive || a.index - b.index);
}
