import type { MechanismId, ParamValue } from '../model/scenario.ts';
import type { Cores, GigabytesPerSecond, Mebibytes, Nanoseconds, Seconds, Share } from '../model/units.ts';

/** Answer of `rates`: the instantaneous rates of the placements in a scenario. Nodes by id. */
export interface RatesReport {
  readonly guests: readonly GuestRates[];
  readonly nodes: readonly NodeRates[];
  /** In order of (from, to). */
  readonly links: readonly LinkRates[];
}

export interface GuestRates {
  readonly name: string;
  /** Normalised: 1 = never waiting for a core, all memory idle and at the host's best local latency. */
  readonly speed: number;
  readonly remoteAccessRatio: Share;
  readonly parts: readonly PartRates[];
}

export interface PartRates {
  readonly node: number;
  readonly cpuShare: Cores;
  readonly progress: Cores;
  /** Share of the part's accesses that go to each node, in the host's order. */
  readonly access: readonly Share[];
}

export interface NodeRates {
  readonly id: number;
  readonly cpuDemand: Cores;
  readonly cpuUsed: Cores;
  readonly bandwidthGBs: GigabytesPerSecond;
  readonly utilisation: Share;
  readonly waitNs: Nanoseconds;
}

export interface LinkRates {
  readonly from: number;
  readonly to: number;
  readonly bandwidthGBs: GigabytesPerSecond;
  readonly utilisation: Share;
  readonly waitNs: Nanoseconds;
}

/** What one mechanism would cost, against staying (MODEL §6). */
export interface MechanismCost {
  readonly id: MechanismId;
  readonly copiedMiB: Mebibytes;
  /** From the decision until the move is done. */
  readonly seconds: Seconds;
  readonly pauseSeconds: Seconds;
  /** Memory needed at the target on top of the guest's own while the move runs. */
  readonly extraMiB: Mebibytes;
  readonly speedBefore: number;
  readonly speedAfter: number;
  readonly remoteBefore: Share;
  readonly remoteAfter: Share;
  /** null = not within the horizon, or no difference at all; 0 = never behind. */
  readonly breakEvenSeconds: Seconds | null;
  readonly breakEvenHostSeconds: Seconds | null;
  /** Steps: [second from the decision, speed from there on]. */
  readonly curve: readonly (readonly [Seconds, number])[];
  readonly others: readonly { readonly name: string; readonly speedBefore: number; readonly speedAfter: number }[];
}

export interface RefusedMechanism {
  readonly id: MechanismId;
  /** The reason, a sentence with numbers. */
  readonly refused: string;
}

export interface CostReport {
  readonly mechanisms: readonly (MechanismCost | RefusedMechanism)[];
}

/** MODEL §8, over the run. */
export interface Metrics {
  readonly throughput: number;
  readonly remoteAccessRatio: Share;
  readonly p95Slowdown: number;
  readonly meanSlowdown: number;
  readonly jainFairness: number;
  readonly refusedGuests: number;
  readonly moves: number;
  readonly movedGiB: number;
  readonly pauseSeconds: Seconds;
  readonly movesInVain: number;
  readonly busiestController: Share;
  readonly busiestLink: Share;
  readonly loadImbalance: number;
  readonly largestFreeNodeMiB: Mebibytes;
}

/** `broken-off`: the guest left or another move took its place. `running`: not over when the run was. */
export type MoveOutcome = 'running' | 'done' | 'broken-off' | 'refused';

export interface MoveRecord {
  /** When it began or was refused. */
  readonly at: Seconds;
  readonly guest: string;
  /** Home nodes (ids) of the parts before, one for each part. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  readonly copiedMiB: Mebibytes;
  /** The move reached its end. */
  readonly done: boolean;
  /** When it ended, null while it runs or if it was broken off. */
  readonly doneAt: Seconds | null;
  /** The guest was destroyed or moved again before break-even (MODEL §6). */
  readonly inVain: boolean;
  /** Why: the strategy's words, "by hand", or why it was refused or broken off. */
  readonly reason: string;
  readonly outcome: MoveOutcome;
}

export type TimelineKind = 'arrive' | 'depart' | 'refuse' | 'phase' | 'move-start' | 'move-end';

/** What happened when, for the lanes of the timeline. */
export interface TimelineEvent {
  readonly at: Seconds;
  readonly kind: TimelineKind;
  readonly guest: string;
  /** Index into `moves` for move-start and move-end. */
  readonly move?: number;
}

/** Exact means over equal buckets of time, at most 2,048 of them whatever the length of the run. */
export interface Series {
  readonly bucketSeconds: Seconds;
  readonly throughput: Float32Array<ArrayBuffer>;
  readonly remoteAccessRatio: Float32Array<ArrayBuffer>;
  readonly loadImbalance: Float32Array<ArrayBuffer>;
}

/** A guest of the run, at the place in the list that its columns have in the frames. */
export interface RunGuest {
  readonly name: string;
  readonly group?: string;
  readonly vcpus: number;
  readonly memoryMiB: Mebibytes;
  readonly vnumaAware: boolean;
  readonly arrive: Seconds;
  /** null = stays. */
  readonly depart: Seconds | null;
  /** Made by the scenario's generator of arrivals. */
  readonly generated: boolean;
}

/** Which strategy was in charge, with all its parameters, and which took over when. */
export interface Charge {
  readonly strategy: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** In order of time; missing where the first is in charge to the end. */
  readonly branches?: readonly {
    readonly at: Seconds;
    readonly id: string;
    readonly params: Readonly<Record<string, ParamValue>>;
  }[];
}

/** A finished run; a pure function of (scenario, strategy, parameters, branches, seed, engine version). */
export interface RunResult extends Charge {
  readonly engine: string;
  readonly seed: number;
  readonly hash: string;
  readonly until: Seconds;
  readonly metrics: Metrics;
  /** All guests of the run, in the order of its list. */
  readonly guests: readonly RunGuest[];
  /** Names of refused guests. */
  readonly refused: readonly string[];
  readonly moves: readonly MoveRecord[];
  readonly events: readonly TimelineEvent[];
  readonly series: Series;
}

/** Answer of `place`: nodes (ids) of each guest's parts. */
export interface PlaceReport {
  readonly placements: readonly {
    readonly name: string;
    readonly nodes: readonly number[];
    readonly refused?: string;
  }[];
}
