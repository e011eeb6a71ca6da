import type { Host } from '../model/host.ts';
import type { Guest, Placement, RunSettings, Scenario, StrategyChoice } from '../model/scenario.ts';
import { fetchScenario, type CatalogueEntry } from './catalogue.ts';
import { change, documentStore } from './document.ts';
import { notify } from './notices.ts';

/** Strategies of a comparison that names none. */
const DEFAULT_PAIR: readonly [StrategyChoice, StrategyChoice] = [{ id: 'guest-numa' }, { id: 'dynamic-balance' }];

/** The two strategies that a scenario compares. */
export function pairOf(scenario: Scenario): readonly [StrategyChoice, StrategyChoice] {
  const [a = DEFAULT_PAIR[0], b = DEFAULT_PAIR[1]] = scenario.run?.strategies ?? [];
  return [a, b];
}

function memoryOf(placement: Placement): { node: number; memoryMiB: number }[] {
  return placement.parts.flatMap((part) => part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }]);
}

/** Whether a placement can be on this host, given what is left of each node; takes its memory if so. */
function fits(placement: Placement, host: Host, freeMiB: Map<number, number>): boolean {
  const runs = placement.parts.every(
    (part) => part.vcpus === 0 || host.nodes.some((node) => node.id === part.node && node.threads > 0),
  );
  const rest = new Map(freeMiB);
  for (const { node, memoryMiB } of memoryOf(placement)) rest.set(node, (rest.get(node) ?? -1) - memoryMiB);
  if (!runs || [...rest.values()].some((left) => left < 0)) return false;
  for (const [node, left] of rest) freeMiB.set(node, left);
  return true;
}

/** Pins are pCPU numbers of the old host: they fall. */
function withoutPins(placement: Placement): Placement {
  return { parts: placement.parts.map(({ cpus: _pins, ...part }) => part) };
}

function withoutPlacement({ placement: _placement, ...guest }: Guest): Guest {
  return guest;
}

export interface Rehosted {
  readonly scenario: Scenario;
  /** Guests whose placement does not fit the new host and was dropped. */
  readonly dropped: readonly string[];
  /** Moves by hand that name nodes which the new host lacks. */
  readonly droppedMoves: number;
}

/** The same guests on another host: placements and moves stay where they fit. */
export function rehost(scenario: Scenario, host: Host): Rehosted {
  const free = new Map(host.nodes.map((node) => [node.id, node.memoryMiB]));
  const dropped: string[] = [];
  const guests = scenario.guests.map((guest) => {
    if (!guest.placement) return guest;
    if (fits(guest.placement, host, free)) return { ...guest, placement: withoutPins(guest.placement) };
    dropped.push(guest.name);
    return withoutPlacement(guest);
  });
  const moves = scenario.run?.moves ?? [];
  const kept = moves.filter((move) => move.to.every((id) => free.has(id)));
  const run = scenario.run && { ...scenario.run, ...(scenario.run.moves && { moves: kept }) };
  return {
    scenario: { ...scenario, host, guests, ...(run && { run }) },
    dropped,
    droppedMoves: moves.length - kept.length,
  };
}

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
