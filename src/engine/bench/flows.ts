import { addTraffic, join, leave } from '../equilibrium/classes.ts';
import { createDraft, type Draft } from '../equilibrium/ways.ts';
import { lineBound } from '../state/customers.ts';
import { solveWaits } from '../equilibrium/equilibrium.ts';
import { createNetwork, type Network } from '../equilibrium/network.ts';
import { flowRoutes, type FlowRoutes, type FlowShape } from './flow-routes.ts';

/*
 * Flows always in flight over a host: a finished one is replaced at once by its slot's own stream of draws. A flow is a copy
 * (MODEL §5) at the rate that its draw bounds it to, or 80 GB/s, on the links of its route and the controller at its end.
 * tools/peer/flows.cpp plays the same draws on SimGrid.
 */
const CONTROLLER_GBS = 80;
const LINK_GBS = 32;
const LOCAL_NS = 100;
const HOP_NS = 30;
const LINES = 16;

export interface FlowOptions {
  readonly kind: FlowShape;
  readonly nodes: number;
  readonly flows: number;
  /** Half of the flows are bounded at 0.2–4.2 times the mean share; without it the same draws, no bounds. */
  readonly bounds: boolean;
}

export interface Flows {
  readonly options: FlowOptions;
  readonly routes: FlowRoutes;
  readonly network: Network;
  readonly draft: Draft;
  /** By slot: state of its stream, its class and rate bound (GB/s), and what it still needs: GB left / bound. */
  readonly stream: Int32Array;
  readonly customer: Int32Array;
  readonly bound: Float64Array;
  readonly need: Float64Array;
  now: number;
  completions: number;
  /** Σ of the completion times, s: equal draws and equal physics give an equal sum. */
  sumSeconds: number;
  solves: number;
}

/** mulberry32, by slot: 32 bits. */
function drawBits(flows: Flows, slot: number): number {
  const a = (flows.stream[slot] + 0x6d2b79f5) | 0;
  flows.stream[slot] = a;
  let t = Math.imul(a ^ (a >>> 15), 1 | a);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return t ^ (t >>> 14);
}

/** Small, so that callers take it in: a fraction that is handed back would be boxed, an integer is not. */
function draw(flows: Flows, slot: number): number {
  return (drawBits(flows, slot) >>> 0) / 4_294_967_296;
}

/** The slot's next flow joins the network. */
function begin(flows: Flows, slot: number): void {
  const { nodes, bounds, flows: count } = flows.options;
  const from = slot % nodes;
  const to = draw(flows, slot) < 0.7 ? from : Math.floor(draw(flows, slot) * nodes);
  const sizeGB = 0.1 + Math.floor(draw(flows, slot) * 1e9) / 1e9;
  const isBounded = !(draw(flows, slot) < 0.5);
  const bound = isBounded ? ((CONTROLLER_GBS * nodes) / count) * (0.2 + 4 * draw(flows, slot)) : CONTROLLER_GBS;
  // A rate beyond the narrowest station on its way is one that no flow can have (MODEL §5).
  const most = to === from ? CONTROLLER_GBS : LINK_GBS;
  const rate = Math.min(bounds ? bound : CONTROLLER_GBS, most);
  flows.routes.write(from, to, flows.draft);
  const customer = join(flows.network, flows.draft, 1, 0, lineBound(rate, LOCAL_NS, LINES));
  addTraffic(flows.network, customer, rate);
  flows.customer[slot] = customer;
  flows.bound[slot] = rate;
  flows.need[slot] = sizeGB / rate;
}

function end(flows: Flows, slot: number): void {
  addTraffic(flows.network, flows.customer[slot], -flows.bound[slot]);
  leave(flows.network, flows.customer[slot]);
}

/** All flows at time 0, rates solved. */
export function startFlows(options: FlowOptions): Flows {
  const { nodes, flows: count } = options;
  const routes = flowRoutes(options.kind, nodes);
  const stations = nodes + routes.links;
  const flows: Flows = {
    options,
    routes,
    network: createNetwork(
      Float64Array.from({ length: stations }, (_, s) => (s < nodes ? CONTROLLER_GBS : LINK_GBS)),
      Float64Array.from({ length: stations }, (_, s) => (s < nodes ? LOCAL_NS : HOP_NS)),
      LOCAL_NS,
    ),
    draft: createDraft(stations),
    stream: Int32Array.from({ length: count }, (_, slot) => Math.imul(slot, 2_654_435_761) + 1),
    customer: new Int32Array(count),
    bound: new Float64Array(count),
    need: new Float64Array(count),
    now: 0,
    completions: 0,
    sumSeconds: 0,
    solves: 0,
  };
  for (let slot = 0; slot < count; slot++) begin(flows, slot);
  solveWaits(flows.network);
  return flows;
}

/** The slot that finishes next. */
function nextSlot(flows: Flows): number {
  const { need, customer, network } = flows;
  const { speed } = network;
  let best = 0;
  let least = Infinity;
  for (let slot = 0; slot < need.length; slot++) {
    const left = need[slot] / speed[customer[slot]];
    if (!(left < least)) continue;
    least = left;
    best = slot;
  }
  return best;
}

/** Lets `completions` more flows finish, each followed by its slot's next one and a solve. */
export function passFlows(flows: Flows, completions: number): void {
  const { need, customer, network } = flows;
  // In locals, for a field would be a new boxed number after every event.
  let { now, sumSeconds } = flows;
  for (let done = 0; done < completions; done++) {
    const slot = nextSlot(flows);
    const { speed } = network;
    const dt = need[slot] / speed[customer[slot]];
    for (let other = 0; other < need.length; other++) need[other] -= speed[customer[other]] * dt;
    now += dt;
    sumSeconds += now;
    end(flows, slot);
    begin(flows, slot);
    solveWaits(network);
  }
  flows.now = now;
  flows.sumSeconds = sumSeconds;
  flows.completions += completions;
  flows.solves += completions;
}
