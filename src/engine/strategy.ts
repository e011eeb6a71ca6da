import type { MechanismId, ParamValue } from '../model/scenario.ts';

/** A parameter of a strategy as data: validation, panel, docs and command-line help are drawn from it. */
export type ParamSpec = NumberParam | ChoiceParam | BooleanParam;

interface ParamBase {
  readonly name: string;
  readonly title: string;
  readonly help: string;
}

export interface NumberParam extends ParamBase {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly unit?: string;
}

export interface ChoiceParam extends ParamBase {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly { readonly value: string; readonly title: string }[];
}

export interface BooleanParam extends ParamBase {
  readonly kind: 'boolean';
  readonly default: boolean;
}

/** Every parameter of the strategy by name, defaults filled in. */
export type Params = Readonly<Record<string, ParamValue>>;

/** What the panel and the command line know of a strategy. */
export interface StrategyInfo {
  readonly id: string;
  readonly title: string;
  /** The message or source that it follows. */
  readonly origin: string;
  readonly params: readonly ParamSpec[];
}

/** What a hypervisor knows of a guest that runs. `homes` are node indices, one for each part. */
export interface GuestView {
  readonly index: number;
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly vnumaAware: boolean;
  readonly unpinned: boolean;
  readonly moving: boolean;
  readonly homes: readonly number[];
  /** CPU demand of each part, cores. */
  readonly demand: readonly number[];
  /** Tasks of each part: what the guest's own OS knows. */
  readonly tasks: readonly number[];
  /** vCPUs of each part. */
  readonly partVcpus: readonly number[];
  /** MiB of part `part` on a node. */
  readonly memoryOn: (part: number, node: number) => number;
  /** Share of the accesses of part `part` that goes to a node, as hint faults or counters would show it. */
  readonly accessTo: (part: number, node: number) => number;
  /** Cores that the guest really gets. */
  readonly cpuUsed: () => number;
  /** When it arrived, s. */
  readonly since: number;
}

/** What a hypervisor sees of its host; nothing of the future, no true heat. Nodes by index. */
export interface HostView {
  readonly now: number;
  readonly nodeCount: number;
  /** Id of a node as the file numbers it, for words to the user. */
  readonly nodeId: (node: number) => number;
  readonly cores: (node: number) => number;
  readonly threads: (node: number) => number;
  readonly memoryMiB: (node: number) => number;
  /** Idle latency of an access from one node to another's memory, ns: what firmware tables or a first measurement say. */
  readonly latencyNs: (from: number, to: number) => number;
  /** CPU demand / cores of a node (MODEL §7), to a multiple of 2^-30, so that equal loads are equal. */
  readonly load: (node: number) => number;
  readonly usedMiB: (node: number) => number;
  /** Free memory, reservations and the host's own share taken off. */
  readonly freeMiB: (node: number) => number;
  readonly guests: () => readonly GuestView[];
  /** Next draw, 0 ≤ x < 1, of the named stream of this run's seed. */
  readonly random: (stream: string) => number;
  /** What a move would cost as things are now, by the engine's own function; a sentence where it would be refused. */
  readonly forecast: (request: MoveRequest, horizon: number) => Forecast | string;
}

/** The outlook of one move against staying, all else staying as it is (MODEL §6). */
export interface Forecast {
  readonly copiedMiB: number;
  /** Until the move is done; Infinity where that lies beyond the horizon. */
  readonly seconds: number;
  /** ∫ (speed with − speed without) dt over the horizon, for the guest, s of full speed. */
  readonly gain: number;
  /** The same over the progress of all guests, core·s. */
  readonly hostGain: number;
  readonly breakEvenSeconds: number | null;
  readonly breakEvenHostSeconds: number | null;
}

/** A guest that asks for a place. */
export interface Newcomer {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly vnumaAware: boolean;
}

/** A part's place; `memoryOn` (hottest first, node indices) only where its memory does not lie with its vCPUs. */
export interface PartDecision {
  readonly node: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly memoryOn?: readonly { readonly node: number; readonly memoryMiB: number }[];
}

/** Where a guest goes: pinned parts, unpinned (over some nodes only, if named), or nowhere with the reason. */
export type PlaceDecision =
  | { readonly kind: 'parts'; readonly parts: readonly PartDecision[] }
  | { readonly kind: 'unpinned'; readonly nodes?: readonly number[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What becomes of a wish whose guest is being moved: it waits for the end (the last one to wait counts), breaks the other off, or is dropped. */
export type WhenBusy = 'wait' | 'replace' | 'refuse';

/** A wish; the engine grants or refuses it and accounts its cost. `to` = node indices, one for all parts or one for each. */
export interface MoveRequest {
  readonly guest: number;
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  readonly reason: string;
  /** 'wait' without it. */
  readonly whenBusy?: WhenBusy;
  /** Ceiling of the copy's rate, GB/s, below the host's own for the mechanism. */
  readonly maxGBs?: number;
}

/** What a strategy is told of besides ticks and requests for a place. `guest` is an index; one that left is no longer in the view. */
export interface Happening {
  readonly kind: 'arrived' | 'left' | 'move-ended';
  readonly guest: number;
}

/** A strategy's own state: plain numbers by name, so that a run can be saved and branched. */
export type StrategyMemory = Record<string, number>;

export interface Strategy extends StrategyInfo {
  /** Seconds between ticks; none without it. */
  readonly period?: (params: Params) => number;
  readonly place: (view: HostView, guest: Newcomer, params: Params) => PlaceDecision;
  /** Called at every tick. */
  readonly policy?: (view: HostView, params: Params, memory: StrategyMemory) => readonly MoveRequest[];
  /** Called when a guest has arrived or left and when a move has ended. */
  readonly react?: (
    view: HostView,
    happening: Happening,
    params: Params,
    memory: StrategyMemory,
  ) => readonly MoveRequest[];
}
