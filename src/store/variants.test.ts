import { describe, expect, test } from 'vitest';
import { addNode, removeNode } from '../model/host-nodes.ts';
import { joinNodes } from '../model/join.ts';
import { splitNodes } from '../model/split.ts';
import { square } from '../model/testing/square.ts';
import type { Placement, Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import { sameNodes, type Variant } from '../model/variant.ts';
import { checkHost, onVariant } from './variants.ts';

function on(node: number, memoryMiB = 1024): Placement {
  return { parts: [{ node, vcpus: 2, memoryMiB }] };
}

function made(variant: Variant | string): Variant {
  if (typeof variant === 'string') throw new Error(variant);
  return variant;
}

function homes(scenario: Scenario): unknown {
  return scenario.guests.map(({ placement }) => placement?.parts.map(({ node }) => node).join() ?? '-');
}

describe('guests on a variant', () => {
  test('follow their node into the part with the most room', () => {
    const before = square({ placement: on(1) }, { placement: on(1) }, { placement: on(3) });
    const { scenario, dropped } = onVariant(before, made(splitNodes(before.host, 2)));
    expect(homes(scenario)).toEqual(['2', '3', '6']);
    expect(dropped).toEqual([]);
    expect(validateScenario(scenario).value).toBeDefined();
  });

  test('that are larger than any part are listed and left to the strategies', () => {
    const before = square({ memoryMiB: 6144, placement: on(1, 6144) }, { placement: on(0) });
    const { scenario, dropped } = onVariant(before, made(splitNodes(before.host, 2)));
    expect(homes(scenario)).toEqual(['-', '0']);
    expect(dropped).toEqual(['g0']);
  });

  test('come together where their nodes are joined, memory elsewhere too', () => {
    const memoryOn = [
      { node: 3, memoryMiB: 512 },
      { node: 2, memoryMiB: 512 },
    ];
    const before = square({ placement: { parts: [{ node: 2, vcpus: 2, memoryMiB: 1024, memoryOn }] } });
    const { scenario } = onVariant(before, made(joinNodes(before.host, 2)));
    expect(scenario.guests[0].placement?.parts[0]).toMatchObject({
      node: 1,
      memoryOn: [
        { node: 1, memoryMiB: 512 },
        { node: 1, memoryMiB: 512 },
      ],
    });
  });

  test('of a node that is gone are dropped, moves to it too', () => {
    const moves = [
      { at: 1, guest: 'g1', to: [0], mechanism: 'live' },
      { at: 2, guest: 'g1', to: [2], mechanism: 'live' },
    ] as const;
    const before = { ...square({ placement: on(0) }, { placement: on(1) }), run: { moves } };
    const { scenario, dropped, droppedMoves } = onVariant(before, made(removeNode(before.host, 0)));
    expect(homes(scenario)).toEqual(['-', '1']);
    expect([dropped, droppedMoves]).toEqual([['g0'], 1]);
  });

  test('keep their pins only where the nodes keep their CPUs', () => {
    const pinned = { parts: [{ node: 1, vcpus: 2, memoryMiB: 1024, cpus: '4-5' }] };
    const before = square({ placement: pinned });
    const pins = (variant: Variant): unknown => onVariant(before, variant).scenario.guests[0].placement?.parts[0].cpus;
    expect(pins(sameNodes({ ...before.host, linesPerCore: 10 }))).toBe('4-5');
    expect(pins(made(addNode(before.host)))).toBe('4-5');
    expect(pins(made(splitNodes(before.host, 2)))).toBeUndefined();
  });
});

describe('checking a host', () => {
  const { host } = square();

  test('a host that the engine takes has no errors', () => {
    expect(checkHost(host)).toEqual({ host, problems: [] });
  });

  test('a wrong figure is named by its path', () => {
    const { problems } = checkHost({ ...host, nodes: [{ ...host.nodes[0], cores: 8 }] });
    expect(problems.map(({ path }) => path)).toContain('host.nodes[0].threads');
  });

  test('nodes without a way between them are the engine’s to refuse', () => {
    const { host: none, problems } = checkHost({ ...host, links: host.links?.slice(0, 2) });
    expect(none).toBeUndefined();
    expect(problems[0]).toMatchObject({ path: 'host.links', message: 'There is no way from node 0 to node 2.' });
  });
});
