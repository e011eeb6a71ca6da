import { describe, expect, test } from 'vitest';
import { ratesOf } from '../../engine/rates-report.ts';
import { stillFrames } from '../../engine/still.ts';
import type { Guest, Scenario } from '../../model/scenario.ts';
import { SQUARE } from '../map/testing/mixed-estate.ts';
import { differenceOf, leadOf, type RunAt } from './difference.ts';

function guest(name: string, node: number, memoryOn: number): Guest {
  const memoryMiB = 2048;
  const part = { node, vcpus: 2, memoryMiB, memoryOn: [{ node: memoryOn, memoryMiB }] };
  return { name, vcpus: 2, memoryMiB, placement: { parts: [part] } };
}

function scenarioOf(...guests: Guest[]): Scenario {
  return { nearfar: 1, host: SQUARE, guests };
}

function runAt(scenario: Scenario): RunAt {
  return { guests: scenario.guests, at: { frames: stillFrames(scenario), index: 0, time: 0 } };
}

describe('who is ahead', () => {
  test('is the side with the letter, by points of speed', () => {
    expect(leadOf(0.9, 0.853)).toMatchObject({ side: 'a', text: 'A +4.7' });
    expect(leadOf(0.5, 0.75)).toEqual({ side: 'b', strength: 1, text: 'B +25' });
    expect(leadOf(0.6, 0.5).strength).toBeCloseTo(0.5);
  });

  test('is nobody where both are written alike', () => {
    expect(leadOf(0.7, 0.7004)).toEqual({ side: undefined, strength: 0, text: '=' });
  });
});

describe('two placements of the same guests', () => {
  const near = scenarioOf(guest('moves', 0, 0), guest('stays', 3, 3));
  const far = scenarioOf(guest('moves', 1, 0), guest('stays', 3, 3));
  const [a, b] = [runAt(near), runAt(far)];

  test('lead where the engine says so', () => {
    const lead = (ratesOf(near).guests[0]!.speed - ratesOf(far).guests[0]!.speed) * 100;
    const { leads } = differenceOf(SQUARE, a, a, b);
    expect(leads[0]).toMatchObject({ side: 'a', text: `A +${lead.toFixed(lead < 9.95 ? 1 : 0)}` });
    expect(leads[1]).toMatchObject({ side: undefined, text: '=' });
  });

  test('say at each node who asks more of its CPUs and sends more from afar to its memory', () => {
    const { states } = differenceOf(SQUARE, a, a, b);
    expect(states.get(0)!.cpuText).toMatch(/^CPU A \+\d+ pp$/);
    expect(states.get(0)!.freeText).toMatch(/^far B \+\d+\.\d GB\/s$/);
    expect(states.get(1)).toMatchObject({ cpuText: states.get(0)!.cpuText!.replace('A', 'B'), freeText: 'far =' });
    expect(states.get(3)).toMatchObject({ cpuText: 'CPU =', freeText: 'far =' });
  });

  test('are told by name: the guests of a run may be in another order, or not there', () => {
    const other = runAt(scenarioOf(guest('stays', 3, 3)));
    const { leads } = differenceOf(SQUARE, other, other, b);
    expect(leads.map((lead) => lead?.text)).toEqual(['=']);
    expect(differenceOf(SQUARE, b, other, b).leads[0]).toBeUndefined();
  });
});
