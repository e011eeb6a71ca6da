import { describe, expect, test } from 'vitest';
import { stillFrames } from '../../engine/still.ts';
import { ratesOf } from '../../engine/rates-report.ts';
import { afterMoves, type MoveCommand } from '../../store/placement.ts';
import { changeBetween, type Instant } from './foresight.ts';
import { ESTATE, placedEstate } from './testing/estate.ts';
import { commandsOf } from './commands.ts';

function after(...commands: readonly MoveCommand[]) {
  const scenario = afterMoves(ESTATE, commands);
  const instant: Instant = { guests: scenario.guests, at: { frames: stillFrames(scenario), index: 0, time: 0 } };
  return { scenario, ...changeBetween(ESTATE.host, placedEstate(), instant, ESTATE.guests) };
}

const named = (name: string): number => ESTATE.guests.findIndex((guest) => guest.name === name);

describe('what a move changes', () => {
  const moved = after({ guest: 'db-1', to: [1], mechanism: 'hot-first' });

  test('of guests: points of speed, as the engine computes them; who gains is on the better side', () => {
    const [before, now] = [ratesOf(ESTATE).guests, ratesOf(moved.scenario).guests];
    for (const name of ['db-1', 'build']) {
      const points = (now[named(name)]!.speed - before[named(name)]!.speed) * 100;
      expect(points).toBeGreaterThan(1);
      expect(moved.leads[named(name)]).toMatchObject({ side: 'b', text: `+${points.toFixed(points < 9.95 ? 1 : 0)}` });
    }
    expect(moved.leads[named('erp-1')]).toEqual({ side: undefined, strength: 0, text: '±0' });
  });

  test('of nodes: demand goes where the vCPUs go', () => {
    expect(moved.states.get(0)).toMatchObject({ cpuText: 'CPU −60 pp', freeText: 'far ±0 GB/s', change: '−60' });
    expect(moved.states.get(1)).toMatchObject({ cpuText: 'CPU +60 pp' });
    expect(moved.states.get(2)).toMatchObject({ cpuText: 'CPU ±0 pp', change: '±0' });
  });

  test('of links: those on the way of far accesses are used more, which is the worse side', () => {
    const far = after({ guest: 'db-1', to: [1], mechanism: 'vcpu-only' });
    const links = far.links!.filter(({ side }) => side !== undefined);
    expect(links).toEqual([{ side: 'a', strength: expect.any(Number), text: expect.stringMatching(/^\+\d/) }]);
    const used = far.links!.findIndex(({ side }) => side === 'a');
    expect(moved.links![used]!.side).toBeUndefined();
    expect(far.states.get(0)!.freeText).toMatch(/^far \+\d+\.\d GB\/s$/);
  });
});

test('several guests move by one command each; those that are there already by none', () => {
  const held = { guest: named('db-1'), part: null, from: 0, also: [named('mail'), named('web-3')] };
  const commands = commandsOf({ placed: placedEstate(), held }, 1, 'live', undefined);
  expect(commands).toEqual([
    { guest: 'db-1', to: [1], mechanism: 'live' },
    { guest: 'web-3', to: [1], mechanism: 'live' },
  ]);
});
