import { describe, expect, test } from 'vitest';
import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { pairOf } from './pair.ts';
import { rehost } from './rehost.ts';

function host(...memory: readonly number[]): Host {
  const nodes = memory.map((memoryMiB, id) => ({
    id,
    cores: 4,
    threads: 4,
    memoryMiB,
    bandwidthGBs: 8,
    latencyNs: 100,
  }));
  return { name: 'new', nodes };
}

function on(name: string, node: number, memoryMiB: number): Guest {
  return { name, vcpus: 2, memoryMiB, placement: { parts: [{ node, vcpus: 2, memoryMiB, cpus: '0-1' }] } };
}

function scenario(guests: readonly Guest[], run: Scenario['run'] = {}): Scenario {
  return { nearfar: 1, host: host(8192, 8192, 8192), guests, run };
}

describe('the same guests on another host', () => {
  test('keep placements that fit, without pins to CPUs of the old one', () => {
    const { scenario: next, dropped } = rehost(scenario([on('a', 1, 2048)]), host(4096, 4096));
    expect(dropped).toEqual([]);
    expect(next.guests[0].placement).toEqual({ parts: [{ node: 1, vcpus: 2, memoryMiB: 2048 }] });
  });

  test('keep their pins where those are of the new host', () => {
    const { scenario: next } = rehost(scenario([on('a', 1, 2048)]), host(4096, 4096), true);
    expect(next.guests[0].placement?.parts[0].cpus).toBe('0-1');
  });

  test('lose a placement on a node that is not there or full, and keep the guest', () => {
    const guests = [on('a', 0, 3000), on('b', 0, 3000), on('c', 2, 100)];
    const { scenario: next, dropped } = rehost(scenario(guests), host(4096, 4096));
    expect(dropped).toEqual(['b', 'c']);
    expect(next.guests.map(({ name, placement }) => [name, placement !== undefined])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });

  test('lose a placement on a node without CPUs', () => {
    const bare = host(4096);
    const memoryOnly: Host = { ...bare, nodes: bare.nodes.map((node) => ({ ...node, cores: 0, threads: 0 })) };
    expect(rehost(scenario([on('a', 0, 100)]), memoryOnly).dropped).toEqual(['a']);
  });

  test('lose moves by hand to nodes that are not there', () => {
    const moves = [1, 2].map((to) => ({ at: 1, guest: 'a', to: [to], mechanism: 'live' as const }));
    const { scenario: next, droppedMoves } = rehost(scenario([on('a', 0, 100)], { until: 9, moves }), host(4096, 4096));
    expect(droppedMoves).toBe(1);
    expect(next.run).toEqual({ until: 9, moves: [moves[0]] });
  });
});

test('a scenario that names no strategies compares the two approaches of the discussion', () => {
  expect(pairOf(scenario([])).map(({ id }) => id)).toEqual(['guest-numa', 'dynamic-balance']);
  const one = scenario([], { strategies: [{ id: 'libxl' }] });
  expect(pairOf(one).map(({ id }) => id)).toEqual(['libxl', 'dynamic-balance']);
});
