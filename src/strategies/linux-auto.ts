import type {
  GuestView,
  HostView,
  MoveRequest,
  Newcomer,
  Params,
  PlaceDecision,
  Strategy,
  StrategyMemory,
} from '../engine/strategy.ts';
import { BYTES_PER_MIB, PAGES_PER_MIB } from '../model/units.ts';
import { bestMove } from './balance.ts';
import { isEven, isMoreEven, loadsAfter, loadsOf, type Loads } from './evenness.ts';
import { activeNodes, faultsByNode, followingMiB, preferredNode, scoreOf } from './linux-faults.ts';
import { LINUX_PARAMS } from './linux-params.ts';
import { inIdOrder } from './nodes.ts';
import { byLoad, hasFree, nodesThatFit } from './placing.ts';

/** Faults of the first scans move their page at once; later ones must come twice from the same node. */
const EARLY_SCANS = 4;
/** From this share of local faults on, scanning slows down. */
const MOSTLY_LOCAL = 0.7;

/** Whole pages that are free on a node, MiB. */
function freePages(view: HostView, node: number): number {
  return Math.floor(view.freeMiB(node) * PAGES_PER_MIB) / PAGES_PER_MIB;
}

/** First touch: memory where the vCPUs start, what does not fit on the nodes nearest to it. */
function firstTouch(view: HostView, guest: Newcomer, home: number): PlaceDecision {
  const memoryOn: { node: number; memoryMiB: number }[] = [];
  let left = guest.memoryMiB;
  for (const node of inIdOrder(view).toSorted((a, b) => view.latencyNs(home, a) - view.latencyNs(home, b))) {
    const memoryMiB = Math.min(left, freePages(view, node));
    if (memoryMiB > 0) memoryOn.push({ node, memoryMiB });
    left -= memoryMiB;
  }
  if (left > 0)
    return { kind: 'refused', reason: `needs ${guest.memoryMiB} MiB, ${left} MiB more than is free in all` };
  return { kind: 'parts', parts: [{ node: home, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB, memoryOn }] };
}

/** The idlest node; a guest with more vCPUs than a node has cores runs on as many nodes as it needs, its memory spread. */
function place(view: HostView, guest: Newcomer): PlaceDecision {
  const order = byLoad(view, nodesThatFit(view, 0));
  if (order.length === 0) return { kind: 'refused', reason: 'there is no node with CPUs' };
  const nodes: number[] = [];
  for (let cores = 0; cores < guest.vcpus && nodes.length < order.length; cores += view.cores(nodes.at(-1) ?? 0))
    nodes.push(order[nodes.length]);
  return nodes.length === 1 ? firstTouch(view, guest, nodes[0]) : { kind: 'unpinned', nodes };
}

/** What has been learned of one guest, by name in the strategy's memory. */
interface Scan {
  readonly period: number;
  readonly next: number;
  readonly scans: number;
  /** Scans since its memory was last all near. */
  readonly far: number;
}

const FIELDS = ['period', 'next', 'scans', 'far'] as const;

function scanOf(memory: StrategyMemory, guest: GuestView, params: Params): Scan {
  const kept = (field: (typeof FIELDS)[number], otherwise: number): number =>
    memory[`${field} ${guest.index}`] ?? otherwise;
  const period = kept('period', Number(params['scanPeriodMin']));
  return {
    period,
    next: kept('next', guest.since + Number(params['scanDelay'])),
    scans: kept('scans', 0),
    far: kept('far', 0),
  };
}

function remember(memory: StrategyMemory, guest: GuestView, scan: Scan): void {
  for (const field of FIELDS) memory[`${field} ${guest.index}`] = scan[field];
}

function forget(memory: StrategyMemory, guest: number): void {
  for (const field of FIELDS) delete memory[`${field} ${guest}`];
}

/** Few far faults: scan less often; many: more often. */
function nextPeriod(period: number, localShare: number, params: Params): number {
  if (localShare >= MOSTLY_LOCAL) return Math.min(period * 2, Number(params['scanPeriodMax']));
  return Math.max(period / 2, Number(params['scanPeriodMin']));
}

interface Outlook {
  readonly view: HostView;
  readonly params: Params;
  readonly now: Loads;
  readonly guest: GuestView;
  readonly faults: readonly number[];
}

function isHome(guest: GuestView, node: number): boolean {
  return guest.homes.every((home) => home === node);
}

function vcpusTo(guest: GuestView, node: number, reason: string): MoveRequest {
  return { guest: guest.index, to: [node], mechanism: 'vcpu-only', reason, whenBusy: 'refuse' };
}

