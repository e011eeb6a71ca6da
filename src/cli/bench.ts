import process from 'node:process';
import { performance } from 'node:perf_hooks';
import { FLOW_SHAPES, type FlowShape } from '../engine/bench/flow-routes.ts';
import { passFlows, startFlows } from '../engine/bench/flows.ts';
import { compareScenario, costScenario, dayScenario } from '../engine/bench/scenarios.ts';
import { costOf } from '../engine/cost.ts';
import { createRun, type Run, type RunOptions } from '../engine/run.ts';
import type { Strategy } from '../engine/strategy.ts';
import type { Scenario } from '../model/scenario.ts';
import { strategyById } from '../strategies/index.ts';
import { bytesPerEvent } from './allocations.ts';
import { numberOption, UsageError, type Arguments } from './arguments.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { DONE } from './io.ts';
import { fixed, table } from './table.ts';
import { printJson } from './json.ts';

/** One measurement. `solves` is null where the benchmark does not count them. */
interface Case {
  readonly name: string;
  readonly seconds: number;
  /** Processor time of the process: what else the machine does disturbs it less than the clock on the wall. */
  readonly cpuSeconds: number;
  readonly eventsPerSecond: number;
  readonly solves: number | null;
  /** The most memory that the process has held so far. */
  readonly peakMiB: number;
  /** Bytes that an event allocates, asked for with --allocations: then the heap is looked at now and then, and times are longer. */
  readonly bytesPerEvent: number | null;
}

/** Events between two looks at the heap. */
const PIECE = 200;

const DAY_GUESTS = 10_000;
const DAY_CONCURRENT = [60, 200];

interface Timed<T> {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly value: T;
}

function measured(
  name: string,
  events: number,
  { seconds, cpuSeconds }: Omit<Timed<unknown>, 'value'>,
  solves: number | null = null,
): Case {
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const eventsPerSecond = Math.round(events / seconds);
  return { name, seconds, cpuSeconds, eventsPerSecond, solves, peakMiB, bytesPerEvent: null };
}

function timed<T>(work: () => T): Timed<T> {
  const usedBefore = process.cpuUsage();
  const start = performance.now();
  const value = work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(usedBefore);
  return { seconds, cpuSeconds: (user + system) / 1e6, value };
}

/** The best of some repetitions: what the work costs once it has been compiled and nothing else wants the machine. */
function bestOf<T>(repetitions: number, work: () => T): Timed<T> {
  let best = timed(work);
  for (let n = 1; n < repetitions; n++) {
    const next = timed(work);
    if (next.seconds < best.seconds) best = next;
  }
  return best;
}

function shapeOption(text: string): FlowShape {
  const shape = FLOW_SHAPES.find((one) => one === text);
  if (shape === undefined) throw new UsageError(`--kind ${text}: one of ${FLOW_SHAPES.join(', ')} is expected`);
  return shape;
}

function wholeOption(given: Arguments, name: string, standard: number, min: number, max: number): number {
  const text = given.one(name);
  return text === undefined ? standard : numberOption(name, text, min, max, true);
}

function benchFlows(given: Arguments): readonly Case[] {
  const kind = shapeOption(given.one('kind') ?? 'mesh');
  const nodes = wholeOption(given, 'nodes', 8, 2, 256);
  const count = wholeOption(given, 'flows', 100, 1, 1_000_000);
  const events = wholeOption(given, 'events', 20_000, 10, 1e9);
  const bounds = !given.has('no-bounds');
  const flows = startFlows({ kind, nodes, flows: count, bounds });
  const warmUp = Math.floor(events / 10);
  passFlows(flows, warmUp);
  const solvesBefore = flows.solves;
  const counted = events - warmUp;
  const play = given.has('allocations')
    ? () =>
        bytesPerEvent(() => {
          const piece = Math.min(PIECE, events - flows.completions);
          passFlows(flows, piece);
          return piece;
        })
    : () => passFlows(flows, counted);
  const time = timed(play);
  const name = `flows ${kind} N=${nodes} F=${count}${bounds ? '' : ' without bounds'}`;
  return [{ ...measured(name, counted, time, flows.solves - solvesBefore), bytesPerEvent: time.value ?? null }];
}

