import type { HostReading } from '../formats/read-host.ts';
import type { Host } from '../model/host.ts';
import type { Problem } from '../model/problem.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import type { Imported, ImportInput } from '../worker/protocol.ts';
import { change, documentStore, openDocument } from './document.ts';
import { notify } from './notices.ts';
import { atStart, PLACER, withPlacements, type Unplaced } from './placement.ts';
import { rehost, withoutPlacement } from './rehost.ts';

/** Something that was given to be read: a text that was pasted, or a file. */
export interface Given {
  readonly source: string | File;
  readonly name: string;
}

/** What would be applied: the scenario as it would be, and what there is to say about it. */
export interface Prepared {
  readonly scenario: Scenario;
  /** What the inputs say of the host; undefined where they say nothing or are a scenario file. */
  readonly reading: HostReading | undefined;
  /** Guests that came with the inputs; undefined = those on the table stay. */
  readonly guests: readonly Guest[] | undefined;
  readonly isWhole: boolean;
  /** Guests at time 0 that found no place on the host. */
  readonly unplaced: readonly Unplaced[];
  readonly placed: number;
}

export interface ImportOutcome {
  /** undefined = it cannot be used; the problems say why. */
  readonly prepared: Prepared | undefined;
  readonly problems: readonly Problem[];
}

/** The scenario on that host: what fits stays where it is said to be, the rest is placed first-fit and written down. */
async function settle(
  wanted: Scenario,
  host: Host,
  signal: AbortSignal,
): Promise<Pick<Prepared, 'scenario' | 'unplaced' | 'placed'>> {
  const { scenario } = rehost(wanted, host);
  const start = atStart(scenario);
  const report = await desk.call('place', { scenario: start, strategy: PLACER }, { signal });
  const { scenario: settled, unplaced } = withPlacements(start, report);
  const placed = new Map(settled.guests.map((guest) => [guest.name, guest]));
  const guests = scenario.guests.map((guest) => placed.get(guest.name) ?? guest);
  return { scenario: { ...scenario, guests }, unplaced, placed: placed.size };
}

/** Guests of a new host are placed anew; guests that come with their placement keep it. */
function combine(host: Host, guests: readonly Guest[] | undefined, current: Scenario | undefined): Scenario {
  if (!current) return { nearfar: 1, host, guests: guests ?? [] };
  if (!guests) return { ...current, host, guests: current.guests.map(withoutPlacement) };
  const { moves: _moves, ...run } = current.run ?? {};
  return { nearfar: 1, name: host.name, host, guests, run };
}

async function prepare(imported: Imported, signal: AbortSignal): Promise<Prepared> {
  if (imported.kind === 'scenario') {
    const { scenario } = imported;
    return { scenario, reading: undefined, guests: undefined, isWhole: true, unplaced: [], placed: 0 };
  }
  const { host: reading, guests } = imported;
  const current = documentStore.getState().scenario;
  const host = reading?.host ?? current?.host;
  if (!host) throw new Error('There is no host on the table for these guests: import one with them.');
  return { reading, guests, isWhole: false, ...(await settle(combine(host, guests, current), host, signal)) };
}

async function inputOf({ source, name }: Given): Promise<ImportInput> {
  return { source: typeof source === 'string' ? source : await source.arrayBuffer(), file: name };
}

/** Reads inputs in the worker and works out what they would change. Nothing is applied. Rejects when aborted. */
export async function prepareImport(given: readonly Given[], signal: AbortSignal): Promise<ImportOutcome> {
  const inputs = await Promise.all(given.map(inputOf));
  const transfer = inputs.flatMap(({ source }) => (typeof source === 'string' ? [] : [source]));
  const host = documentStore.getState().scenario?.host;
  const { imported, problems } = await desk.call('readImport', { inputs, host }, { signal, transfer });
  return { prepared: imported && (await prepare(imported, signal)), problems };
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
