import type { ParamValue, RunSettings, Scenario, StrategyBranch, StrategyChoice } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { change, documentStore } from './document.ts';
import { pairOf } from './pair.ts';

export type Side = 'a' | 'b';

const PLACE: Readonly<Record<Side, 0 | 1>> = { a: 0, b: 1 };

/** A strategy that is in charge from `at` on; its parameters in order of their names. */
interface Stage {
  readonly at: Seconds;
  readonly id: string;
  readonly params: readonly (readonly [string, ParamValue])[];
}

/** Who is in charge when, in a form in which equal ones are written alike. */
export function stagesOf(choice: StrategyChoice): readonly Stage[] {
  return [{ at: 0, ...choice }, ...(choice.branches ?? [])].map(({ at, id, params = {} }) => ({
    at,
    id,
    params: Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  }));
}

/** Until when two choices say the same: 0 = they differ from the start, Infinity = they do not differ. */
export function sharedUntil(a: StrategyChoice, b: StrategyChoice): Seconds {
  const [ofA, ofB] = [stagesOf(a), stagesOf(b)];
  for (let n = 0; n < Math.max(ofA.length, ofB.length); n++) {
    const [x, y] = [ofA[n], ofB[n]];
    if (JSON.stringify(x) !== JSON.stringify(y)) return Math.min(x?.at ?? Infinity, y?.at ?? Infinity);
  }
  return Infinity;
}

function withBranches(
  { branches: _old, ...first }: StrategyChoice,
  branches: readonly StrategyBranch[],
): StrategyChoice {
  return branches.length > 0 ? { ...first, branches } : first;
}

/** A choice until an instant, and another strategy from there on. */
export function branchedOff(choice: StrategyChoice, branch: StrategyBranch): StrategyChoice {
  const before = (choice.branches ?? []).filter(({ at }) => at < branch.at);
  return withBranches(choice, [...before, branch]);
}

/** A choice without one of its branches: the strategy before it stays in charge. */
export function withoutBranch(choice: StrategyChoice, index: number): StrategyChoice {
  return withBranches(
    choice,
    (choice.branches ?? []).filter((_, n) => n !== index),
  );
}

/** A choice with one of its branches made another; its others stay, but for one at the same instant. */
export function withBranch(choice: StrategyChoice, index: number, branch: StrategyBranch): StrategyChoice {
  const others = (withoutBranch(choice, index).branches ?? []).filter(({ at }) => at !== branch.at);
  return withBranches(
    choice,
    [...others, branch].toSorted((x, y) => x.at - y.at),
  );
}

/** The run settings with another choice for one side. */
function settingsWith(scenario: Scenario, side: Side, choice: StrategyChoice): RunSettings {
  const pair = pairOf(scenario).with(PLACE[side], choice);
  return { ...scenario.run, strategies: [...pair, ...(scenario.run?.strategies ?? []).slice(2)] };
}

/** Gives a side another choice, as one step that can be undone. */
export function chooseFor(side: Side, choice: StrategyChoice, label: string): void {
  const { scenario } = documentStore.getState();
  if (scenario) change(label, { ...scenario, run: settingsWith(scenario, side, choice) });
}
