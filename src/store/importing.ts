import { difference, type Difference } from '../analysis/difference.ts';
import type { PlacementProblem } from '../analysis/placement-problem.ts';
import type { HostReading } from '../formats/read-host.ts';
import type { Host } from '../model/host.ts';
import type { Problem } from '../model/problem.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import type { Imported, ImportInput, ImportProgress, InputSummary } from '../worker/protocol.ts';
import { combine, isSameHost, modesOf, type ImportMode } from './combining.ts';
import { change, documentStore, openDocument } from './document.ts';
import { notify } from './notices.ts';
import { atStart, PLACER, withPlacements, type Unplaced } from './placement.ts';
import { rehost } from './rehost.ts';

export type { Difference, ImportMode, ImportProgress, InputSummary };

/** Something that was given to be read: a text that was pasted, or a file. */
export interface Given {
  readonly source: string | File;
  readonly name: string;
}

/** What would be applied: the scenario as it would be, and what there is to say about it. */
export interface Prepared {
  readonly mode: ImportMode;
  readonly scenario: Scenario;
  /** What the inputs say of the host; undefined where they say nothing or are a scenario file. */
  readonly reading: HostReading | undefined;
  /** Guests that came with the inputs; undefined = those on the table stay. */
  readonly guests: readonly Guest[] | undefined;
  readonly isWhole: boolean;
  /** Guests at time 0 that found no place on the host. */
  readonly unplaced: readonly Unplaced[];
  readonly placed: number;
  /** Guests that the inputs place where they cannot be; they are placed anew. */
  readonly displaced: readonly string[];
  /** Where its guests at time 0 would be seen: those without a place of their own first-fit. */
  readonly shown: Scenario;
  /** Why the displaced cannot be where they are said to be. */
  readonly misfits: readonly PlacementProblem[];
  /** What changes on the host that is on the table; undefined where it is another host. */
  readonly difference: Difference | undefined;
}

export interface ImportOutcome {
  /** The ways in which the inputs can be taken, the likelier first; none = they cannot be used, the problems say why. */
  readonly choices: readonly Prepared[];
  readonly problems: readonly Problem[];
  readonly inputs: readonly InputSummary[];
}

type Settled = Pick<Prepared, 'scenario' | 'unplaced' | 'placed' | 'displaced' | 'shown' | 'misfits'>;

const MISFITS: ReadonlySet<string> = new Set<PlacementProblem['code']>(['node-overfilled', 'memoryless-home']);

async function misfitsOf(wanted: Scenario, signal: AbortSignal): Promise<readonly PlacementProblem[]> {
  const problems = await desk.call('problems', wanted, { signal });
  return problems.filter(({ code }) => MISFITS.has(code));
}

/**
 * The scenario as it can be: what fits stays where it is said to be, the rest is for strategies to place. A first-fit place is
 * not written down, or commands would not know that the host pins nothing there.
 */
async function settle(wanted: Scenario, signal: AbortSignal): Promise<Settled> {
  const { scenario, dropped } = rehost(wanted, wanted.host, true);
  const start = atStart(scenario);
  const report = await desk.call('place', { scenario: start, strategy: PLACER }, { signal });
  const { scenario: shown, unplaced } = withPlacements(start, report);
  return {
    scenario,
    shown,
    unplaced,
    placed: shown.guests.length,
    displaced: dropped,
    misfits: dropped.length > 0 ? await misfitsOf(wanted, signal) : [],
  };
}

function changes(current: Scenario | undefined, next: Scenario): Difference | undefined {
  return current && isSameHost(current.host, next.host) ? difference(current, next) : undefined;
}

function whole(scenario: Scenario, current: Scenario | undefined): Prepared {
  return {
    mode: 'replace',
    scenario,
    reading: undefined,
    guests: undefined,
    isWhole: true,
    unplaced: [],
    placed: 0,
    displaced: [],
    shown: scenario,
    misfits: [],
    difference: changes(current, scenario),
  };
}

type Parts = Extract<Imported, { kind: 'parts' }>;

async function prepare(parts: Parts, host: Host, mode: ImportMode, signal: AbortSignal): Promise<Prepared> {
  const current = documentStore.getState().scenario;
  const settled = await settle(combine(host, parts.guests, current, mode), signal);
  return {
    mode,
    reading: parts.host,
    guests: parts.guests,
    isWhole: false,
    ...settled,
    difference: changes(current, settled.scenario),
  };
}

async function choicesOf(imported: Imported, signal: AbortSignal): Promise<readonly Prepared[]> {
  const current = documentStore.getState().scenario;
  if (imported.kind === 'scenario') return [whole(imported.scenario, current)];
  const host = imported.host?.host ?? current?.host;
  if (!host) throw new Error('There is no host on the table for these guests: import one with them.');
  const modes = modesOf(imported.host !== undefined, imported.guests !== undefined, current !== undefined);
  return Promise.all(modes.map((mode) => prepare(imported, host, mode, signal)));
}

async function inputOf({ source, name }: Given): Promise<ImportInput> {
  return { source: typeof source === 'string' ? source : await source.arrayBuffer(), file: name };
}

/** Reads inputs in the worker and works out what they would change. Nothing is applied. Rejects when aborted. */
export async function prepareImport(
  given: readonly Given[],
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportOutcome> {
  const inputs = await Promise.all(given.map(inputOf));
  const transfer = inputs.flatMap(({ source }) => (typeof source === 'string' ? [] : [source]));
  const host = documentStore.getState().scenario?.host;
  const reply = await desk.call('readImport', { inputs, host }, { signal, transfer, onProgress });
  const choices = reply.imported ? await choicesOf(reply.imported, signal) : [];
  return { choices, problems: reply.problems, inputs: reply.inputs };
}

function labelOf({ isWhole, reading, guests, scenario }: Prepared): string {
  if (isWhole) return `import ${scenario.name ?? scenario.host.name}`;
  return reading ? `import ${reading.host.name}` : `import ${guests?.length ?? 0} guests`;
}

/** Applies what was prepared, as one step that can be undone. */
export function applyImport(prepared: Prepared): void {
  const { scenario, unplaced } = prepared;
  if (documentStore.getState().scenario) change(labelOf(prepared), scenario);
  else openDocument(scenario);
  if (unplaced.length > 0) notify({ kind: 'unplaced', guests: unplaced });
}