/** Another guest on the wanted node that may come here, so that loads stay as even and both together gain enough. */
function partner({ view, params, now, guest, faults }: Outlook, node: number): GuestView | undefined {
  const [home] = guest.homes;
  const gain = scoreOf(view, faults, node) - scoreOf(view, faults, home);
  return view.guests().find((other) => {
    if (other === guest || other.moving || other.unpinned || !isHome(other, node)) return false;
    const theirs = faultsByNode(view, other);
    const both = gain + scoreOf(view, theirs, home) - scoreOf(view, theirs, node);
    const then = loadsAfter(view, loadsAfter(view, now, guest, node), other, home);
    return both >= Number(params['smallImprovement']) && !isMoreEven(now, then);
  });
}

/** vCPUs go to the node that the guest's faults prefer, if no load gets worse by it; else they may change places. */
function followMemory(outlook: Outlook): MoveRequest[] {
  const { view, params, now, guest, faults } = outlook;
  const [home] = guest.homes;
  const node = preferredNode(view, faults);
  if (node === undefined || isHome(guest, node) || !isHome(guest, home)) return [];
  if (activeNodes(faults, Number(params['activeFraction'])).includes(home)) return [];
  const gain = scoreOf(view, faults, node) - scoreOf(view, faults, home);
  if (gain < Number(params['smallImprovement'])) return [];
  const reason = `its memory is preferred on node ${view.nodeId(node)}`;
  const then = loadsAfter(view, now, guest, node);
  if (isEven(then, Number(params['imbalance'])) || !isMoreEven(now, then)) return [vcpusTo(guest, node, reason)];
  const other = partner(outlook, node);
  return other === undefined ? [] : [vcpusTo(guest, node, reason), vcpusTo(other, home, 'changes places')];
}

/** Pages follow the vCPUs at the rate of scanning, once every page has been seen before. */
function bringPages({ view, params, guest }: Outlook, scan: Scan): MoveRequest[] {
  const parts = guest.homes.map((_, part) => followingMiB(view, guest, part));
  const total = parts.reduce((sum, mib) => sum + mib, 0);
  const seen = scan.far * Number(params['scanSizeMiB']) >= guest.memoryMiB;
  if (!(total > 0) || !(seen || scan.scans <= EARLY_SCANS)) return [];
  if (guest.homes.some((home, part) => !hasFree(view, home, parts[part]))) return [];
  const rate = Math.min(Number(params['scanSizeMiB']) / scan.period, Number(params['rateLimitMiBs']));
  const maxGBs = (rate * BYTES_PER_MIB) / 1e9;
  const reason = 'its pages follow their faults';
  return [{ guest: guest.index, to: guest.homes, mechanism: 'address-order', reason, maxGBs, whenBusy: 'refuse' }];
}

function scanGuest(outlook: Outlook, memory: StrategyMemory): MoveRequest[] {
  const { view, params, guest, faults } = outlook;
  const before = scanOf(memory, guest, params);
  if (view.now < before.next) return [];
  const localShare = guest.homes.reduce((most, home) => Math.max(most, faults[home]), 0);
  const period = nextPeriod(before.period, localShare, params);
  const far = localShare < 1 - 1e-9 ? before.far + 1 : 0;
  const scan = { period, next: view.now + period, scans: before.scans + 1, far };
  remember(memory, guest, scan);
  const follow = followMemory(outlook);
  return follow.length > 0 ? follow : bringPages(outlook, scan);
}

/** The load balancer knows nothing of memory: it moves vCPUs when loads differ. */
function balanceLoads(view: HostView, params: Params): MoveRequest[] {
  if (isEven(loadsOf(view), Number(params['imbalance']))) return [];
  const move = bestMove(view, () => true);
  return move === undefined ? [] : [vcpusTo(move.guest, move.node, 'the load balancer evens the nodes')];
}

function policy(view: HostView, params: Params, memory: StrategyMemory): readonly MoveRequest[] {
  const balanced = balanceLoads(view, params);
  if (balanced.length > 0) return balanced;
  const now = loadsOf(view);
  for (const guest of view.guests()) {
    if (guest.unpinned || guest.moving) continue;
    const wishes = scanGuest({ view, params, now, guest, faults: faultsByNode(view, guest) }, memory);
    // One guest at a time: the loads are others after it.
    if (wishes.length > 0) return wishes;
  }
  return [];
}

/** Automatic NUMA balancing of Linux: vCPUs and pages find each other by hint faults, at a limited rate. */
export const linuxAuto: Strategy = {
  id: 'linux-auto',
  title: 'Linux automatic balancing',
  origin: 'Linux kernel/sched/fair.c, 5.x',
  params: LINUX_PARAMS,
  period: (params) => Number(params['scanPeriodMin']),
  place,
  policy,
  react: (_view, { kind, guest }, _params, memory) => {
    if (kind === 'left') forget(memory, guest);
    return [];
  },
};
