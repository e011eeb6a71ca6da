import { useEffect, useMemo, useRef, useState } from 'react';
import type { CostQuery } from '../engine/cost.ts';
import type { CostReport } from '../engine/reports.ts';
import type { Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import type { Lane } from '../worker/page/pool.ts';
import type { CostAnswer } from '../worker/protocol.ts';
import { usePlacement } from './explore.ts';

export type Answer = CostReport | 'computing';

/** Who would move: a guest as a whole (`part` null), one part of it, or several guests together. */
export interface Movers {
  readonly guest: string;
  readonly part: number | null;
  /** Further guests, each as a whole. */
  readonly also: readonly string[];
}

/** A move to one node, pinned to `pins` pCPUs there (0 = not pinned). */
export interface Target {
  /** Its id. */
  readonly node: number;
  readonly pins: number;
}

const MECHANISMS = ['live', 'hot-first', 'vcpu-only'] as const;

/** The whole guest there, or one part there and the others where they are. */
function queryFor(scenario: Scenario, { guest, part, also }: Movers, { node, pins }: Target): CostQuery {
  const parts = scenario.guests.find((one) => one.name === guest)?.placement?.parts ?? [];
  const isHeld = (at: number): boolean => part === null || at === part;
  return {
    guest,
    also,
    mechanisms: MECHANISMS,
    to: part === null ? [node] : parts.map((one, at) => (isHeld(at) ? node : one.node)),
    ...(pins > 0 && { pins: parts.map((_, at) => (isHeld(at) ? pins : 0)) }),
  };
}

interface Asked {
  readonly scenario: Scenario;
  readonly movers: Movers;
  readonly targets: readonly Target[];
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

/** Asks for the costs of a move to every target, the node ids in `first` before the others; `tell` hears of all that is known, at most once in a frame. */
function askCosts(
  { scenario, movers, targets }: Asked,
  first: readonly number[],
  tell: (answers: readonly Answer[]) => void,
): CostsAsked {
  const known = targets.map((): Answer => 'computing');
  const ending = new AbortController();
  let frame = 0;
  const publish = (): void => {
    frame = 0;
    tell([...known]);
  };
  const onProgress = ({ index, report }: CostAnswer): void => {
    known[index] = report;
    frame ||= requestAnimationFrame(publish);
  };
  const { onTaken, urge: urgeQueries } = urging();
  const urge = (wanted: readonly number[]): void =>
    urgeQueries(wanted.map((id) => targets.findIndex(({ node }) => node === id)));
  urge(first);
  const request = { scenario, queries: targets.map((target) => queryFor(scenario, movers, target)) };
  desk.call('costs', request, { signal: ending.signal, onProgress, onTaken }).catch(() => undefined);
  return {
    end: () => {
      cancelAnimationFrame(frame);
      ending.abort();
    },
    urge,
  };
}

const NO_ANSWERS: readonly Answer[] = [];

/** Answers in the order of the targets, filled in as they come; nothing is asked while `asked` is undefined. */
function useAnswers(asked: Asked | undefined, first: readonly number[]): readonly Answer[] {
  const [told, setTold] = useState<{ readonly asked: Asked; readonly answers: readonly Answer[] }>();
  const under = useRef<CostsAsked>(undefined);
  const wanted = useRef(first);
  useEffect(() => {
    wanted.current = first;
    under.current?.urge(first);
  }, [first]);
  useEffect(() => {
    if (!asked) return undefined;
    const costs = askCosts(asked, wanted.current, (answers) => setTold({ asked, answers }));
    under.current = costs;
    return costs.end;
  }, [asked]);
  return useMemo(() => {
    if (!asked) return NO_ANSWERS;
    return told?.asked === asked ? told.answers : asked.targets.map((): Answer => 'computing');
  }, [asked, told]);
}

const NOWHERE: readonly number[] = [];

export type MoveCosts = ReadonlyMap<number, Answer>;

/**
 * What a move to each node would cost, by node id. Nothing is asked while `movers` is null (the same object for as long as the
 * same are meant). `first` are node ids, the one wanted most first: their answers come before the others, also when it changes on
 * the way.
 */
export function useMoveCosts(movers: Movers | null, first: readonly number[] = NOWHERE): MoveCosts {
  const scenario = usePlacement().data?.scenario;
  const asked = useMemo(() => {
    if (!scenario || !movers) return undefined;
    return { scenario, movers, targets: scenario.host.nodes.map(({ id }) => ({ node: id, pins: 0 })) };
  }, [scenario, movers]);
  const answers = useAnswers(asked, first);
  return useMemo(() => new Map(answers.map((answer, at) => [asked!.targets[at]!.node, answer])), [asked, answers]);
}

/**
 * What a move to a node (id) would cost where the vCPUs are pinned to that many pCPUs there: which ones they are makes no
 * difference to the engine (MODEL §4), so all cores of a node are answered at once.
 */
export function usePinCosts(movers: Movers | null, node: number | null, counts: readonly number[]): MoveCosts {
  const scenario = usePlacement().data?.scenario;
  const key = counts.join();
  const asked = useMemo(() => {
    if (!scenario || !movers || node === null || key === '') return undefined;
    return { scenario, movers, targets: key.split(',').map((pins) => ({ node, pins: Number(pins) })) };
  }, [scenario, movers, node, key]);
  const answers = useAnswers(asked, NOWHERE);
  return useMemo(() => new Map(answers.map((answer, at) => [asked!.targets[at]!.pins, answer])), [asked, answers]);
}
