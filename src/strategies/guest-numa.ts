import type { HostView, Newcomer, PlaceDecision, Strategy } from '../engine/strategy.ts';
import { byLoad, nodesThatFit, whole } from './placing.ts';

const PAGES = 256;

function spread(view: HostView, guest: Newcomer, k: number): PlaceDecision | undefined {
  const pages = Math.round(guest.memoryMiB * PAGES);
  const first = Math.ceil(pages / k) / PAGES;
  const nodes = byLoad(view, nodesThatFit(view, first)).slice(0, k);
  if (nodes.length < k) return undefined;
  const part = (total: number, p: number): number => Math.floor(total / k) + (p < total % k ? 1 : 0);
  return {
    kind: 'parts',
    parts: nodes.map((node, p) => ({ node, vcpus: part(guest.vcpus, p), memoryMiB: part(pages, p) / PAGES })),
  };
}

/** Numbers of parts to try: as asked, then more, then fewer; a guest that is not aware is tried whole first. */
function counts(guest: Newcomer, vnodes: number, nodes: number): number[] {
  const most = Math.min(guest.vcpus, nodes);
  const wanted = Math.min(vnodes, most);
  const more = Array.from({ length: most - wanted }, (_, n) => wanted + 1 + n);
  const fewer = Array.from({ length: wanted - 1 }, (_, n) => wanted - 1 - n);
  return [...(guest.vnumaAware ? [] : [1]), wanted, ...more, ...fewer];
}

/** Approach 1 of the discussion: each guest spread over several nodes. */
export const guestNuma: Strategy = {
  id: 'guest-numa',
  title: 'Guest NUMA',
  origin: 'Approach 1 of the 2007 discussion',
  params: [
    {
      kind: 'integer',
      name: 'vnodes',
      title: 'Virtual nodes',
      help: 'Nodes that a guest is spread over',
      default: 2,
      min: 1,
      max: 64,
    },
  ],
  place(view, guest, params) {
    for (const k of counts(guest, Number(params['vnodes']), view.nodeCount)) {
      const found = spread(view, guest, k);
      if (found !== undefined) return found;
    }
    return whole(view, undefined, guest);
  },
};
