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
}

/** What a hypervisor sees of its host; nothing of the future, no true heat. Nodes by index. */
export interface HostView {
  readonly now: number;
  readonly nodeCount: number;
  readonly cores: (node: number) => number;
  /** CPU demand / cores of a node (MODEL §7). */
  readonly load: (node: number) => number;
  readonly usedMiB: (node: number) => number;
  /** Free memory, reservations and the host's own share taken off. */
  readonly freeMiB: (node: number) => number;
  readonly guests: () => readonly GuestView[];
}

/** A guest that asks for a place. */
export interface Newcomer {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly vnumaAware: boolean;
}

/** Where a guest goes: pinned parts, unpinned, or nowhere with the reason. */
export type PlaceDecision =
  | {
      readonly kind: 'parts';
      readonly parts: readonly { readonly node: number; readonly vcpus: number; readonly memoryMiB: number }[];
    }
  | { readonly kind: 'unpinned' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A wish; the engine grants or refuses it and accounts its cost. `to` = node indices, one for all parts or one for each. */
export interface MoveRequest {
  readonly guest: number;
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  readonly reason: string;
}

/** A strategy's own state: plain numbers by name, so that a run can be saved and branched. */
export type StrategyMemory = Record<string, number>;

export interface Strategy extends StrategyInfo {
  /** Seconds between ticks; none without it. */
  readonly period?: (params: Params) => number;
  readonly place: (view: HostView, guest: Newcomer, params: Params) => PlaceDecision;
  /** Called at every tick. */
  readonly policy?: (view: HostView, params: Params, memory: StrategyMemory) => readonly MoveRequest[];
}
