import type { RatesReport } from '../engine/reports.ts';
import type { Scenario } from '../model/scenario.ts';
import { applyFix, type PlacementFix } from './fix.ts';
import type { Finding, PlacementProblem, Severity } from './placement-problem.ts';
import { ratesIfAny, viewOf, type PlacementView } from './placement-view.ts';
import { memorylessHome, sharedPins, widerThanNodes } from './rules/cpus.ts';
import { deviceElsewhere, distancesContradict, nodeSaturated } from './rules/host.ts';
import { memoryElsewhere, nodeMemory, vnodeOnSeveralNodes } from './rules/memory.ts';
import { smtStrangers } from './rules/siblings.ts';
import { vnodesMisfit, vnumaUnaware } from './rules/vnuma.ts';

const RULES: readonly ((view: PlacementView) => Finding[])[] = [
  nodeMemory,
  memorylessHome,
  sharedPins,
  widerThanNodes,
  memoryElsewhere,
  nodeSaturated,
  vnodeOnSeveralNodes,
  vnodesMisfit,
  vnumaUnaware,
  smtStrangers,
  deviceElsewhere,
  distancesContradict,
];

const RANK: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** Candidates tried per problem, and rates solved for one check: a list for a host of hundreds of guests still comes at once. */
const MOST_TRIES = 8;
const MOST_RATES = 400;

function meanSpeed(rates: RatesReport, guests: ReadonlySet<string> | undefined): number {
  const speeds = rates.guests.filter(({ name }) => guests === undefined || guests.has(name)).map(({ speed }) => speed);
  return speeds.length === 0 ? 1 : speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length;
}

interface Outcome {
  readonly fix: PlacementFix;
  /** Gain of mean speed of the guests concerned, and of all guests. */
  readonly own: number;
  readonly all: number;
}

class Judge {
  #left = MOST_RATES;
  readonly #view: PlacementView;

  constructor(view: PlacementView) {
    this.#view = view;
  }

  /** Mean speed that the guests concerned would gain without minding what fits. */
  idealGain({ ideal, guests }: Finding): number | undefined {
    const before = this.#view.rates;
    const after = before && ideal && ratesIfAny(applyFix(this.#view.scenario, ideal));
    if (!after) return undefined;
    const own = new Set(guests);
    return meanSpeed(after, own) - meanSpeed(before, own);
  }

  /** The candidate that serves the host best; undefined if there is none or the engine cannot say. */
  best({ candidates = [], guests }: Finding): Outcome | undefined {
    const before = this.#view.rates;
    if (!before) return undefined;
    const own = new Set(guests);
    let best: Outcome | undefined;
    for (const fix of candidates.slice(0, MOST_TRIES)) {
      if (this.#left-- <= 0) break;
      const after = ratesIfAny(applyFix(this.#view.scenario, fix));
      if (!after) continue;
      const all = meanSpeed(after, undefined) - meanSpeed(before, undefined);
      const outcome = { fix, all, own: meanSpeed(after, own) - meanSpeed(before, own) };
      if (!best || outcome.all > best.all + 1e-9) best = outcome;
    }
    return best;
  }
}

function lostSpeed(view: PlacementView, judge: Judge, finding: Finding, best: Outcome | undefined): number | null {
  const own = finding.lostSpeed;
  if (!view.rates) return own ?? null;
  const gain = best?.own ?? judge.idealGain(finding) ?? own ?? 1 - meanSpeed(view.rates, new Set(finding.guests));
  return Math.max(0, gain, own ?? 0);
}

/** The problem with its figure and, where a candidate does not make the host slower, its fix. */
function judged(view: PlacementView, judge: Judge, finding: Finding): PlacementProblem[] {
  const best = judge.best(finding);
  if (finding.needsGain !== undefined && (best?.all ?? 0) < finding.needsGain) return [];
  const { candidates, needsGain: _, lostSpeed: __, ideal: ___, mustMend, ...problem } = finding;
  const helps = best && (mustMend || best.all > -1e-6);
  const fix = best ? (helps ? best.fix : undefined) : view.rates ? undefined : candidates?.[0];
  return [{ ...problem, lostSpeed: lostSpeed(view, judge, finding, best), ...(fix && { fix }) }];
}

function worstFirst(a: PlacementProblem, b: PlacementProblem): number {
  return RANK[a.severity] - RANK[b.severity] || (b.lostSpeed ?? 0) - (a.lostSpeed ?? 0);
}

/**
 * What is wrong with where the guests of a scenario are, worst first; every guest of the file counts, as for `rates`. Works on
 * placements that the engine refuses, too (an overfilled node is a problem, not an error). A host of one node is none.
 */
export function problemsOf(scenario: Scenario): PlacementProblem[] {
  const view = viewOf(scenario);
  const judge = new Judge(view);
  return RULES.flatMap((rule) => rule(view))
    .flatMap((finding) => judged(view, judge, finding))
    .toSorted(worstFirst);
}
