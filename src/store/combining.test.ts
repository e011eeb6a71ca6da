import { describe, expect, test } from 'vitest';
import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { combine, isSameHost, modesOf } from './combining.ts';

function host(name: string, ...cpus: readonly string[]): Host {
  const nodes = cpus.map((list, id) => ({
    id,
    cores: 4,
    threads: 4,
    memoryMiB: 4096,
    bandwidthGBs: 8,
    latencyNs: 100,
    cpus: list,
  }));
  return { name, nodes };
}

function on(name: string, node: number): Guest {
  return { name, vcpus: 2, memoryMiB: 512, placement: { parts: [{ node, vcpus: 2, memoryMiB: 512, cpus: '0-1' }] } };
}

const HOST = host('here', '0-3', '4-7');
const TABLE: Scenario = { nearfar: 1, name: 'mine', host: HOST, guests: [on('a', 0), on('b', 1)] };

const names = ({ guests }: Scenario): string[] => guests.map(({ name }) => name);

describe('what an import makes of the table', () => {
  test('guests alone are added by default, those of the same name updated', () => {
    expect(modesOf(false, true, true)[0]).toBe('add');
    const next = combine(HOST, [on('b', 0), on('c', 1)], TABLE, 'add');
    expect(names(next)).toEqual(['a', 'b', 'c']);
    expect(next.guests[1]?.placement?.parts[0]?.node).toBe(0);
    expect(next.name).toBe('mine');
  });

  test('a host with its guests replaces what was there by default', () => {
    expect(modesOf(true, true, true)[0]).toBe('replace');
    expect(names(combine(host('there', '0-1'), [on('c', 0)], TABLE, 'replace'))).toEqual(['c']);
  });

  test('a first import has no choice, and neither has a host alone', () => {
    expect(modesOf(true, true, false)).toEqual(['replace']);
    expect(modesOf(true, false, true)).toEqual(['replace']);
  });

  test('the same host again keeps where the guests are, another one does not', () => {
    expect(combine({ ...HOST, name: 'again' }, undefined, TABLE, 'replace').guests).toEqual(TABLE.guests);
    const moved = combine(host('there', '0-1', '2-3'), undefined, TABLE, 'replace');
    expect(moved.guests.map(({ placement }) => placement)).toEqual([undefined, undefined]);
  });

  test('hosts are the same by their nodes and pCPUs, whatever they are called', () => {
    expect(isSameHost(HOST, host('other name', '0-3', '4-7'))).toBe(true);
    expect(isSameHost(HOST, host('here', '0-3,8', '4-7'))).toBe(false);
  });
});
