import { describe, expect, test } from 'vitest';
import { readHost } from './read-host.ts';

const cell = (id: number, unit: string, memory: string, cpus: string, distances: string): string =>
  `<cell id="${id}"><memory unit="${unit}">${memory}</memory><pages unit="KiB" size="4">9</pages><distances>${distances}</distances><cpus num="2">${cpus}</cpus></cell>`;
const cpu = (id: number, socket: number, siblings: string): string =>
  `<cpu id="${id}" socket_id="${socket}" core_id="0" siblings="${siblings}"/>`;
const distance = (id: number, value: number): string => `<sibling id="${id}" value="${value}"/>`;

const XML = `<capabilities>
<host><cpu><arch>x86_64</arch><topology sockets="1" cores="1" threads="2"/></cpu>
<topology><cells num="2">
${cell(0, 'KiB', '2097152', cpu(0, 0, '0-1') + cpu(1, 0, '0-1'), distance(0, 10) + distance(1, 21))}
${cell(1, 'GiB', '2', cpu(2, 1, '2-3') + cpu(3, 1, '2-3'), distance(0, 31) + distance(1, 10))}
</cells></topology>
<cache><bank id="0" level="3" type="both" size="8" unit="MiB" cpus="0-3"/></cache>
</host></capabilities>
`;

const NODEINFO = `CPU model:           x86_64
CPU(s):              4
CPU frequency:       2596 MHz
CPU socket(s):       1
Core(s) per socket:  2
Thread(s) per core:  2
NUMA cell(s):        1
Memory size:         2097152 KiB
`;

const read = (text: string): ReturnType<typeof readHost> => readHost(text, 'virsh.xml');
const codes = (text: string): string[] => read(text).problems.map(({ code }) => code);

describe('virsh capabilities', () => {
  test('gives CPUs, memory in its unit, distances and caches', () => {
    const { inspection, host } = read(XML).value!;
    expect(inspection.nodes).toEqual([
      { os: 0, pus: '0-1', memoryBytes: 2 ** 31 },
      { os: 1, pus: '2-3', memoryBytes: 2 ** 31 },
    ]);
    expect(inspection.distances[0]?.values).toEqual([
      [10, 21],
      [31, 10],
    ]);
    expect([inspection.packageCount, inspection.coreCount, inspection.l3Count]).toEqual([2, 2, 1]);
    expect(host.nodes.map(({ cores, threads }) => [cores, threads])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('a cell without memory or CPUs says so', () => {
    const bare = XML.replace(/<memory unit="GiB">2<\/memory>/, '').replace(
      /<cpus num="2"><cpu id="2".*?<\/cpus>/,
      '<cpus num="0"/>',
    );
    expect(read(bare).value!.inspection.nodes[1]).toEqual({ os: 1, pus: '', memoryBytes: null });
  });

  test('without cells the counts of the processor are all there is', () => {
    const { inspection } = read(XML.replace(/<topology><cells[^]*<\/topology>\n<cache/, '<cache')).value!;
    expect([inspection.nodeCount, inspection.puCount, inspection.pus]).toEqual([0, null, null]);
  });

  test.each([
    [XML.replace('num="2"', 'num="9"'), 'node-count'],
    [XML.replace(distance(1, 21), ''), 'distances-incomplete'],
  ])('odd ones are read with a warning', (text, code) => {
    expect(read(text).value).toBeDefined();
    expect(codes(text)).toContain(code);
  });

  test.each([
    [XML.replace('unit="KiB">2097152', 'unit="parsec">2097152'), 'virsh-unit'],
    [XML.replace('<cell id="1"', '<cell id="0"'), 'virsh-duplicate'],
    [XML.replace('<cell id="1"', '<cell id="x"'), 'virsh-number'],
    ['<capabilities><host><cpu/></host></capabilities>', 'virsh-no-topology'],
    ['<domainCapabilities/>', 'xml-root'],
  ])('wrong ones are refused: %#', (text, code) => {
    expect(read(text).value).toBeUndefined();
    expect(read(text).problems[0]).toMatchObject({ code, line: expect.any(Number), column: expect.any(Number) });
  });
});

describe('virsh nodeinfo', () => {
  test('gives counts and the memory of the machine', () => {
    const { inspection, host } = read(NODEINFO).value!;
    expect([inspection.nodeCount, inspection.packageCount, inspection.coreCount]).toEqual([0, 1, 2]);
    expect(host.nodes).toMatchObject([{ cores: 2, threads: 4, memoryMiB: 2048 }]);
  });

  test('with a number that is none is refused', () => {
    expect(codes(NODEINFO.replace('2097152 KiB', 'much'))).toEqual(['virsh-nodeinfo']);
  });
});
