import type { Arrivals } from './arrivals.ts';
import type { Host } from './host.ts';
import type { GigabytesPerSecond, Mebibytes, MebibytesPerSecond, Seconds, Share } from './units.ts';

/** Every field optional: missing ones take the defaults of the field table (`fields.ts`). */
export interface Workload {
  readonly tasks?: number;
  readonly duty?: Share;
  readonly memoryStall?: Share;
  readonly bandwidthPerCoreGBs?: GigabytesPerSecond;
  readonly shared?: Share;
  readonly hotFraction?: Share;
  readonly hotShare?: Share;
  readonly writableSetMiB?: Mebibytes;
  readonly dirtyRateMiBs?: MebibytesPerSecond;
  readonly osLocality?: Share;
}

export interface Phase {
  readonly at: Seconds;
  readonly workload: Workload;
}

export interface MemoryOn {
  readonly node: number;
  readonly memoryMiB: Mebibytes;
}

/** One part of a placed guest: its vCPUs run on `node`, its memory lies there or as `memoryOn` says (hottest first). */
export interface PlacementPart {
  readonly node: number;
  readonly vcpus: number;
  readonly memoryMiB: Mebibytes;
  readonly memoryOn?: readonly MemoryOn[];
  /** Pinned pCPUs as a cpulist. */
  readonly cpus?: string;
}

export interface Placement {
  readonly parts: readonly PlacementPart[];
}

export interface Guest {
  readonly name: string;
  readonly group?: string;
  readonly vcpus: number;
  readonly memoryMiB: Mebibytes;
  readonly weight?: number;
  readonly capPercent?: number;
  readonly vnumaAware?: boolean;
  readonly hotplug?: boolean;
  readonly arrive?: Seconds;
  readonly depart?: Seconds;
  readonly workload?: Workload;
  readonly phases?: readonly Phase[];
  readonly placement?: Placement;
  /** PCI addresses of devices passed through to it ("0000:3b:00.0"). */
  readonly devices?: readonly string[];
  /** What it was imported from; of lists, which speak of many guests, `text` is "" and only the place is kept. */
  readonly original?: { readonly format: string; readonly text: string; readonly placement?: Placement };
}

export type MechanismId = 'live' | 'suspend' | 'hot-first' | 'address-order' | 'vcpu-only' | 'process';
export type PrecopyRule = 'xen-4.6' | 'xen-4.5';

/** A move by hand: one target node for all parts, or one for each part. */
export interface ManualMove {
  readonly at: Seconds;
  readonly guest: string;
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
}

/** From `at` on this strategy is in charge; what happens at that very instant is still the one's before. */
export interface StrategyBranch {
  readonly at: Seconds;
  readonly id: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
}

export interface StrategyChoice {
  readonly id: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Who takes over when, in order of time. */
  readonly branches?: readonly StrategyBranch[];
}

export type ParamValue = number | string | boolean;

export interface RunSettings {
  readonly until?: Seconds;
  readonly seed?: number;
  readonly reservedMiBPerNode?: Mebibytes;
  readonly precopy?: PrecopyRule;
  readonly moves?: readonly ManualMove[];
  readonly strategies?: readonly StrategyChoice[];
}

export const SCHEMA_VERSION = 1;

/** The scenario file (`*.nearfar.json`), as docs/scenario-file.md has it; immutable. Unknown keys survive beside the typed ones. */
export interface Scenario {
  readonly nearfar: typeof SCHEMA_VERSION;
  readonly name?: string;
  readonly note?: string;
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly arrivals?: Arrivals;
  readonly run?: RunSettings;
}
