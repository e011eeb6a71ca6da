import { MECHANISM_IDS } from '../model/fields.ts';
import type { MechanismId, Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { EngineError } from './scenario/host-model.ts';
import { beginMove, type Move } from './moves/moves.ts';
import { breakEven, HORIZON, hostProgress, playOut, speedOfAll } from './moves/outlook.ts';
import { progressOf, remoteRatioOf, speedOf } from './rates/rates.ts';
import type { CostReport, MechanismCost, RefusedMechanism } from './reports.ts';
import { settleAll, type Settled } from './session/settle-all.ts';
import { forkState, type State } from './state/state.ts';

export interface CostQuery {
  readonly guest: string;
  /** Further guests that go to the same node at the same instant; the figures are then those of all of them together. */
  readonly also?: readonly string[];
  /** Node ids: one for all parts, or one for each. */
  readonly to: readonly number[];
  /** Number of pCPUs that each part is pinned to from when its vCPUs are there; 0 = as the move leaves it (MODEL §4). */
  readonly pins?: readonly number[];
  readonly mechanisms?: readonly MechanismId[];
  readonly horizon?: Seconds;
}

interface Question {
  readonly base: Settled;
  readonly scenario: Scenario;
  /** One, or several that move together. */
  readonly guests: readonly number[];
  readonly to: readonly number[];
  readonly pins: readonly number[] | undefined;
  readonly horizon: number;
}

function others({ base, guests }: Question, after: State): MechanismCost['others'] {
  const { state, specs } = base;
  const moved = new Set(guests);
  return Array.from(state.active.subarray(0, state.activeCount))
    .filter((g) => !moved.has(g))
    .map((g) => ({ name: specs[g].name, speedBefore: speedOf(state, g), speedAfter: speedOf(after, g) }));
}

/** Far accesses of several guests together: each counts by its progress (MODEL §5); of those that do nothing, alike. */
function remoteOfAll(state: State, guests: readonly number[]): number {
  if (guests.length === 1) return remoteRatioOf(state, guests[0]);
  let [far, all] = [0, 0];
  for (const guest of guests) {
    far += progressOf(state, guest) * remoteRatioOf(state, guest);
    all += progressOf(state, guest);
  }
  if (all > 0) return far / all;
  return guests.reduce((sum, guest) => sum + remoteRatioOf(state, guest), 0) / guests.length;
}

/** The fork of the question before: this one takes its arrays. */
let spare: State | undefined;

function isThere(state: State, guest: number, to: readonly number[]): boolean {
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) if (state.home[row] !== to[0]) return false;
  return true;
}

/** Begins the moves of all guests at one instant, each on top of those before it; gives the reason if one is refused, with its name. */
function beginAll({ base, scenario, guests, to, pins }: Question, state: State, id: MechanismId): Move[] | string {
  const { reservedMiBPerNode = 0 } = scenario.run ?? {};
  const away = guests.length === 1 ? guests : guests.filter((guest) => !isThere(state, guest, to));
  const moves: Move[] = [];
  for (const guest of away.length === 0 ? guests : away) {
    const move = beginMove(state, moves.length, { guest, to, mechanism: id, pins }, reservedMiBPerNode);
    if (typeof move === 'string') return guests.length === 1 ? move : `${base.specs[guest].name}: ${move}`;
    moves.push(move);
  }
  return moves;
}

function sum(moves: readonly Move[], of: 'sentMiB' | 'extraMiB'): number {
  return moves.reduce((total, move) => total + move[of], 0);
}

function costOfOne(question: Question, id: MechanismId): MechanismCost | RefusedMechanism {
  const { base, scenario, guests, horizon } = question;
  const state = forkState(base.state, spare);
  spare = state;
  const moves = beginAll(question, state, id);
  if (typeof moves === 'string') return { id, refused: moves };
  const rule = scenario.run?.precopy ?? 'xen-4.6';
  const play = { state, moves, guest: guests, watched: moves, rule, horizon, toTheEnd: true };
  const { seconds, pauseSeconds, speed, progress } = playOut(play);
  const speedBefore = speedOfAll(base.state, guests);
  return {
    id,
    copiedMiB: sum(moves, 'sentMiB'),
    seconds,
    pauseSeconds,
    extraMiB: sum(moves, 'extraMiB'),
    speedBefore,
    speedAfter: speedOfAll(state, guests),
    remoteBefore: remoteOfAll(base.state, guests),
    remoteAfter: remoteOfAll(state, guests),
    breakEvenSeconds: breakEven(speed, [[0, speedBefore]], horizon),
    breakEvenHostSeconds: breakEven(progress, [[0, hostProgress(base.state)]], horizon),
    curve: speed,
    others: others(question, state),
  };
}

/** A scenario never changes, so what its placements come to is worked out once for all the queries of a drag. */
const settled = new WeakMap<Scenario, Settled>();

function settledOf(scenario: Scenario): Settled {
  const known = settled.get(scenario);
  if (known !== undefined) return known;
  const made = settleAll(scenario);
  settled.set(scenario, made);
  return made;
}

function guestNamed({ specs }: Settled, name: string): number {
  const guest = specs.findIndex((spec) => spec.name === name);
  if (guest < 0) throw new EngineError(`There is no guest "${name}".`, 'guests');
  return guest;
}

/** What moves cost as things are in `base`, whose rates are solved. Throws EngineError for a name or node that is not there. */
export function costIn(base: Settled, scenario: Scenario, query: CostQuery): CostReport {
  const guests = [query.guest, ...(query.also ?? [])].map((name) => guestNamed(base, name));
  const to = query.to.map((id) => {
    const node = base.state.host.indexOf.get(id);
    if (node === undefined) throw new EngineError(`There is no node ${id}.`, 'host.nodes');
    return node;
  });
  const question = { base, scenario, guests, to, pins: query.pins, horizon: query.horizon ?? HORIZON };
  return { mechanisms: (query.mechanisms ?? MECHANISM_IDS).map((id) => costOfOne(question, id)) };
}

/**
 * Cost of a move of a guest in the file (or of several at one instant), by each mechanism, against staying as it is over a horizon
 * (60 s) from the decision (MODEL §6); all guests of the file count at once. Throws EngineError for a name or node that is not there.
 */
export function costOf(scenario: Scenario, query: CostQuery): CostReport {
  return costIn(settledOf(scenario), scenario, query);
}
