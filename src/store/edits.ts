import type { Host } from '../model/host.ts';
import type { RunSettings } from '../model/scenario.ts';
import { fetchScenario, type CatalogueEntry } from './catalogue.ts';
import { change, documentStore } from './document.ts';
import { notify } from './notices.ts';
import { rehost, withoutPlacement } from './rehost.ts';

/** Puts the guests on another host; says which placements had to go. */
export function takeHost(host: Host): void {
  const { scenario } = documentStore.getState();
  if (!scenario) return;
  const { scenario: next, dropped, droppedMoves } = rehost(scenario, host);
  change(`take ${host.name} as the host`, next);
  if (dropped.length + droppedMoves > 0)
    notify({ kind: 'placements-dropped', host: host.name, guests: dropped, moves: droppedMoves });
}

/** A built-in host under the guests on the table. Rejects with words for the user. */
export async function pickHost(entry: CatalogueEntry): Promise<void> {
  takeHost((await fetchScenario(entry.file)).host);
}

/** A built-in scenario, with its own host. Rejects with words for the user. */
export async function pickScenario(entry: CatalogueEntry): Promise<void> {
  change(`open ${entry.title}`, await fetchScenario(entry.file));
}

/** Other run settings: length, seed, reserves, strategies with their parameters. */
export function setRun(run: RunSettings): void {
  const { scenario } = documentStore.getState();
  if (!scenario || JSON.stringify(scenario.run ?? {}) === JSON.stringify(run)) return;
  change('change the run', { ...scenario, run });
}

/** Takes the placements out of the scenario, so that each strategy places the guests itself. */
export function letStrategiesPlace(): void {
  const { scenario } = documentStore.getState();
  if (scenario)
    change('let the strategies place the guests', { ...scenario, guests: scenario.guests.map(withoutPlacement) });
}
