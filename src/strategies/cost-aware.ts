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
import type { MechanismId } from '../model/scenario.ts';
import { allowedVcpus } from './allowed.ts';
import { COST_AWARE_PARAMS } from './cost-aware-params.ts';
import { loadsOf, withChange, type Loads } from './evenness.ts';
import { nodesWithCpus } from './nodes.ts';
import { byLoad, nodesThatFit, partMiB, split, whole } from './placing.ts';

/** What might be moved: the parts of a guest to these nodes. */
interface Idea {
  readonly guest: GuestView;
  readonly to: readonly number[];
  /** A guess at what it is worth, cores; only the best ideas are asked about. */
  readonly promise: number;
}

interface Verdict {
  readonly request: MoveRequest;
  readonly gain: number;
}

/** Gains that differ by less than a millionth of a core are equal: the first idea counts, not the last digit of a solution. */
function rounded(cores: number): number {
  return Math.round(cores * 1e6) / 1e6;
}

/** Far accesses are guessed to slow a core down by this share. */
const FAR_GUESS = 0.2;
/** Unevenness below full load is guessed to cost this much per square. */
const UNEVEN_GUESS = 0.05;
const MECHANISMS: readonly MechanismId[] = ['hot-first', 'vcpu-only', 'live'];

/** Cores that are wanted and not there, and a little for unevenness, which crowds memory. */
function burden(view: HostView, { nodes, values }: Loads): number {
  return nodes.reduce((sum, n) => {
    const load = values[n];
    return sum + (Math.max(0, load - 1) + UNEVEN_GUESS * load * load) * view.cores(n);
  }, 0);
}

function farCores(guest: GuestView): number {
  return guest.homes.reduce((sum, home, part) => sum + guest.demand[part] * (1 - guest.accessTo(part, home)), 0);
}

function ideaOf(view: HostView, now: Loads, guest: GuestView, to: readonly number[]): Idea {
  const then = guest.homes.reduce((loads, home, p) => withChange(view, loads, home, to[p], guest.demand[p]), now);
  return { guest, to, promise: rounded(burden(view, now) - burden(view, then) + FAR_GUESS * farCores(guest)) };
}

/** A whole guest, or one part of a split one, to every other node; and memory that is away to its vCPUs. */
function ideasFor(view: HostView, now: Loads, guest: GuestView): Idea[] {
  const elsewhere = guest.homes.flatMap((home, part) =>
    now.nodes.filter((n) => n !== home).map((n) => guest.homes.with(part, n)),
  );
  const isAway = guest.homes.some((home, part) => guest.memoryOn(part, home) + 1 < partMiB(view, guest, part));
  return [...elsewhere, ...(isAway ? [guest.homes] : [])].map((to) => ideaOf(view, now, guest, to));
}

/** Guests that have stayed for a while are expected to stay as long again. */
function expectedStay(view: HostView, guest: GuestView, params: Params): number {
  const age = view.now - guest.since;
  return Math.min(Math.max(age, Number(params['shortestStay'])), Number(params['longestStay']));
}

/** Asks the engine; a move counts if the host is ahead again before the guest is expected to leave, and the gain is worth it. */
function judge(view: HostView, { guest, to }: Idea, mechanism: MechanismId, params: Params): Verdict | undefined {
  const stay = expectedStay(view, guest, params);
  const request = { guest: guest.index, to, mechanism, reason: '', whenBusy: 'refuse' as const };
  const outlook = view.forecast(request, stay);
  if (typeof outlook === 'string' || outlook.breakEvenHostSeconds === null) return undefined;
  if (!(outlook.hostGain / stay > Number(params['leastGain']))) return undefined;
  const gained = Math.round(outlook.hostGain * 100) / 100;
  const reason = `pays back in ${Math.round(outlook.breakEvenHostSeconds * 10) / 10} s, ${gained} core·s in the ${Math.round(stay)} s that it is expected to stay`;
  return { request: { ...request, reason }, gain: rounded(outlook.hostGain / stay) };
}

function bestRequest(view: HostView, params: Params): MoveRequest | undefined {
  const now = loadsOf(view);
  const ideas = view
    .guests()
    .filter((guest) => !guest.moving && !guest.unpinned)
    .flatMap((guest) => ideasFor(view, now, guest))
    .filter(({ promise }) => promise > Number(params['leastGain']))
    .toSorted((a, b) => b.promise - a.promise || a.guest.index - b.guest.index)
    .slice(0, Number(params['candidates']));
  const verdicts = ideas.flatMap((idea) => MECHANISMS.flatMap((id) => judge(view, idea, id, params) ?? []));
  return verdicts.reduce<Verdict | undefined>((one, other) => (one && one.gain >= other.gain ? one : other), undefined)
    ?.request;
}

/** A figure that differs as soon as loads or memory do. */
function markOf(view: HostView): number {
  return nodesWithCpus(view).reduce((mark, n) => mark * 3 + view.load(n) + view.freeMiB(n) / 1024, 0);
}

/** Where nothing was worth it, nothing will be until something has changed, or guests have become much older. */
function policy(view: HostView, params: Params, memory: StrategyMemory): readonly MoveRequest[] {
  const mark = markOf(view);
  if (memory['mark'] === mark && view.now < (memory['again'] ?? 0)) return [];
  const request = bestRequest(view, params);
  if (request !== undefined) return [request];
  Object.assign(memory, { mark, again: view.now + Number(params['shortestStay']) });
  return [];
}

/** Parts that an aware guest needs: as few as have the cores for its vCPUs. */
function fewestParts(view: HostView, guest: Newcomer): number {
  const cores = nodesThatFit(view, 0).reduce((most, n) => Math.max(most, view.cores(n)), 1);
  return guest.vnumaAware ? Math.ceil(guest.vcpus / cores) : 1;
}

/** Nodes with a core for every vCPU first, the fullest of them, so that large guests find room later; then the least loaded. */
function inOrder(view: HostView, guest: Newcomer, k: number): number[] {
  const promised = allowedVcpus(view);
  const nodes = byLoad(view, nodesThatFit(view, guest.memoryMiB / k));
  const roomy = nodes.filter((n) => promised[n] + guest.vcpus / k <= view.cores(n));
  const crowded = nodes.filter((n) => !roomy.includes(n));
  return [...roomy.toSorted((a, b) => view.freeMiB(a) - view.freeMiB(b)), ...crowded];
}

/** Whole, or in as few parts as its vCPUs and memory need. */
function place(view: HostView, guest: Newcomer): PlaceDecision {
  const most = Math.min(guest.vcpus, view.nodeCount);
  for (let k = Math.min(fewestParts(view, guest), most); k <= most; k++) {
    const nodes = inOrder(view, guest, k).slice(0, k);
    if (nodes.length === k) return split(guest, nodes);
  }
  return whole(view, inOrder(view, guest, 1)[0], guest);
}

/** Our own: asks what a move would cost before it moves, and moves only what pays back in time. */
export const costAware: Strategy = {
  id: 'cost-aware',
  title: 'Cost-aware',
  origin: 'Nearfar: the engine’s own cost of a move decides',
  params: COST_AWARE_PARAMS,
  period: (params) => Number(params['period']),
  place,
  policy,
};
