import { MECHANISM_IDS } from '../model/fields.ts';
import type { MechanismId, Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { EngineError } from './scenario/host-model.ts';
import { beginMove } from './moves/moves.ts';
import { breakEven, HORIZON, hostProgress, playOut } from './moves/outlook.ts';
import { remoteRatioOf, speedOf } from './rates/rates.ts';
import type { CostReport, MechanismCost, RefusedMechanism } from './reports.ts';
import { settleAll, type Settled } from './session/settle-all.ts';
import { forkState, type State } from './state/state.ts';

export interface CostQuery {
  readonly guest: string;
  /** Node ids: one for all parts, or one for each. */
  readonly to: readonly number[];
  readonly mechanisms?: readonly MechanismId[];
  readonly horizon?: Seconds;
}

interface Question {
  readonly base: Settled;
  readonly scenario: Scenario;
  readonly guest: number;
  readonly to: readonly number[];
  readonly horizon: number;
}

function others({ base, guest }: Question, after: State): MechanismCost['others'] {
  const { state, specs } = base;
  return Array.from(state.active.subarray(0, state.activeCount))
    .filter((g) => g !== guest)
    .map((g) => ({ name: specs[g].name, speedBefore: speedOf(state, g), speedAfter: speedOf(after, g) }));
}

/** The fork of the question before: this one takes its arrays. */
let spare: State | undefined;

function costOfOne(question: Question, id: MechanismId): MechanismCost | RefusedMechanism {
  const { base, scenario, guest, to, horizon } = question;
  const { reservedMiBPerNode = 0, precopy = 'xen-4.6' } = scenario.run ?? {};
  const state = forkState(base.state, spare);
  spare = state;
  const move = beginMove(state, 0, { guest, to, mechanism: id }, reservedMiBPerNode);
  if (typeof move === 'string') return { id, refused: move };
  const { seconds, pauseSeconds, speed, progress } = playOut({
    state,
    moves: [move],
    guest,
    watched: move,
    rule: precopy,
    horizon,
    toTheEnd: true,
  });
  const speedBefore = speedOf(base.state, guest);
  return {
    id,
    copiedMiB: move.sentMiB,
    seconds,
    pauseSeconds,
    extraMiB: move.extraMiB,
    speedBefore,
    speedAfter: speedOf(state, guest),
    remoteBefore: remoteRatioOf(base.state, guest),
    remoteAfter: remoteRatioOf(state, guest),
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

/**
 * Cost of a move of a guest in the file, by each mechanism, against staying as it is over a horizon (60 s) from the decision
 * (MODEL §6); all guests of the file count at once. Throws EngineError for a name or node that is not there.
 */
export function costOf(scenario: Scenario, query: CostQuery): CostReport {
  const base = settledOf(scenario);
  const guest = base.specs.findIndex((spec) => spec.name === query.guest);
  if (guest < 0) throw new EngineError(`There is no guest "${query.guest}".`, 'guests');
  const to = query.to.map((id) => {
    const node = base.state.host.indexOf.get(id);
    if (node === undefined) throw new EngineError(`There is no node ${id}.`, 'host.nodes');
    return node;
  });
  const question = { base, scenario, guest, to, horizon: query.horizon ?? HORIZON };
  return { mechanisms: (query.mechanisms ?? MECHANISM_IDS).map((id) => costOfOne(question, id)) };
}
