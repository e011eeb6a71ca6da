import type { PairedDifference } from '../analysis/pairs.ts';
import type { PlacementProblem } from '../analysis/placement-problem.ts';
import type { CostQuery } from '../engine/cost.ts';
import type { Frames } from '../engine/frames.ts';
import type { CostReport, PlaceReport, RunResult } from '../engine/reports.ts';
import type { FrameWindow } from '../engine/run.ts';
import type { StrategyInfo } from '../engine/strategy.ts';
import type { ExportTarget } from '../formats/guests/write/convert.ts';
import type { Exported } from '../formats/guests/write/exported.ts';
import type { HostReading } from '../formats/read-host.ts';
import type { Host } from '../model/host.ts';
import type { Problem, Reading } from '../model/problem.ts';
import type { Guest, Scenario, StrategyChoice } from '../model/scenario.ts';
import type { Mebibytes, Seconds, Share } from '../model/units.ts';

/** One kind of request: what is asked, what is told on the way, what comes back. */
interface Call<Request, Progress, Reply> {
  readonly request: Request;
  readonly progress: Progress;
  readonly reply: Reply;
}

/** The whole protocol between page and worker: name → request, progress, reply. */
export interface Protocol {
  /** What the panel needs to know of every strategy, in the order in which they are offered. */
  readonly strategies: Call<undefined, never, readonly StrategyInfo[]>;
  /** A scenario file, read and validated. */
  readonly readScenario: Call<{ readonly text: string; readonly file: string }, never, Reading<Scenario>>;
  /** Anything that was dropped, chosen or pasted, recognised by its content. */
  readonly readImport: Call<ImportRequest, ImportProgress, ImportReply>;
  /** A whole run; frames come in chunks as it goes. */
  readonly run: Call<RunRequest, RunProgress, RunReply>;
  /** Two strategies over many seeds, compared in pairs; undefined = nothing here depends on the seed. */
  readonly pairs: Call<PairsRequest, { readonly done: Share }, readonly PairedDifference[] | undefined>;
  /** Frames around an instant of a run that this worker keeps; undefined = it keeps it no longer. */
  readonly window: Call<WindowRequest, never, FrameWindow | undefined>;
  /** What a move would cost at an instant of a run. */
  readonly costAt: Call<CostAtRequest, never, CostReport>;
  /** One frame of a scenario's placements at time 0. */
  readonly still: Call<Scenario, never, Frames>;
  /** Where a strategy puts the guests, one after the other, without time. */
  readonly place: Call<{ readonly scenario: Scenario; readonly strategy: string }, never, PlaceReport>;
  /** What is wrong with the placements of a scenario, worst first. */
  readonly problems: Call<Scenario, never, readonly PlacementProblem[]>;
  /** The guests of a scenario with their placements, as another system wants them. */
  readonly export: Call<ExportRequest, never, ExportReply>;
  /** What a move to each of several places would cost, told one by one. */
  readonly costs: Call<CostsRequest, CostAnswer, undefined>;
}

export type CallName = keyof Protocol;

export interface ImportInput {
  /** Text that was pasted, or the bytes of a file (handed over): decoding and reading never block the page. */
  readonly source: string | ArrayBuffer;
  readonly file: string;
}

export interface ImportRequest {
  /** Inputs about one machine, or one scenario file. */
  readonly inputs: readonly ImportInput[];
  /** The host on the table, for guests that come without one. */
  readonly host: Host | undefined;
}

/** What the inputs turned out to be; at least one of host and guests. */
export type Imported =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'parts'; readonly host: HostReading | undefined; readonly guests: readonly Guest[] | undefined };

export interface ImportProgress {
  /** The input that is being read. */
  readonly file: string;
  /** Share of all inputs that is read. */
  readonly done: Share;
}

/** One output in an input: the whole of it, or a section of what was collected. */
export interface OutputSummary {
  /** The command that wrote it, where the text says so. */
  readonly command: string | undefined;
  /** undefined = nothing that is known. */
  readonly format: string | undefined;
  /** The command failed: what it wrote may be cut short. */
  readonly failed: boolean;
}

/** What an input was recognised as. */
export interface InputSummary {
  readonly file: string;
  readonly outputs: readonly OutputSummary[];
}

export interface ImportReply {
  /** One for each input that is text, in their order. */
  readonly inputs: readonly InputSummary[];
  /** undefined = it cannot be used; the problems say why. */
  readonly imported: Imported | undefined;
  readonly problems: readonly Problem[];
}

