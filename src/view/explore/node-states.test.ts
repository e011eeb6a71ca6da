import { describe, expect, test } from 'vitest';
import { nodeStates } from './node-states.ts';
import { holding } from './testing/estate.ts';

/** The amounts are the engine's to word. */
const REFUSAL = /^needs 3.0 GiB, .+ free$/;

describe('the rooms while db-1 is in hand', () => {
  const states = nodeStates(holding('db-1', 3));

  test('home says what staying means and shows outlines', () => {
    expect(states.get(0)).toMatchObject({
      kind: 'origin',
      lifted: { guest: 0, part: -1 },
      strip: {
        verdict: 'Stay',
        detail: expect.stringMatching(/^\d+ % speed, 4 cores for 8 vCPUs$/),
        right: 'home now',
      },
    });
  });

  test('the node under it shows dots and figures now and after', () => {
    expect(states.get(3)).toMatchObject({
      kind: 'target',
      wouldBe: [{ guest: 0, memoryMiB: 3072, label: 'db-1 would go here' }],
      cpuText: 'CPU 89 → 149 %',
      freeText: '3.5 → 0.5 GiB free',
    });
  });

  test('the best target says so, with mechanism, time and break-even', () => {
    expect(states.get(1)).toMatchObject({
      kind: 'best',
      strip: { icon: 'check', verdict: 'Best target', detail: expect.stringMatching(/^(hot-first|live), [\d.]+ s$/) },
    });
    expect(states.get(1)?.strip?.right).toMatch(/^even (at once|after [\d.]+ m?s)$/);
  });

  test('a full node refuses with numbers and says what vCPUs alone would give', () => {
    expect(states.get(2)).toMatchObject({
      kind: 'refused',
      strip: { verdict: 'No room', detail: expect.stringMatching(REFUSAL), tone: 'bad' },
    });
    expect(states.get(2)?.strip?.right).toMatch(/^vCPUs only: [+−±]\d+ %$/);
  });

  test('by vCPUs alone a full node is a target without dots', () => {
    const bare = nodeStates(holding('db-1', 2, { mechanism: 'vcpu-only' })).get(2);
    expect(bare).toMatchObject({ kind: 'target', cpuText: expect.stringContaining('→') });
    expect(bare?.wouldBe).toBeUndefined();
    expect(bare?.freeText).toBeUndefined();
  });

  test('what is not known yet is said to be computed, never shown as an old number', () => {
    const waiting = holding('db-1', 3);
    const offers = waiting.offers.map((o) => ({ ...o, state: 'computing' as const, offers: [], best: undefined }));
    const state = nodeStates({ ...waiting, offers, best: undefined });
    expect(state.get(1)).toEqual({ kind: 'computing', strip: { icon: 'wait', verdict: 'Computing', tone: 'quiet' } });
    expect(state.get(3)?.freeText).toBeUndefined();
  });
});

test('one part of a split guest leaves the other where it is', () => {
  const states = nodeStates(holding('web-3', 2));
  expect(states.get(1)?.lifted).toEqual({ guest: 5, part: 0 });
  expect(states.get(3)?.lifted).toBeUndefined();
});
