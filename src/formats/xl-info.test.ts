import { describe, expect, test } from 'vitest';
import { readHost } from './read-host.ts';

const TEXT = `host                   : xenhost
nr_cpus                : 4
nr_nodes               : 2
total_memory           : 4095
cpu_topology           :
cpu:    core    socket     node
  0:       0        0        0
  1:       1        0        0
  2:       0        1        1
  3:       1        1        1
device topology        :
device           node
No device topology data available
numa_info              :
node:    memsize    memfree    distances
   0:      2048        500      10,21
   1:      2047        500      31,10
xen_major              : 4
`;

const read = (text: string): ReturnType<typeof readHost> => readHost(text, 'xl.txt');
const codes = (text: string): string[] => read(text).problems.map(({ code }) => code);

describe('xl info -n', () => {
  test('gives CPUs, memory and distances of each node', () => {
    const { inspection, host } = read(TEXT).value!;
    expect(inspection.nodes).toEqual([
      { os: 0, pus: '0-1', memoryBytes: 2048 * 2 ** 20, freeBytes: 500 * 2 ** 20 },
      { os: 1, pus: '2-3', memoryBytes: 2047 * 2 ** 20, freeBytes: 500 * 2 ** 20 },
    ]);
    expect(inspection.distances[0]?.values).toEqual([
      [10, 21],
      [31, 10],
    ]);
    expect([inspection.packageCount, inspection.coreCount, host.name]).toEqual([2, 4, 'xenhost']);
    expect(codes(TEXT)).toEqual(['distances-asymmetric']);
  });

  test('a hole in the addresses is no memory: the host has what the machine has', () => {
    const { inspection, host } = read(TEXT.replace(' 2048 ', ' 4096 ')).value!;
    expect(inspection.nodes[0]?.memoryBytes).toBe(4096 * 2 ** 20);
    expect(host.nodes.map(({ memoryMiB }) => memoryMiB)).toEqual([2048, 2047]);
    expect(codes(TEXT.replace(' 2048 ', ' 4096 '))).toContain('xl-span');
  });

  test.each([
    ['31,10', '31', 'distances-incomplete'],
    ['10,21', '4294967295,21', 'distances-incomplete'],
    ['  3:       1        1        1\n', '', 'xl-cpu-count'],
    ['1        1        1\ndev', '1        1        7\ndev', 'xl-unknown-node'],
    [' 2048        500', ' 2048        5000', 'free-over-size'],
    [' 0:      2048', ' 0:  -> 2048 <-', 'xl-row'],
  ])('%j as %j is a warning', (from, to, code) => {
    expect(read(TEXT.replace(from, to)).value).toBeDefined();
    expect(codes(TEXT.replace(from, to))).toContain(code);
  });

  test.each([
    [TEXT.slice(0, TEXT.indexOf('cpu_topology')), 'xl-no-topology'],
    [TEXT.replace('  3:  ', '  2:  '), 'xl-duplicate'],
    [TEXT.replace('  3:  ', '  99999:  '), 'xl-number'],
    ['libxl: error: cannot open libxc handle: No such file or directory\ncannot init xl context\n', 'xl-error'],
  ])('%j is refused: %s', (text, code) => {
    expect(read(text).value).toBeUndefined();
    expect(codes(text)).toContain(code);
  });
});
