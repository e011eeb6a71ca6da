import { expect, test } from 'vitest';
import type { Forecast, HostView, MoveRequest, StrategyMemory } from '../engine/strategy.ts';
import { costAware } from './cost-aware.ts';
import { newcomer, pretendView, type PretendGuest, type PretendNode } from './testing/pretend-view.ts';

const DEFAULTS = Object.fromEntries(costAware.params.map((spec) => [spec.name, spec.default]));

const CROWD: readonly PretendGuest[] = [
  { vcpus: 3, homes: [0], since: 0 },
  { vcpus: 3, homes: [0], since: 50 },
];

function outlook(change: Partial<Forecast>): Forecast {
  return { copiedMiB: 0, seconds: 1, gain: 0, hostGain: 0, breakEvenSeconds: 0, breakEvenHostSeconds: 1, ...change };
}

/** What is asked for at second 60, if the engine answers so; and the horizons that it was asked about. */
function ask(
  answer: (request: MoveRequest) => Forecast | string,
  guests: readonly PretendGuest[] = CROWD,
): { asked: string[]; horizons: number[] } {
  const horizons: number[] = [];
  const forecast: HostView['forecast'] = (request, horizon) => {
    horizons.push(horizon);
    return answer(request);
  };
  const view = pretendView([{}, {}], guests, { now: 60, forecast });
  const wishes = costAware.policy?.(view, DEFAULTS, {}) ?? [];
  return { asked: wishes.map(({ guest, to, mechanism }) => `g${guest} to ${to.join()} by ${mechanism}`), horizons };
}

test('the move that gains most for the host, by the engine’s own cost', () => {
  const { asked } = ask(({ guest, mechanism }) =>
    outlook({ hostGain: guest === 1 && mechanism === 'vcpu-only' ? 30 : 20 }),
  );
  expect(asked).toEqual(['g1 to 1 by vcpu-only']);
});

test('a guest is expected to stay as long as it has been there, within limits', () => {
  const { horizons } = ask(() => outlook({ hostGain: 1 }));
  expect(new Set(horizons)).toEqual(new Set([60, 20]));
});

test('nothing that does not pay back in that time, gains too little or is refused', () => {
  expect(ask(() => outlook({ hostGain: 30, breakEvenHostSeconds: null })).asked).toEqual([]);
  expect(ask(() => outlook({ hostGain: 0.3 })).asked).toEqual([]);
  expect(ask(() => 'no room').asked).toEqual([]);
});

test('what promises nothing is not even asked about', () => {
  const { horizons } = ask(() => outlook({ hostGain: 30 }), [{ vcpus: 1, homes: [0] }]);
  expect(horizons).toEqual([]);
});

test('memory that is away may come to its vCPUs, and a part may go alone', () => {
  const away = { vcpus: 2, homes: [1], memoryOn: [[1024, 0]] };
  expect(ask((request) => outlook({ hostGain: request.to[0] === 1 ? 30 : 0 }), [away]).asked).toEqual([
    'g0 to 1 by hot-first',
  ]);
  const wide = { vcpus: 8, vnumaAware: true, homes: [0, 0] };
  expect(ask(() => outlook({ hostGain: 30 }), [wide]).asked).toEqual(['g0 to 1,0 by hot-first']);
});

/** vCPUs of each part on three empty nodes. */
function parts(vcpus: number, mib: number, aware: boolean): unknown {
  const decision = costAware.place(pretendView([{}, {}, {}]), newcomer(vcpus, mib, aware), DEFAULTS);
  return decision.kind === 'parts' ? decision.parts.map((part) => part.vcpus) : decision.kind;
}

test('guests are whole unless an aware one has more vCPUs than a node has cores, or no node has the memory', () => {
  expect(parts(4, 1024, true)).toEqual([4]);
  expect(parts(6, 1024, true)).toEqual([3, 3]);
  expect(parts(6, 1024, false)).toEqual([6]);
  expect(parts(4, 10_240, false)).toEqual([2, 2]);
  expect(parts(1, 10_240, true)).toBe('refused');
});

/** The node that is chosen beside a guest of three vCPUs that hardly runs on node 0. */
function chosenNode(nodes: readonly PretendNode[], vcpus: number): unknown {
  const view = pretendView(nodes, [{ vcpus: 3, homes: [0], demand: [0.1] }]);
  const decision = costAware.place(view, newcomer(vcpus, 1024), DEFAULTS);
  return decision.kind === 'parts' ? decision.parts[0].node : decision.kind;
}

test('nodes with a core for every vCPU first, the fullest of them; then the least loaded', () => {
  expect(chosenNode([{}, {}, { usedMiB: 4096 }], 2)).toBe(2);
  expect(chosenNode([{}, {}, { usedMiB: 4096 }], 1)).toBe(2);
  expect(chosenNode([{}, {}], 1)).toBe(0);
  expect(chosenNode([{}, { demand: 2 }], 9)).toBe(0);
});

test('where nothing was worth it, nobody is asked again until something changes', () => {
  const memory: StrategyMemory = {};
  const asked: number[] = [];
  for (const [now, guests] of [
    [60, CROWD],
    [62, CROWD],
    [64, [...CROWD, { vcpus: 1 }]],
  ] as const) {
    let count = 0;
    const view = pretendView([{}, {}], guests, { now, forecast: () => `refused ${count++}` });
    costAware.policy?.(view, DEFAULTS, memory);
    asked.push(count);
  }
  expect(asked).toEqual([6, 0, 9]);
});
