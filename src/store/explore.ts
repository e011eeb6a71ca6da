import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CostQuery } from '../engine/cost.ts';
import type { Frames } from '../engine/frames.ts';
import type { CostReport } from '../engine/reports.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import type { Lane } from '../worker/page/pool.ts';
import type { CostAnswer } from '../worker/protocol.ts';
import { queryClient } from './client.ts';
import { change, documentStore, redo, undo, useHistory, useScenario } from './document.ts';
import { FrameLog } from './frames.ts';
import { runInputKey } from './keys.ts';
import {
  atStart,
  movedPlacement,
  PLACER,
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

/** One question for each node: the whole guest there, or one part there and the others where they are. */
function questions(scenario: Scenario, guest: string, part: number | null): CostQuery[] {
  const parts = scenario.guests.find((one) => one.name === guest)?.placement?.parts ?? [];
  const mechanisms = ['live', 'hot-first', 'vcpu-only'] as const;
  return scenario.host.nodes.map(({ id }) => ({
    guest,
    mechanisms,
    to: part === null ? [id] : parts.map((one, at) => (at === part ? id : one.node)),
  }));
}

export type MoveCosts = ReadonlyMap<number, CostReport | 'computing'>;

interface Asked {
  readonly scenario: Scenario;
  readonly guest: string;
  readonly part: number | null;
}

interface CostsAsked {
  readonly end: () => void;
  /** Node ids, the one wanted most first. */
  readonly urge: (first: readonly number[]) => void;
}

/** Passes what is urged to the lane that has the job, also what was urged before one had it. */
function urging(): { onTaken: (lane: Lane, id: number) => void; urge: (first: readonly number[]) => void } {
  let wanted: readonly number[] = [];
  let taken: { readonly lane: Lane; readonly id: number } | undefined;
  const pass = (): void => taken?.lane.urge(taken.id, wanted);
  return {
    onTaken: (lane, id) => {
      taken = { lane, id };
      pass();
    },
    urge: (first) => {
      wanted = first;
      pass();
    },
  };
}

/** Asks for the costs of a move to every node, the ids in `first` before the others; `tell` hears of all that is known, at most once in a frame. */
function askCosts(
  { scenario, guest, part }: Asked,
  first: readonly number[],
  tell: (costs: MoveCosts) => void,
): CostsAsked {
  const ids = scenario.host.nodes.map((node) => node.id);
  const known = new Map<number, CostReport | 'computing'>(ids.map((id) => [id, 'computing']));
  const ending = new AbortController();
  let frame = 0;
  const publish = (): void => {
    frame = 0;
    tell(new Map(known));
  };
  const onProgress = ({ index, report }: CostAnswer): void => {
    known.set(ids[index]!, report);
    frame ||= requestAnimationFrame(publish);
  };
  const { onTaken, urge: urgeQueries } = urging();
  const urge = (wanted: readonly number[]): void => urgeQueries(wanted.map((id) => ids.indexOf(id)));
  urge(first);
  const request = { scenario, queries: questions(scenario, guest, part) };
  desk.call('costs', request, { signal: ending.signal, onProgress, onTaken }).catch(() => undefined);
  return {
    end: () => {
      cancelAnimationFrame(frame);
      ending.abort();
    },
    urge,
  };
}

const NOWHERE: readonly number[] = [];

const NO_COSTS: MoveCosts = new Map();

/**
 * What moving a guest (part null = all of it) to each node would cost, by node id; filled in as the answers come.
 * Nothing is asked while `guest` is null. `first` are node ids, the one wanted most first: their answers come before the
 * others, also when it changes on the way.
 */
export function useMoveCosts(guest: string | null, part: number | null, first: readonly number[] = NOWHERE): MoveCosts {
  const scenario = usePlacement().data?.scenario;
  const asked = useMemo(
    () => (scenario && guest !== null ? { scenario, guest, part } : undefined),
    [scenario, guest, part],
  );
  const [told, setTold] = useState<{ readonly asked: Asked; readonly costs: MoveCosts }>();
  const under = useRef<CostsAsked>(undefined);
  const wanted = useRef(first);
  useEffect(() => {
    wanted.current = first;
    under.current?.urge(first);
  }, [first]);
  useEffect(() => {
    if (!asked) return undefined;
    const costs = askCosts(asked, wanted.current, (known) => setTold({ asked, costs: known }));
    under.current = costs;
    return costs.end;
  }, [asked]);
  const waiting = useMemo(
    (): MoveCosts => new Map(asked?.scenario.host.nodes.map((node) => [node.id, 'computing'])),
    [asked],
  );
  if (!asked) return NO_COSTS;
  return told?.asked === asked ? told.costs : waiting;
}

/**
 * One undoable command on the placement that is shown: the placement of every guest shown is written into the scenario, so
 * that nothing else shifts. Without a placement on the table nothing happens.
 */
export function changePlacement(label: string, edit: (placed: Scenario) => Scenario): void {
  const { scenario } = documentStore.getState();
  const shown = scenario && queryClient.getQueryData<Shown>(placementKey(scenario));
  if (!scenario || !shown) return;
  const placed = new Map(edit(shown.scenario).guests.map((guest) => [guest.name, guest.placement]));
  const guests = scenario.guests.map((guest) => {
    const placement = placed.get(guest.name) ?? guest.placement;
    return placement ? { ...guest, placement } : guest;
  });
  change(label, { ...scenario, guests });
}

function moved(guest: Guest, command: MoveCommand): Guest {
  if (guest.name !== command.guest || !guest.placement) return guest;
  return { ...guest, placement: movedPlacement(guest.placement, command) };
}

/** Moves a guest: it lies where the move would leave it. */
export function moveGuest(command: MoveCommand): void {
  const nodes = [...new Set(command.to)].join(', ');
  changePlacement(`move ${command.guest} to node ${nodes}`, (placed) => ({
    ...placed,
    guests: placed.guests.map((guest) => moved(guest, command)),
  }));
}
