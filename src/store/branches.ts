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

/**
 * A list with one of its items made another, or left out; the list itself where the item is not there. What is on screen may be
 * older than what is on the table, so an item is known by what it says, not by its place.
 */
export function replaced<T>(items: readonly T[], old: T, next: T | undefined): readonly T[] {
  const text = JSON.stringify(old);
  const at = items.findIndex((item) => JSON.stringify(item) === text);
  if (at < 0) return items;
  return items.toSpliced(at, 1, ...(next === undefined ? [] : [next]));
}

/** A choice with one of its branches made another, or left out; its others stay, but for one at the same instant. */
export function withBranch(
  choice: StrategyChoice,
  old: StrategyBranch,
  next: StrategyBranch | undefined,
): StrategyChoice {
  const { branches = [] } = choice;
  const edited = replaced(branches, old, next);
  if (edited === branches) return choice;
  const kept = edited.filter((branch) => branch === next || branch.at !== next?.at);
  return withBranches(
    choice,
    kept.toSorted((x, y) => x.at - y.at),
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

/** Another branch in place of one of a side, or none, as one step that can be undone. */
export function replaceBranch(side: Side, old: StrategyBranch, next: StrategyBranch | undefined, label: string): void {
  const { scenario } = documentStore.getState();
  const choice = scenario && pairOf(scenario)[PLACE[side]];
  const edited = choice && withBranch(choice, old, next);
  if (edited && edited !== choice) chooseFor(side, edited, label);
}
