import type { Customer, PlainNetwork, Station } from './networks.ts';

/*
 * The equilibrium of MODEL §5 once more, slow and plain: one station after the other is brought to its own condition by
 * bisection while all others stand still, over and over. The conditions are those of a convex problem with one unknown per
 * station, so each visit goes down and the whole ends at the answer. Shares no code with the engine.
 */
export interface SlowAnswer {
  readonly waits: readonly number[];
  readonly utilisation: readonly number[];
  readonly speeds: readonly number[];
  /** Largest breach of a station's condition, in units of utilisation. */
  readonly breach: number;
}

const SWEEPS = 4000;
const GOOD = 2e-13;

function curve(u: number): number {
  return 1 + 0.42 * u + 0.55 * u ** 8;
}

/** A station's wait and own utilisation at `t`: up to 1 along the curve, beyond it full with ever more wait. */
function waitAt(station: Station, t: number, l0: number): number {
  return (curve(Math.min(t, 1)) - 1) * station.base + Math.max(0, t - 1) * l0;
}

function speedOf(customer: Customer, waits: readonly number[], network: PlainNetwork): number {
  const blocked = customer.coefficients.some((c, s) => c > 0 && !(network.stations[s]!.capacity > 0));
  if (blocked) return 0;
  const lambda = customer.idle + customer.coefficients.reduce((sum, c, s) => sum + c * waits[s]!, 0) / network.l0;
  return 1 / Math.max(1 - customer.stall + customer.stall * lambda, customer.bound * lambda);
}

function loadOf(network: PlainNetwork, s: number, waits: readonly number[]): number {
  return network.customers.reduce((sum, customer) => {
    const c = customer.coefficients[s]!;
    return c > 0 ? sum + customer.beta * c * customer.cores * speedOf(customer, waits, network) : sum;
  }, 0);
}

function excess(network: PlainNetwork, s: number, waits: number[], t: number): number {
  waits[s] = waitAt(network.stations[s]!, t, network.l0);
  return loadOf(network, s, waits) / network.stations[s]!.capacity - Math.min(t, 1);
}

/** Brings station `s` to its own condition; gives its `t`. */
function visit(network: PlainNetwork, s: number, waits: number[]): number {
  let high = 1;
  while (excess(network, s, waits, high) > 0 && high < 1e12) high = high === 1 ? 2 : high * 4;
  let low = 0;
  for (let n = 0; n < 200; n++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (excess(network, s, waits, middle) > 0) low = middle;
    else high = middle;
  }
  waits[s] = waitAt(network.stations[s]!, high, network.l0);
  return high;
}

function breachOf(
  network: PlainNetwork,
  live: readonly number[],
  waits: readonly number[],
  t: readonly number[],
): number {
  return live.reduce((worst, s) => {
    const u = loadOf(network, s, waits) / network.stations[s]!.capacity;
    // A link without latency has no wait of its own at all below saturation.
    const miss = network.stations[s]!.base === 0 && t[s]! <= 1 ? Math.max(0, u - 1) : Math.abs(u - Math.min(1, t[s]!));
    return Math.max(worst, miss);
  }, 0);
}

/** The equilibrium of a network; `breach` says how well it was found (a few hard ones converge too slowly for this method). */
export function slowEquilibrium(network: PlainNetwork): SlowAnswer {
  const live = network.stations.map((_, s) => s).filter((s) => network.stations[s]!.capacity > 0);
  const waits = network.stations.map(() => 0);
  const t = network.stations.map(() => 0);
  let breach = Infinity;
  for (let sweep = 0; sweep < SWEEPS && breach > GOOD; sweep++) {
    for (const s of live) t[s] = visit(network, s, waits);
    breach = breachOf(network, live, waits, t);
  }
  return {
    waits,
    utilisation: network.stations.map((station, s) =>
      station.capacity > 0 ? loadOf(network, s, waits) / station.capacity : 0,
    ),
    speeds: network.customers.map((customer) => speedOf(customer, waits, network)),
    breach,
  };
}
