import type { HostReading } from '../formats/read-host.ts';
import type { Host } from '../model/host.ts';
import type { Problem } from '../model/problem.ts';
import type { Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import { change, documentStore, openDocument } from './document.ts';

import { notify } from './notices.ts';
import { rehost, withoutPlacement } from './rehost.ts';
import { atStart, PLACER, withPlacements, type Unplaced } from './placement.ts';

/** What would be applied: the scenario as it would be, and what there is to say about it. */
export interface Prepared {
  readonly kind: 'host' | 'scenario';
  readonly scenario: Scenario;
  /** What the input was recognised as, and what it says; undefined for a scenario file. */
  readonly reading: HostReading | undefined;
  /** Guests at time 0 that found no place on the new host. */
  readonly unplaced: readonly Unplaced[];
  readonly placed: number;
}

export interface ImportOutcome {
  /** undefined = it cannot be used; the problems say why. */
  readonly prepared: Prepared | undefined;
  readonly problems: readonly Problem[];
}

const NO_GUESTS: Omit<Scenario, 'host'> = { nearfar: 1, guests: [] };

/** The guests on the table, put on the new host first-fit; the placements are written down. */
async function settle(host: Host, signal: AbortSignal): Promise<Omit<Prepared, 'kind' | 'reading'>> {
  const current = documentStore.getState().scenario ?? { ...NO_GUESTS, host };
  const { scenario } = rehost({ ...current, guests: current.guests.map(withoutPlacement) }, host);
  const report = await desk.call('place', { scenario: atStart(scenario), strategy: PLACER }, { signal });
  const { scenario: start, unplaced } = withPlacements(atStart(scenario), report);
  const placed = new Map(start.guests.map((guest) => [guest.name, guest]));
  const guests = scenario.guests.map((guest) => placed.get(guest.name) ?? guest);
  return { scenario: { ...scenario, guests }, unplaced, placed: placed.size };
}

/** Reads an input in the worker and works out what it would change. Nothing is applied. Rejects when aborted. */
export async function prepareImport(source: string | File, file: string, signal: AbortSignal): Promise<ImportOutcome> {
  const content = typeof source === 'string' ? source : await source.arrayBuffer();
  const transfer = typeof content === 'string' ? [] : [content];
  const { imported, problems } = await desk.call('readImport', { source: content, file }, { signal, transfer });
  if (!imported) return { prepared: undefined, problems };
  if (imported.kind === 'host') {
    const { reading } = imported;
    return { prepared: { kind: 'host', reading, ...(await settle(reading.host, signal)) }, problems };
  }
  const { scenario } = imported;
  const prepared: Prepared = { kind: 'scenario', scenario, reading: undefined, unplaced: [], placed: 0 };
  return { prepared, problems };
}

/** Applies what was prepared, as one step that can be undone. */
export function applyImport({ kind, scenario, unplaced }: Prepared): void {
  const name = kind === 'host' ? scenario.host.name : (scenario.name ?? scenario.host.name);
  if (documentStore.getState().scenario) change(`import ${name}`, scenario);
  else openDocument(scenario);
  if (unplaced.length > 0) notify({ kind: 'unplaced', guests: unplaced });
}
