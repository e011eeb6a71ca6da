import { describe, expect, test } from 'vitest';
import { readHost } from './read-host.ts';

const TEXT = `Architecture:             x86_64
CPU(s):                   10
On-line CPU(s) list:      0-7
Off-line CPU(s) list:     8,9
Model name:               Intel(R) Xeon(R) Gold 6140 CPU @ 2.30GHz
Thread(s) per core:       2
Core(s) per socket:       2
Socket(s):                2
L3 cache:                 49.5 MiB (2 instances)
NUMA:
  NUMA node(s):           2
  NUMA node0 CPU(s):      0-3,8
  NUMA node4 CPU(s):      4-7
`;

const PARSABLE = `# CPU,Core,Socket,Node,,L1d,L1i,L2,L3
0,0,0,0,,0,0,0,0
1,0,0,0,,0,0,0,0
4,2,1,4,,2,2,2,1
5,2,1,4,,2,2,2,1
6,3,1,,,3,3,3,1
`;

const EXTENDED = `CPU NODE SOCKET CORE L1d:L1i:L2:L3 ONLINE    MAXMHZ
  0    0      0    0 0:0:0:0          yes 3700.0000
  1    0      0    0 0:0:0:0          yes 3700.0000
  4    4      1    2 2:2:2:1          yes 3700.0000
  5    4      1    2 2:2:2:1          yes 3700.0000
  6    -      1    3 3:3:3:1          yes 3700.0000
  7    -      -    - -                 no         -
`;

const read = (text: string): ReturnType<typeof readHost> => readHost(text, 'lscpu.txt');
const inspect = (text: string): NonNullable<ReturnType<typeof readHost>['value']>['inspection'] =>
  read(text).value!.inspection;
const errors = (text: string): string[] =>
  read(text)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ line, message }) => `${line}: ${message}`);

const field = (name: string, data: string | null, children?: unknown): unknown => ({
  field: `${name}:`,
  data,
  children,
});

describe('plain lscpu', () => {
  test('gives the online CPUs of each node, and no memory', () => {
    const found = inspect(TEXT);
    expect(found.nodes).toEqual([
      { os: 0, pus: '0-3', memoryBytes: null },
      { os: 4, pus: '4-7', memoryBytes: null },
    ]);
    expect([found.pus, found.packageCount, found.coreCount, found.l3Count]).toEqual(['0-7', 2, 4, 2]);
  });

  test('the host has cores by the threads per core, typical figures of the processor, and memory as an estimate', () => {
    const { host } = read(TEXT).value!;
    expect(host.nodes.map(({ cores, threads, latencyNs }) => [cores, threads, latencyNs])).toEqual([
      [2, 4, 85],
      [2, 4, 85],
    ]);
    expect(host.sources?.['nodes[].memoryMiB']?.kind).toBe('estimate');
    expect(host.sources?.['nodes[].cores']?.kind).toBe('inferred');
  });

  test('is the same as JSON, flat or nested, and with masks', () => {
    const nested = {
      lscpu: [
        field('On-line CPU(s) list', '0-7'),
        field('NUMA', null, [
          field('NUMA node(s)', '2'),
          field('NUMA node0 CPU(s)', '0-3'),
          field('NUMA node4 CPU(s)', '4-7'),
        ]),
      ],
    };
    expect(inspect(JSON.stringify(nested)).nodes).toEqual(inspect(TEXT).nodes);
    const masks = TEXT.replace('list:      0-7', 'mask:      0xff')
      .replace('0-3,8', '0x10f')
      .replace('4-7', '0x00000000f0');
    expect(inspect(masks).nodes).toEqual(inspect(TEXT).nodes);
  });

  test('states no node where it prints none; the host then has one, inferred', () => {
    const { inspection, host } = read(TEXT.replace(/^NUMA:[^]*/m, '')).value!;
    expect([inspection.nodeCount, inspection.pusWithoutNode, inspection.pus]).toEqual([0, null, '0-7']);
    expect(host.nodes).toMatchObject([{ id: 0, cpus: '0-7' }]);
    expect(host.sources?.['nodes[].id']?.kind).toBe('inferred');
  });

  test.each([
    [TEXT.replace('0-7', '0-x'), '3: In "On-line CPU(s) list" "0-x" is not a CPU number.'],
    [TEXT.replace('node4', 'node0'), '13: Node 0 is described twice.'],
    [TEXT.replace('4-7', '0-4000000000'), '13: In "NUMA node4 CPU(s)" the CPU 4000000000 is beyond 65535.'],
    ['{"lscpu": [', '1: the text ends here'],
    ['{"lscpu": 3}', '1: The key "lscpu"'],
    ['Architektur: x86_64\nNUMA-Knoten0 CPU(s): 0-3\n', '2: This lscpu speaks another language'],
  ])('%j is refused: %s', (text, message) => expect(errors(text)[0]).toContain(message));
});

describe('lscpu -p and -e', () => {
  test.each([
    ['-p', PARSABLE],
    ['-e', EXTENDED],
  ])('%s lists each CPU with its core, socket, node and cache', (_, text) => {
    const { inspection, host } = read(text).value!;
    expect(inspection.nodes.map(({ os, pus }) => [os, pus])).toEqual([
      [0, '0-1'],
      [4, '4-5'],
    ]);
    expect([inspection.pus, inspection.pusWithoutNode]).toEqual(['0-1,4-6', '6']);
    expect([inspection.packageCount, inspection.coreCount, inspection.l3Count]).toEqual([2, 3, 2]);
    expect(host.nodes.map(({ cores, threads }) => [cores, threads])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('the JSON of -e is the same table', () => {
    const rows = EXTENDED.split('\n')
      .slice(1, -1)
      .map((line) => {
        const [cpu, node, socket, core, caches, online] = line.trim().split(/\s+/);
        return {
          cpu: Number(cpu),
          node: node === '-' ? null : Number(node),
          socket,
          core,
          'l1d:l1i:l2:l3': caches,
          online: online === 'yes',
        };
      });
    expect({ ...inspect(JSON.stringify({ cpus: rows })), format: '' }).toEqual({ ...inspect(EXTENDED), format: '' });
  });

  test('offline CPUs have empty cells', () => {
    expect(inspect(`${PARSABLE}7,,,,,,,,\n`).pus).toBe('0-1,4-6');
  });

  test('cells that are empty for all CPUs say nothing', () => {
    expect(inspect('# CPU,Core,Socket,Node\n0,,,0\n1,,,1\n').nodes.map(({ pus }) => pus)).toEqual(['0', '1']);
  });

  test.each([
    ['# CPU,Node\n0,0\n1\n', '3: This row has 1 of 2 columns.'],
    ['# CPU,Node\n0,0\nx,0\n', '3: "x" is not a CPU number'],
    ['# CPU,Node\n0,0\n0,1\n', '3: CPU 0 has two rows.'],
    ['# CPU,Node\n,\n', '1: There is no online CPU'],
  ])('%j is refused: %s', (text, message) => expect(errors(text)[0]).toContain(message));
});
