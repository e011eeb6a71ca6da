import type { Scenario } from '../../model/scenario.ts';
import { Dice, present } from './random-dice.ts';
import { randomGuests, type GuestOptions } from './random-guests.ts';
import { randomHost, type HostOptions } from './random-host.ts';

/** A file for `rates` and `cost`: every guest at time 0, most of them placed. */
export function randomStill(row: readonly number[], options: HostOptions & Partial<GuestOptions> = {}): Scenario {
  const dice = new Dice(row);
  const host = randomHost(dice, options);
  const guests = randomGuests(dice, host, { most: 8, placed: 80, split: 45, ...options });
  const run = dice.maybe(20, () => ({ precopy: 'xen-4.5' as const }));
  return present({ nearfar: 1 as const, name: 'random', host, guests, run });
}

/** The same with far less bandwidth, so that several stations are full at once and waits are not unique. */
export function randomSqueeze(row: readonly number[]): Scenario {
  const { host, ...rest } = randomStill(row, { most: 14 });
  const factor = new Dice(row.slice(-2)).pick([0.1, 0.02, 0.3, 1e-3]);
  const nodes = host.nodes.map((node) => ({ ...node, bandwidthGBs: node.bandwidthGBs * factor }));
  const links = host.links?.map((link) => ({ ...link, capacityGBs: link.capacityGBs * factor }));
  return { ...rest, host: { ...host, nodes, ...(links ? { links } : {}) } };
}

/** The scenario as a file, to print with a failing case. */
export function asFile(scenario: Scenario): string {
  return JSON.stringify(scenario);
}
