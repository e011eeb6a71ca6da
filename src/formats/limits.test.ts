import { describe, expect, test } from 'vitest';
import { detectFormat, looksLikeScenario } from './detect.ts';
import { readHost } from './read-host.ts';

const codes = (text: string): string[] => readHost(text, 'x').problems.map(({ code }) => code);
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

describe('what no machine has is refused before it is listed', () => {
  test.each([
    ['lines', `available: 1 nodes (0)\n${'\n'.repeat(300_000)}`, 'too-large'],
    ['a line', `node 0 cpus: ${'0 '.repeat(600_000)}`, 'too-large'],
    ['characters', many(200_000, () => `${'available: 1 nodes '.repeat(5)}\n`), 'too-large'],
    ['nodes of numactl', many(3000, (i) => `node ${i} cpus:\n`), 'numactl-node'],
    ['CPUs in all nodes of numactl', many(100, (i) => `node ${i} cpus: 0-65535\n`), 'numactl-cpu'],
    ['nodes of lscpu', many(3000, (i) => `NUMA node${i} CPU(s): ${i}\n`), 'lscpu-node'],
    ['nodes of lscpu -p', `# CPU,Node\n${many(3000, (i) => `${i},${i}\n`)}`, 'lscpu-node'],
    ['nodes of xl', `numa_info :\n${many(3000, (i) => `${i}: 1 1 10\n`)}`, 'xl-number'],
    [
      'cells',
      `<capabilities><host><topology><cells>${many(3000, (i) => `<cell id="${i}"/>`)}</cells></topology></host></capabilities>`,
      'virsh-size',
    ],
    [
      'NUMANodes',
      `<topology version="2.0"><object type="Machine">${many(3000, (i) => `<object type="NUMANode" os_index="${i}"/>`)}<object type="PU" os_index="0"/></object></topology>`,
      'hwloc-size',
    ],
    [
      'sets',
      `<topology version="2.0"><object type="Machine">${many(2100, (i) => `<object type="Core" cpuset="0xf...f"><object type="PU" os_index="${i}"/></object>`)}</object></topology>`,
      'hwloc-size',
    ],
    [
      'levels of a drawing',
      `Machine (1GB)\n${many(100, (i) => `${' '.repeat(i + 1)}Group0 L#${i}\n`)}`,
      'lstopo-depth',
    ],
    ['sections', '=== nearfar: lscpu ===\n'.repeat(30_000), 'unknown-format'],
  ])('%s', (_, text, code) => {
    expect(readHost(text, 'x').value).toBeUndefined();
    expect(codes(text)).toContain(code);
  });
});

/** What no reader may spend its time on; a pattern or a list that grows with the square of these would not come to an end. */
describe('texts that are made to take long are answered', () => {
  const node = 'available: 1 nodes (0)\nnode 0 size: 1 MB\n';
  const pus = many(20_000, (i) => `<object type="PU" os_index="${i}"/>`);
  const machine = (inside: string, behind = ''): string =>
    `<topology version="2.0"><object type="Machine" cpuset="0xf...f">${pus}<object type="NUMANode" os_index="0" gp_index="7" cpuset="0xf...f"/>${inside}</object>${behind}</topology>`;
  test.each([
    ['a name without an end', `NUMA-${'1'.repeat(300_000)}`, 'unknown-format'],
    ['a prompt without an end', `${node}${'@'.repeat(300_000)}`, 'unknown-line'],
    ['a name in another language', `${'NUMA'.repeat(200_000)}\nNUMA-Knoten0 CPU(s): 0\n`, 'lscpu-localised'],
    ['a wrapped row', `${node}node distances:\nnode 0\n0: 10\n${'1 '.repeat(400_000)}`, 'distances-incomplete'],
    ['a list over many lines', `${node}node 0 cpus: x\n${'1 1 1 1\n'.repeat(100_000)}`, 'numactl-cpu-skipped'],
    ['one range again and again', `${node}node 0 cpus: x ${'0-65535 '.repeat(100_000)}`, 'numactl-cpu-skipped'],
    ['brackets', `{"lscpu": [{"field": "On-line CPU(s) list:", "data": "(${' '.repeat(300_000)}x"}]}`, 'lscpu-cpu'],
    [
      'a drawing of memory',
      `Machine\n${many(20_000, (i) => ` PU L#${i} (P#${i})\n`)}${many(20_000, (i) => ` NUMANode L#${i} (P#${i} 1GB)\n`)}`,
      'lstopo-size',
    ],
    [
      'figures for all CPUs',
      machine(
        '',
        `<memattr name="Bandwidth">${'<memattr_value target_obj_type="NUMANode" target_obj_gp_index="7" value="1" initiator_cpuset="0xf...f"/>'.repeat(19_000)}</memattr>`,
      ),
      'hwloc-infinite-set',
    ],
    [
      'devices near no CPU',
      machine(
        '<object type="Group" cpuset="0x0"><object type="PCIDev" pci_busid="0000:00:00.0"/></object>'.repeat(50_000),
      ),
      'hwloc-infinite-set',
    ],
    [
      'memory of two kinds',
      machine('<object type="NUMANode" os_index="1" subtype="HBM" cpuset="0xf...f"/>'),
      'hwloc-infinite-set',
    ],
    ['keys', `{"nearfar": 1, ${'"a": 1, '.repeat(50_000)}"host": 1, "guests": []}`, 'double-key'],
  ])('%s', (_, text, code) => expect(codes(text)).toContain(code));
});

describe('what a text is, is told by what stands in it', () => {
  test.each([
    ['[me@host ~]$ numactl -H\navailable: 1 nodes (0)\n', 'numactl'],
    ['{"lscpu": []}', 'lscpu'],
    ['{ "name": "node 0 cpus: 1", "nearfar": 1 }', 'scenario'],
    ['{"other": "available: 2 nodes"}', undefined],
    ['Id: 2\nName: db\nCPU(s): 4\n', undefined],
    ['<domain/>', undefined],
    ['', undefined],
  ])('%j', (text, format) => expect(detectFormat(text)).toBe(format));

  test('a broken scenario file is still one', () => {
    expect(looksLikeScenario('{"nearfar": 1, ')).toBe(true);
    expect(looksLikeScenario('[me@host ~]$ lscpu')).toBe(false);
    expect(looksLikeScenario('{"lscpu": []}')).toBe(false);
  });
});
