import type { Scenario } from '../../../model/scenario.ts';
import { placedGuest, unpinnedGuest, type OracleGuest } from './guests.ts';
import { oracleHost } from './host.ts';
import type { OracleStrategy } from './strategies.ts';
import { freeMiB, newWorld, type World } from './world.ts';

/** Home nodes (ids) of every guest in file order, placed one after the other, none leaving; undefined = refused. */
export function oraclePlace(scenario: Scenario, strategy: OracleStrategy): (number[] | undefined)[] {
  const world = newWorld(oracleHost(scenario.host), scenario.run?.reservedMiBPerNode ?? 0);
  const homes: (number[] | undefined)[] = scenario.guests.map(() => undefined);
  const late = (order: number) => (scenario.guests[order].placement ? 0 : 1);
  const arrive = (order: number) => scenario.guests[order].arrive ?? 0;
  const orders = scenario.guests.map((_, order) => order);
  for (const order of orders.toSorted((a, b) => late(a) - late(b) || arrive(a) - arrive(b) || a - b)) {
    const guest = place(world, scenario, strategy, order);
    if (!guest) continue;
    world.guests.push(guest);
    homes[order] = guest.parts.map((part) => world.host.ids[part.node]);
  }
  return homes;
}

function place(world: World, scenario: Scenario, strategy: OracleStrategy, order: number): OracleGuest | undefined {
  const spec = scenario.guests[order];
  if (spec.placement) return placedGuest(world.host, spec, spec.placement, order);
  const parts = strategy.place(world, spec);
  if (!parts) return undefined;
  if (parts === 'unpinned') return unpinnedGuest(world.host, spec, freeMiB(world), order);
  const named = parts.map((part) => ({ ...part, node: world.host.ids[part.node] }));
  return placedGuest(world.host, spec, { parts: named }, order);
}