function strategyOf(id: string): Strategy {
  const strategy = strategyById(id);
  if (strategy === undefined) throw new Error(`There is no strategy "${id}".`);
  return strategy;
}

/** A run's next events, one by one, at most `most`; gives how many there were. */
function advance(run: Run, most: number): number {
  let events = 0;
  while (events < most && !run.advance(1)) events++;
  return events;
}

/** A whole run; gives the number of its events. */
function play(scenario: Scenario, strategy: Strategy, options: RunOptions): number {
  const run = createRun(scenario, strategy, options);
  const events = advance(run, Infinity);
  run.result();
  return events;
}

function benchDay(given: Arguments): readonly Case[] {
  const balance = strategyOf('dynamic-balance');
  const options = { params: { period: 2 } };
  return DAY_CONCURRENT.map((atATime) => {
    const scenario = dayScenario(DAY_GUESTS, atATime);
    const time = timed(() => play(scenario, balance, options));
    const run = createRun(scenario, balance, options);
    const bytes = given.has('allocations') ? bytesPerEvent(() => advance(run, PIECE)) : null;
    return { ...measured(`day, ${atATime} guests at a time`, time.value, time), bytesPerEvent: bytes };
  });
}

/** Each of 50 guests to every node by every mechanism; the time is that of one card: one guest, all nodes. */
function benchCost(): readonly Case[] {
  const scenario = costScenario();
  const nodes = scenario.host.nodes.map(({ id }) => id);
  const card = (guest: string): void => nodes.forEach((node) => costOf(scenario, { guest, to: [node] }));
  const all = bestOf(5, () => scenario.guests.forEach(({ name }) => card(name)));
  const cards = scenario.guests.length;
  const each = { seconds: all.seconds / cards, cpuSeconds: all.cpuSeconds / cards };
  return [measured('cost card, 50 guests, 8 nodes, all mechanisms', 1, each)];
}

function benchCompare(): readonly Case[] {
  const scenario = compareScenario();
  const both = ['guest-numa', 'dynamic-balance'].map(strategyOf);
  const compare = (): number => both.reduce((sum, strategy) => sum + play(scenario, strategy, { record: true }), 0);
  const first = timed(compare);
  const best = bestOf(20, compare);
  return [
    measured('comparison of two strategies, first time', first.value, first),
    measured('comparison of two strategies, best of 20', best.value, best),
  ];
}

const BENCHES: Readonly<Record<string, (given: Arguments) => readonly Case[]>> = {
  flows: benchFlows,
  day: benchDay,
  cost: benchCost,
  compare: benchCompare,
};

export const bench: Command = {
  name: 'bench',
  files: Object.keys(BENCHES).join('|'),
  least: 1,
  most: 1,
  summary: 'The engine’s own benchmarks.',
  options: [
    { name: 'kind', value: FLOW_SHAPES.join('|'), help: 'flows: the links between the nodes (mesh)' },
    { name: 'nodes', value: 'N', help: 'flows: NUMA nodes (8)' },
    { name: 'flows', value: 'F', help: 'flows: always in flight (100)' },
    { name: 'events', value: 'E', help: 'flows: completions, a tenth of them to warm up (20000)' },
    { name: 'no-bounds', help: 'flows: the same draws, but no flow is bounded' },
    { name: 'allocations', help: 'flows, day: also the bytes that an event allocates' },
    JSON_OPTION,
  ],
  run(given, io) {
    const chosen = Object.entries(BENCHES).find(([name]) => name === given.files[0]);
    if (chosen === undefined) throw new UsageError(`a benchmark is expected: ${Object.keys(BENCHES).join(', ')}`);
    const cases = chosen[1](given);
    const rows = cases.map(({ name, seconds, cpuSeconds, eventsPerSecond, solves, peakMiB, bytesPerEvent }) => [
      name,
      fixed(seconds, 4),
      fixed(cpuSeconds, 4),
      eventsPerSecond,
      solves ?? '–',
      peakMiB,
      bytesPerEvent === null ? '–' : fixed(bytesPerEvent, 1),
    ]);
    if (given.has('json')) printJson(io, { cases });
    else io.out(table(['case', 'seconds', 'CPU s', 'events/s', 'solves', 'peak MiB', 'B/event'], rows));
    return DONE;
  },
};
