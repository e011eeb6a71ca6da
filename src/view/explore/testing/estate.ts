import { costOf } from '../../../engine/cost.ts';
import type { CostReport } from '../../../engine/reports.ts';
import { stillFrames } from '../../../engine/still.ts';
import type { Guest, Scenario } from '../../../model/scenario.ts';
import { graphOf } from '../../map/graph.ts';
import { SQUARE } from '../../map/testing/mixed-estate.ts';
import type { Held } from '../drag.ts';
import type { Holding } from '../node-states.ts';
import { bestNode, offersOf } from '../offers.ts';
import { placedOf, type Placed } from '../placed.ts';

/** "db-1 0:4v3G" or "web-3 1:1v1G 3:1v1G": a guest and where its parts lie. */
function guestOf(text: string, extra: Partial<Guest> = {}): Guest {
  const [name, ...places] = text.split(' ');
  const parts = places.map((place) => {
    const [, node, vcpus, gib] = /^(\d+):(\d+)v([\d.]+)G$/.exec(place) ?? [];
    return { node: Number(node), vcpus: Number(vcpus), memoryMiB: Number(gib) * 1024 };
  });
  const total = (of: 'vcpus' | 'memoryMiB'): number => parts.reduce((sum, part) => sum + part[of], 0);
  return { name, vcpus: total('vcpus'), memoryMiB: total('memoryMiB'), placement: { parts }, ...extra };
}

/** Four nodes of four cores and 8 GiB in a square: 0 crowded, 1 nearly idle, 2 full, 3 busy. */
export const ESTATE: Scenario = {
  nearfar: 1,
  host: SQUARE,
  guests: [
    guestOf('db-1 0:4v3G', { workload: { duty: 0.6, memoryStall: 0.5, bandwidthPerCoreGBs: 1.5 } }),
    guestOf('build 0:4v2G', { workload: { duty: 0.9, memoryStall: 0.1 } }),
    guestOf('mail 1:2v2G', { workload: { duty: 0.25 } }),
    guestOf('erp-1 2:6v7.5G', { workload: { duty: 0.45 } }),
    guestOf('db-2 3:4v4G', { workload: { duty: 0.8, memoryStall: 0.5, bandwidthPerCoreGBs: 2 } }),
    guestOf('web-3 1:1v0.5G 3:1v0.5G', { workload: { duty: 0.35 } }),
  ],
};

export const ESTATE_GRAPH = graphOf(ESTATE.host);

/** The estate as Explore has it, by the engine's own still frame. */
export function placedEstate(): Placed {
  const frames = stillFrames(ESTATE);
  return placedOf(ESTATE.host, ESTATE.guests, { frames, index: 0, time: 0 });
}

/** A guest of the estate in hand over a node, with the engine's costs. */
export function holding(name: string, over: number | null, changes: Partial<Holding> = {}): Holding {
  const placed = placedEstate();
  const guest = placed.guests.findIndex((g) => g.name === name);
  const parts = placed.guests[guest].placement?.parts ?? [];
  const held: Held = { guest, part: parts.length > 1 ? 0 : null, from: parts[0].node };
  const mechanisms = ['live', 'hot-first', 'vcpu-only'] as const;
  const costs = new Map(
    ESTATE.host.nodes.map(({ id }): [number, CostReport] => {
      const to = parts.map((part, i) => (held.part === null || held.part === i ? id : part.node));
      return [id, costOf(ESTATE, { guest: name, to, mechanisms })];
    }),
  );
  const offers = offersOf([0, 1, 2, 3], costs);
  return {
    placed,
    held,
    name,
    over,
    spot: null,
    pin: undefined,
    mechanism: null,
    offers,
    best: bestNode(offers, held.from),
    ...changes,
  };
}
