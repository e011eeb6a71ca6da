import { pairedDifferences, type PairedDifference } from '../analysis/pairs.ts';
import type { RunResult } from '../engine/reports.ts';
import { ENGINE_VERSION, runScenario } from '../engine/run.ts';
import { RUN_FIELDS } from '../model/fields.ts';
import type { Scenario } from '../model/scenario.ts';
import { numberOption, UsageError, type Arguments } from './arguments.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { loadScenario } from './input.ts';
import { DONE, REFUSED, type Io } from './io.ts';
import { choicesOf, parseChoice, strategyHelp, type Choice } from './strategies.ts';
import { fixed, table } from './table.ts';
import { printJson } from './json.ts';

const MOST_SEEDS = 10_000;

function seedOption(text: string): number {
  return numberOption('seed', text, 0, RUN_FIELDS.seed.max, true);
}

/** "7" or "1..20", both ends included; undefined = the file's own seed. */
function seedsOf(given: Arguments): readonly number[] | undefined {
  const text = given.one('seed');
  if (text === undefined) return undefined;
  const [first = '', last = first, ...rest] = text.split('..');
  const [from, to] = [seedOption(first), seedOption(last)];
  if (rest.length > 0 || to < from || to - from >= MOST_SEEDS)
    throw new UsageError(`--seed ${text}: N or N..M, at most ${MOST_SEEDS} seeds, is expected`);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

function untilOf(given: Arguments): number | undefined {
  const text = given.one('until');
  return text === undefined ? undefined : numberOption('until', text, 0, RUN_FIELDS.until.max);
}

/** "guest-numa", "guest-numa@48=dynamic-balance". */
function chainOf({ strategy, branches }: Choice): string {
  return [strategy.id, ...branches.map((branch) => `${branch.at}=${branch.strategy.id}`)].join('@');
}

/** Names to tell the strategies apart in a comparison: who is in charge when, with parameters where that stands twice. */
function labelsOf(choices: readonly Choice[]): string[] {
  return choices.map((choice, n) => {
    const chain = chainOf(choice);
    const twins = choices.filter((other) => chainOf(other) === chain);
    if (twins.length === 1) return chain;
    const own = Object.entries(choice.params).filter(([name, value]) =>
      twins.some((twin) => twin.params[name] !== value),
    );
    return own.length === 0 ? `${chain}#${n + 1}` : `${chain}:${own.map((pair) => pair.join('=')).join(',')}`;
  });
}

interface Outcome {
  readonly label: string;
  /** One for each seed. */
  readonly results: readonly RunResult[];
}

function runAll(scenario: Scenario, choices: readonly Choice[], given: Arguments): Outcome[] {
  const until = untilOf(given);
  const seeds = seedsOf(given) ?? [scenario.run?.seed ?? RUN_FIELDS.seed.default];
  const labels = labelsOf(choices);
  return choices.map(({ strategy, params, branches }, n) => ({
    label: labels[n] ?? strategy.id,
    results: seeds.map((seed) =>
      runScenario(scenario, strategy, { params, branches, seed, ...(until === undefined ? {} : { until }) }),
    ),
  }));
}

/** Every strategy against every other one, metric by metric, over the same seeds. */
function pairsOf(outcomes: readonly Outcome[]): PairedDifference[] {
  return outcomes.flatMap((a, n) => outcomes.slice(n + 1).flatMap((b) => pairedDifferences(a, b)));
}

/** The keys of a run that scripts rely on. */
function runJson({ strategy, params, branches, seed, hash, metrics, refused, moves }: RunResult): object {
  return { strategy, params, ...(branches && { branches }), seed, hash, metrics, refused, moves };
}

function means({ results }: Outcome, metric: string): number {
  const values = results.map((result) => Number(Object.entries(result.metrics).find(([name]) => name === metric)?.[1]));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function moveRows({ label, results: [first] }: Outcome): string[][] {
  return (first?.moves ?? []).map((move) => [
    label,
    fixed(move.at, 2),
    move.guest,
    `${move.from.join(',')} to ${move.to.join(',')}`,
    move.mechanism,
    fixed(move.copiedMiB, 0),
    move.done ? 'yes' : 'no',
    move.inVain ? 'yes' : '',
    move.reason,
  ]);
}

function tables(outcomes: readonly Outcome[], paired: readonly PairedDifference[]): string {
  const metrics = Object.keys(outcomes[0]?.results[0]?.metrics ?? {});
  const rows = metrics.map((metric) => [metric, ...outcomes.map((outcome) => fixed(means(outcome, metric), 4))]);
  const moves = outcomes.flatMap(moveRows);
  const pairs = paired.map((pair) => [
    pair.metric,
    `${pair.b} − ${pair.a}`,
    ...[pair.meanDifference, pair.low, pair.high].map((value) => fixed(value, 4)),
  ]);
  const refused = outcomes.flatMap(({ label, results: [first] }) =>
    (first?.refused ?? []).map((name) => [label, name]),
  );
  return [
    table(['metric', ...outcomes.map((outcome) => outcome.label)], rows),
    ...(pairs.length === 0 ? [] : [table(['metric', 'difference', 'mean', '95 % from', 'to'], pairs)]),
    ...(refused.length === 0 ? [] : [table(['strategy', 'refused guest'], refused)]),
    ...(moves.length === 0
      ? []
      : [table(['strategy', 'at s', 'guest', 'nodes', 'mechanism', 'MiB', 'done', 'in vain', 'reason'], moves)]),
  ].join('\n');
}

/** All seeds gave the same: there is no interval to show. */
function isIndifferent(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ results }) => new Set(results.map(({ metrics }) => JSON.stringify(metrics))).size === 1);
}

function show(given: Arguments, io: Io, outcomes: readonly Outcome[]): void {
  const many = (outcomes[0]?.results.length ?? 0) > 1;
  const indifferent = many && isIndifferent(outcomes);
  if (indifferent) io.err('nearfar run: nothing here depends on the seed, so there are no intervals\n');
  const paired = many && !indifferent ? pairsOf(outcomes) : [];
  const runs = outcomes.flatMap(({ results }) => results.map(runJson));
  const document = { engine: ENGINE_VERSION, runs, ...(paired.length === 0 ? {} : { paired }) };
  if (given.has('json')) printJson(io, document);
  else io.out(tables(outcomes, paired));
}

export const run: Command = {
  name: 'run',
  files: 'SCENARIO',
  least: 1,
  most: 1,
  summary: 'Runs each strategy on the same arrivals and prints its metrics and moves.',
  options: [
    {
      name: 'strategy',
      value: 'ID[:key=value,…][@S=ID[:key=value,…]]…',
      repeat: true,
      help: 'a strategy to run, and at @S seconds the one that takes over from it; without it those of the file, else guest-numa and dynamic-balance',
    },
    { name: 'seed', value: 'N[..M]', help: 'one seed or many; many are compared in pairs' },
    { name: 'until', value: 'S', help: 'length of the run in seconds' },
    JSON_OPTION,
  ],
  details: strategyHelp,
  run(given, io) {
    const asked = given.all('strategy').map(parseChoice);
    seedsOf(given);
    untilOf(given);
    const scenario = loadScenario(io, given.files[0] ?? '');
    if (scenario === undefined) return REFUSED;
    show(given, io, runAll(scenario, asked.length > 0 ? asked : choicesOf(scenario), given));
    return DONE;
  },
};
