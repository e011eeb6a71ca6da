import type { Scenario } from '../../../model/scenario.ts';
import type { RatesReport } from '../../reports.ts';
import { placedGuest, unpinnedGuest } from './guests.ts';
import { oracleHost } from './host.ts';
import { freeMiB, newWorld, partsOf, remoteOf, solve, speedOf, type World } from './world.ts';

/** Every guest of the file as it stands there: placed ones first, the rest unpinned in order of arrival. */
export function fileWorld(scenario: Scenario): World {
  const world = newWorld(oracleHost(scenario.host), scenario.run?.reservedMiBPerNode ?? 0);
  const guests = scenario.guests.map((spec, order) => ({ spec, order }));
  for (const { spec, order } of guests) {
    if (spec.placement) world.guests.push(placedGuest(world.host, spec, spec.placement, order));
  }
  const rest = guests.filter(({ spec }) => !spec.placement);
  rest.sort((a, b) => (a.spec.arrive ?? 0) - (b.spec.arrive ?? 0));
  for (const { spec, order } of rest) {
    const guest = unpinnedGuest(world.host, spec, freeMiB(world), order);
    if (!guest) throw new Error(`no room for ${spec.name}`);
    world.guests.push(guest);
  }
  world.guests.sort((a, b) => a.order - b.order);
  return world;
}

/** MODEL §1–§5 for the placements of a file, and how well the equilibrium's own conditions hold. */
export function oracleRates(scenario: Scenario): RatesReport & { readonly violation: number } {
  const world = fileWorld(scenario);
  const rates = solve(world);
  const { host } = world;
  const utilisation = (s: number) => (rates.capacity[s] === 0 ? 0 : rates.load[s] / rates.capacity[s]);
  const flow = (s: number) => ({ bandwidthGBs: rates.load[s], utilisation: utilisation(s), waitNs: rates.wait[s] });
  const at = (n: number) => rates.parts.filter((state) => state.part.node === n);
  const order = host.links.map((link, l) => ({ from: host.ids[link.from], to: host.ids[link.to], l }));
  order.sort((a, b) => a.from - b.from || a.to - b.to);
  return {
    violation: rates.violation,
    guests: world.guests.map((guest) => ({
      name: guest.spec.name,
      speed: speedOf(rates, guest),
      remoteAccessRatio: remoteOf(rates, guest),
      parts: partsOf(rates, guest).map((state) => ({
        node: host.ids[state.part.node],
        cpuShare: state.x,
        progress: state.progress,
        access: state.access,
      })),
    })),
    nodes: host.ids.map((id, n) => ({
      id,
      cpuDemand: at(n).reduce((sum, state) => sum + state.demand, 0),
      cpuUsed: at(n).reduce((sum, state) => sum + state.x, 0),
      ...flow(n),
    })),
    links: order.map(({ from, to, l }) => ({ from, to, ...flow(host.ids.length + l) })),
  };
}
