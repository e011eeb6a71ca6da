import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Frames } from '../engine/frames.ts';
import type { Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import { queryClient } from './client.ts';
import { change, documentStore, redo, undo, useHistory, useScenario } from './document.ts';
import { FrameLog } from './frames.ts';
import { runInputKey } from './keys.ts';
import {
  afterMoves,
  atStart,
  moveLabel,
  PLACER,
  withoutPins,
  withPlacements,
  type MoveCommand,
  type Placed,
  type Unplaced,
} from './placement.ts';

export { redo, undo, useHistory };
export type { MoveCommand, Unplaced };

interface Shown extends Placed {
  readonly frames: Frames;
}

export interface PlacementView {
  /** Guests present at time 0, all with a placement. */
  readonly scenario: Scenario;
  /** One frame, at time 0. */
  readonly source: FrameLog;
  readonly unplaced: readonly Unplaced[];
  /** An older placement is shown while the new one is computed. */
  readonly stale: boolean;
}

/** Guests present at time 0: placed as the scenario says, the rest first-fit. */
export async function placementOf(scenario: Scenario, signal: AbortSignal): Promise<Placed> {
  const start = atStart(scenario);
  return withPlacements(start, await desk.call('place', { scenario: start, strategy: PLACER }, { signal }));
}

async function show(scenario: Scenario, signal: AbortSignal): Promise<Shown> {
  const placed = await placementOf(scenario, signal);
  return { ...placed, frames: await desk.call('still', placed.scenario, { signal }) };
}

function placementKey(scenario: Scenario | undefined): readonly unknown[] {
  return ['placement', scenario && runInputKey(scenario)];
}

/** The placement on the table: what the file places, the rest first-fit. `data` is undefined while nothing is computed yet. */
export function usePlacement(): { readonly data: PlacementView | undefined; readonly error: Error | null } {
  const scenario = useScenario();
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: placementKey(scenario),
    queryFn: scenario ? ({ signal }): Promise<Shown> => show(scenario, signal) : skipToken,
    placeholderData: keepPreviousData,
  });
  const view = useMemo((): PlacementView | undefined => {
    if (!data) return undefined;
    const source = new FrameLog();
    source.add(data.frames);
    return { scenario: data.scenario, source, unplaced: data.unplaced, stale: isPlaceholderData };
  }, [data, isPlaceholderData]);
  return { data: view, error };
}

/**
 * One undoable command on the placement that is shown: the placement of every guest shown is written into the scenario, so
 * that nothing else shifts. Without a placement on the table nothing happens.
 */
export function changePlacement(
  label: string | ((placed: Scenario) => string),
  edit: (placed: Scenario) => Scenario,
): void {
  const { scenario } = documentStore.getState();
  const shown = scenario && queryClient.getQueryData<Shown>(placementKey(scenario));
  if (!scenario || !shown) return;
  const placed = new Map(edit(shown.scenario).guests.map((guest) => [guest.name, guest.placement]));
  const guests = scenario.guests.map((guest) => {
    const placement = placed.get(guest.name) ?? guest.placement;
    return placement ? { ...guest, placement } : guest;
  });
  change(typeof label === 'string' ? label : label(shown.scenario), { ...scenario, guests });
}

/** Moves guests, as one step: each lies where its move would leave it. */
export function moveGuests(commands: readonly MoveCommand[]): void {
  if (commands.length === 0) return;
  changePlacement(
    (placed) => moveLabel(placed, commands),
    (placed) => afterMoves(placed, commands),
  );
}

/** Takes the pins of a guest away; its vCPUs run on all CPUs of their nodes again. */
export function unpinGuest(name: string): void {
  changePlacement(`unpin ${name}`, (placed) => ({
    ...placed,
    guests: placed.guests.map((guest) =>
      guest.name === name && guest.placement ? { ...guest, placement: withoutPins(guest.placement) } : guest,
    ),
  }));
}

/** How long an outlook that nobody looks at is kept: a hand often comes back to a node. */
const KEPT_MS = 20_000;

/** What the placement that is shown would come to after moves: one frame at time 0. `data` is undefined until it is computed. */
export function useAfterMoves(commands: readonly MoveCommand[]): { readonly data: PlacementView | undefined } {
  const scenario = usePlacement().data?.scenario;
  const after = useMemo(
    () => (scenario && commands.length > 0 ? afterMoves(scenario, commands) : undefined),
    [scenario, commands],
  );
  const { data } = useQuery({
    queryKey: ['after', scenario && runInputKey(scenario), commands],
    gcTime: KEPT_MS,
    queryFn: after ? ({ signal }): Promise<Frames> => desk.call('still', after, { signal }) : skipToken,
  });
  const view = useMemo((): PlacementView | undefined => {
    if (!data || !after) return undefined;
    const source = new FrameLog();
    source.add(data);
    return { scenario: after, source, unplaced: [], stale: false };
  }, [data, after]);
  return { data: view };
}