export interface ExportRequest {
  readonly scenario: Scenario;
  /** The scenario that was opened or imported; undefined where that is not known any more. */
  readonly opened: Scenario | undefined;
  /** The scenario on the table, where guests that nothing pins have no place. */
  readonly table: Scenario;
  /** What was opened, with a place for every guest, as it was shown. */
  readonly before: Scenario | undefined;
  readonly target: ExportTarget;
  readonly scope: ExportScope;
  /** Names of guests, groups and host are replaced. */
  readonly isAnonymous: boolean;
}

/** Which guests are written: all, those that were moved since they were opened or imported, or one. */
export type ExportScope = { readonly kind: 'all' | 'changed' } | { readonly kind: 'guest'; readonly name: string };

/** One move of a plan, and what of it has to be carried. */
export interface PlanStep {
  readonly guest: string;
  /** Node ids of its vCPUs and memory; none = it was not pinned. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly memoryMiB: Mebibytes;
}

export interface ExportReply extends Exported {
  /** For commands: the order in which no node is overfilled on the way, or why there is none. */
  readonly plan: { readonly steps: readonly PlanStep[]; readonly impossible: string | undefined } | undefined;
}

export interface RunRequest {
  /** Under which name the worker keeps the run, for its windows. */
  readonly key: string;
  readonly scenario: Scenario;
  readonly choice: StrategyChoice;
  /** A run that this worker may keep, which is the same until a branch: then only what comes after is computed. */
  readonly parent?: {
    readonly key: string;
    /** How many of the branches are its own too. */ readonly branches: number;
  };
}

/** `key` names the run where this worker may keep it. */
export interface CostAtRequest extends Pick<RunRequest, 'key' | 'scenario' | 'choice'> {
  readonly time: Seconds;
  readonly query: CostQuery;
}

export interface RunProgress {
  /** Share of the run's time that is computed. */
  readonly done: Share;
  readonly frames?: Frames;
}

export interface RunReply {
  /** Names for people of the strategies that are in charge, one after the other. */
  readonly titles: readonly string[];
  readonly result: RunResult;
  /** Frames after the last progress. */
  readonly frames?: Frames;
  /** Every frame was sent; otherwise the pictures come in windows, each with its own guests. */
  readonly isWhole: boolean;
}

export interface PairsRequest {
  readonly scenario: Scenario;
  readonly pair: readonly [StrategyChoice, StrategyChoice];
  readonly seeds: readonly number[];
}

export interface WindowRequest {
  readonly key: string;
  readonly time: Seconds;
}

export interface CostsRequest {
  readonly scenario: Scenario;
  readonly queries: readonly CostQuery[];
}

export interface CostAnswer {
  /** Position of the query. */
  readonly index: number;
  readonly report: CostReport;
}

/** A fault that the user can mend: the engine's or a reader's words, with the path of the field where there is one. */
export interface Fault {
  readonly message: string;
  readonly path?: string;
}

/** Page → worker. */
export type Ask = CallAsk | UrgeAsk | CancelAsk;

export interface CallAsk {
  readonly kind: 'call';
  readonly id: number;
  readonly name: CallName;
  readonly request: Protocol[CallName]['request'];
}

/** Of a job under way: which of its parts are wanted before the others, most wanted first. */
export interface UrgeAsk {
  readonly kind: 'urge';
  readonly id: number;
  readonly first: readonly number[];
}

export interface CancelAsk {
  readonly kind: 'cancel';
  readonly id: number;
}

export interface ProgressOf<N extends CallName> {
  readonly kind: 'progress';
  readonly id: number;
  readonly name: N;
  readonly value: Protocol[N]['progress'];
}

export interface ReplyOf<N extends CallName> {
  readonly kind: 'reply';
  readonly id: number;
  readonly name: N;
  readonly value: Protocol[N]['reply'];
}

/** Worker → page. */
export type Answer =
  | ProgressOf<CallName>
  | ReplyOf<CallName>
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: Fault };

/** What a call is told on the way: the name ties the value to its kind. */
export function isProgressOf<N extends CallName>(answer: Answer, name: N): answer is ProgressOf<N> {
  return answer.kind === 'progress' && answer.name === name;
}

/** What a call gets back: the name ties the value to its kind. */
export function isReplyOf<N extends CallName>(answer: Answer, name: N): answer is ReplyOf<N> {
  return answer.kind === 'reply' && answer.name === name;
}
