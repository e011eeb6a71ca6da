import type { GuestView, HostView, MoveRequest, ParamSpec } from '../engine/strategy.ts';

export const TASK_PARAMS: readonly ParamSpec[] = [
  {
    kind: 'boolean',
    name: 'moveTasks',
    title: 'Guests move tasks',
    help: 'A guest that reads its topology moves tasks between its own nodes',
    default: true,
  },
  {
    kind: 'number',
    name: 'period',
    title: 'Period',
    help: 'Time between two looks of a guest at its vCPUs',
    default: 10,
    min: 0.1,
    max: 3600,
    unit: 's',
  },
  {
    kind: 'number',
    name: 'threshold',
    title: 'Threshold',
    help: 'Difference of node loads that a guest leaves alone',
    default: 0.25,
    min: 0,
    max: 100,
  },
];

/** The part that a task would leave: the one with most tasks, the lowest of them. */
function busiestPart(guest: GuestView): number {
  return guest.tasks.reduce((best, tasks, part) => (tasks > guest.tasks[best] ? part : best), 0);
}

function hasIdleVcpu(guest: GuestView, part: number): boolean {
  return guest.tasks[part] < guest.partVcpus[part];
}

/** Loads of the nodes of two parts once a task has gone from one to the other. */
function loadsAfter(view: HostView, guest: GuestView, from: number, to: number): readonly [number, number] {
  const [source, target] = [guest.homes[from], guest.homes[to]];
  const running = Math.min(guest.tasks[from], guest.partVcpus[from]);
  const cores = guest.demand[from] / running;
  const leaves = guest.tasks[from] > guest.partVcpus[from] ? 0 : cores;
  return [view.load(source) - leaves / view.cores(source), view.load(target) + cores / view.cores(target)];
}

/** A task that waits for a vCPU goes to any idle one; else it goes where the node is less loaded, and stays so with it. */
function isBetter(view: HostView, guest: GuestView, from: number, to: number, threshold: number): boolean {
  const [source, target] = [guest.homes[from], guest.homes[to]];
  if (source === target || !hasIdleVcpu(guest, to) || guest.tasks[from] < 1) return false;
  if (guest.tasks[from] > guest.partVcpus[from]) return true;
  const [, after] = loadsAfter(view, guest, from, to);
  return view.load(source) - view.load(target) > threshold && after < view.load(source) - threshold;
}

function wishOf(view: HostView, guest: GuestView, threshold: number): MoveRequest | undefined {
  if (!guest.vnumaAware || guest.moving || guest.unpinned || guest.homes.length < 2) return undefined;
  const from = busiestPart(guest);
  const open = guest.homes.map((_, part) => part).filter((part) => isBetter(view, guest, from, part, threshold));
  const [best] = open.toSorted((a, b) => view.load(guest.homes[a]) - view.load(guest.homes[b]) || a - b);
  if (best === undefined) return undefined;
  const node = guest.homes[best];
  const reason = `the guest moves a task: node ${view.nodeId(guest.homes[from])} is more loaded than node ${view.nodeId(node)}`;
  return { guest: guest.index, to: [node], mechanism: 'process', reason };
}

/** What the operating systems of guests that read their topology do by themselves. */
export function taskMoves(view: HostView, threshold: number): MoveRequest[] {
  return view.guests().flatMap((guest) => wishOf(view, guest, threshold) ?? []);
}
