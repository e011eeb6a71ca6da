import type { Metrics } from '../../engine/reports.ts';
import { countText } from '../format.ts';

/** Words of Compare. */
export const COMPARE = {
  sides: { a: 'A', b: 'B' },
  split: (count: number, nodes: string) => `${countText(count, 'guest')} split over ${nodes}`,
  whole: 'each guest on one node',
  unpinned: 'guests on every node',
  far: (share: string) => ['', share, ' of accesses far'],
  copying: (name: string, from: string, to: string, share: string) => [
    `${name} ${from}→${to}, `,
    share,
    ' of it copied',
  ],
  switching: (name: string, to: string) => [`${name} moves to node ${to}`],
  pausedCopy: (name: string) => [`${name} stands still`],
  drawing: 'Computing this part of the run …',
  computing: 'Computing both strategies …',
  stale: 'Older result: the new one is being computed',
  staleCancelled: 'Older result: the new run was cancelled',
  staleFailed: 'Older result: the new run was refused',
  done: 'Both runs are computed.',
  failed: (reason: string) => `The run was refused: ${reason}`,
  failedTitle: 'This scenario cannot be run',
  undoHint: (label: string) => `Undo: ${label}`,
  explore: 'Look at it in Explore',
  results: 'Results',
  cancelled: 'The run was cancelled.',
  runAgain: 'Run again',
  placed: (count: number) =>
    `The file places ${countText(count, 'guest')}, so both strategies begin with the same placement.`,
  letPlace: 'Let the strategies place them',
} as const;

/** Words of the clock and the timeline. */
export const TIMELINE = {
  region: 'Timeline',
  time: 'Time',
  timeText: (now: string, until: string) => `${now} of ${until}`,
  play: 'Play',
  pause: 'Pause',
  playKey: 'Space',
  previous: 'Previous event',
  next: 'Next event',
  speed: 'Speed',
  speeds: { 0.5: '½×', 1: '1×', 4: '4×', 16: '16×' },
  rate: (length: string) => `1× is ${length} a second`,
  better: (side: string) => `${side} better`,
  future: 'Thin line: computed, not yet played',
  throughput: 'Throughput',
  throughputUnit: '% of all-near speed',
  far: 'Far accesses',
  farUnit: '% of traffic',
  guests: 'Guests',
  moves: (side: string) => `Moves ${side}`,
  arrives: (name: string) => `${name} arrives`,
  leaves: (name: string) => `${name} leaves`,
  changes: (name: string) => `${name} changes its work`,
  refused: (name: string, side: string) => `${name} refused (${side})`,
  manyArrive: (count: number) => `${count} guests arrive`,
  manyAtStart: (count: number) => `${count} guests from the start`,
  manyLeave: (count: number) => `${count} guests leave`,
  manyChange: (count: number) => `${count} guests change their work`,
  manyRefused: (count: number, side: string) => `${count} guests refused (${side})`,
  manyMoves: (count: number) => `${count} moves`,
  move: (name: string, from: string, to: string) => `${name} ${from}→${to}`,
  chart: (length: string) => `Throughput and far accesses of both strategies over ${length}, with guests and moves`,
} as const;

/** Words of the scoreboard. */
export const SCORES = {
  title: 'Scoreboard',
  span: (until: string) => `whole run, ${until}`,
  metric: 'Metric',
  better: 'better',
  ahead: (difference: string) => `ahead by ${difference} pp throughput`,
  level: 'Level on throughput',
  count: (side: string, better: number, all: number) => `${side} is better on ${better} of ${all}.`,
  tied: (count: number) => `${countText(count, 'metric')} alike.`,
  certain: 'Nothing here is random, so there is no interval.',
  oneSeed: 'This is one seed: others may say otherwise.',
  ask: (seeds: number) => `Run ${seeds} seeds`,
  computing: (seeds: number, done: string) => `Running ${seeds} seeds for an interval: ${done}.`,
  interval: (low: string, high: string, seeds: number) =>
    `B − A: ${low} to ${high} pp (95 %, ${seeds} paired seeds). The figures below are of one seed; a check says that a difference holds over all.`,
  up: 'more is better',
  down: 'less is better',
  hash: (hash: string) => `hash ${hash}`,
  hashHelp: 'The same scenario gives the same hash in every browser and on the command line.',
} as const;

interface MetricWords {
  readonly name: string;
  readonly unit: string;
  readonly help: string;
}

/** Names of the metrics (MODEL §8) and what they mean. */
export const METRIC_WORDS: Readonly<Record<keyof Metrics, MetricWords>> = {
  throughput: {
    name: 'Throughput',
    unit: '%',
    help: 'Work done against what all guests want at all-near speed, mean over time; refused guests count as 0',
  },
  remoteAccessRatio: { name: 'Far accesses', unit: '%', help: 'Traffic to memory of other nodes against all traffic' },
  meanSlowdown: { name: 'Mean slowdown', unit: '×', help: 'Mean of 1 / speed over guest-seconds' },
  p95Slowdown: { name: 'p95 slowdown', unit: '×', help: 'The slowdown that 95 % of all guest-seconds stay below' },
  jainFairness: { name: 'Fairness', unit: 'Jain', help: 'Jain’s index of guest speeds: 1 = all alike' },
  refusedGuests: { name: 'Refused guests', unit: 'guests', help: 'Guests that found no place' },
  moves: { name: 'Moves', unit: 'moves', help: 'Moves that were begun' },
  movedGiB: { name: 'Memory moved', unit: 'GiB', help: 'Memory copied; pages sent twice count twice' },
  pauseSeconds: { name: 'Guest pause', unit: 's', help: 'Time that guests stood still for moves, in all' },
  movesInVain: {
    name: 'Moves in vain',
    unit: 'moves',
    help: 'Moves whose guest left or moved again before they had paid back',
  },
  busiestController: {
    name: 'Busiest controller',
    unit: '%',
    help: 'Mean utilisation of the memory controller with the highest mean',
  },
  busiestLink: { name: 'Busiest link', unit: '%', help: 'Mean utilisation of the link with the highest mean' },
  loadImbalance: {
    name: 'Load imbalance',
    unit: 'pp',
    help: 'Highest minus lowest CPU load of a node, mean over time',
  },
  largestFreeNodeMiB: {
    name: 'Largest free node',
    unit: 'GiB',
    help: 'The most memory that one node has free, mean over time',
  },
};
