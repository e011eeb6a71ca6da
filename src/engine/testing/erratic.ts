import { MECHANISM_IDS } from '../../model/fields.ts';
import type { GuestView, HostView, MoveRequest, PlaceDecision, Strategy } from '../strategy.ts';

function pick<T>(view: HostView, list: readonly T[]): T {
  return list[Math.floor(view.random('pick') * list.length)];
}

function anyNode(view: HostView): number {
  return Math.floor(view.random('node') * view.nodeCount);
}

function wish(view: HostView, guest: GuestView): MoveRequest {
  const each = view.random('each') < 0.3;
  return {
    guest: guest.index,
    to: each ? guest.homes.map(() => anyNode(view)) : [anyNode(view)],
    mechanism: pick(view, MECHANISM_IDS),
    reason: 'a whim',
    whenBusy: pick(view, ['wait', 'replace', 'refuse'] as const),
    ...(view.random('rate') < 0.3 ? { maxGBs: 0.05 } : {}),
  };
}

function whims(view: HostView): MoveRequest[] {
  return view
    .guests()
    .filter(() => view.random('whim') < 0.3)
    .map((guest) => wish(view, guest));
}

function place(view: HostView, guest: { vcpus: number; memoryMiB: number }): PlaceDecision {
  if (view.random('place') < 0.2) return { kind: 'unpinned' };
  if (view.random('place') < 0.2) return { kind: 'unpinned', nodes: [anyNode(view), anyNode(view)] };
  if (view.random('place') < 0.4 || guest.vcpus < 2)
    return { kind: 'parts', parts: [{ node: anyNode(view), vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }] };
  return {
    kind: 'parts',
    parts: [
      { node: anyNode(view), vcpus: 1, memoryMiB: guest.memoryMiB / 2 },
      { node: anyNode(view), vcpus: guest.vcpus - 1, memoryMiB: guest.memoryMiB / 2 },
    ],
  };
}

/** Asks for anything at any time, the impossible too: for tests of what the engine grants. */
export const erratic: Strategy = {
  id: 'erratic',
  title: 'Erratic',
  origin: 'test',
  params: [],
  period: () => 1.7,
  place,
  policy: whims,
  react: (view) => (view.random('react') < 0.3 ? whims(view) : []),
};
