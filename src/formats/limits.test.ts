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
