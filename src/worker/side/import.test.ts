import { describe, expect, test } from 'vitest';
import type { ImportInput, ImportProgress, ImportReply } from '../protocol.ts';
import { importJob } from './import.ts';

const NUMACTL = `available: 2 nodes (0-1)
node 0 cpus: 0 1
node 0 size: 4096 MB
node 1 cpus: 2 3
node 1 size: 4096 MB
`;
const LSCPU = `Architecture: x86_64
CPU(s): 4
On-line CPU(s) list: 0-3
Thread(s) per core: 1
Core(s) per socket: 2
Socket(s): 2
NUMA node(s): 2
NUMA node0 CPU(s): 0,1
NUMA node1 CPU(s): 2,3
`;
const XL = 'name = "db"\nvcpus = 2\nmemory = 1024\ncpus = "2-3"\n';

async function read(inputs: readonly ImportInput[], told: ImportProgress[] = []): Promise<ImportReply> {
  const context = {
    tell: (value: ImportProgress) => void told.push(value),
    breathe: () => Promise.resolve(),
    urged: () => [],
  };
  return (await importJob({ inputs, host: undefined }, context)).value;
}

const text = (file: string, source: string): ImportInput => ({ file, source });

describe('one box for everything', () => {
  test('two listings of one host and a guest are one import', async () => {
    const { imported, inputs } = await read([text('a', NUMACTL), text('b', LSCPU), text('c', XL)]);
    expect(imported).toMatchObject({
      kind: 'parts',
      host: { format: 'numactl-hardware+lscpu' },
      guests: [{ name: 'db' }],
    });
    expect(inputs.map(({ outputs }) => outputs[0]?.format)).toEqual(['numactl', 'lscpu', 'xl-cfg']);
  });

  test('a collected text is taken apart', async () => {
    const collected = `=== nearfar: collect 1 ===\n=== nearfar: numactl --hardware ===\n${NUMACTL}=== nearfar: xl info -n ===\n=== nearfar: status 1 ===\n=== nearfar: end ===\n`;
    const { imported, inputs } = await read([text('host.txt', collected)]);
    expect(imported?.kind).toBe('parts');
    expect(inputs[0]?.outputs).toContainEqual({ command: 'numactl --hardware', format: 'numactl', failed: false });
    expect(inputs[0]?.outputs).toContainEqual({ command: 'xl info -n', format: undefined, failed: true });
  });

  test('what is wrong with any input is said at once, and nothing is half read', async () => {
    const { imported, problems } = await read([
      text('junk', 'hello'),
      text('guest.xml', '<domain type="kvm"><name>x</name></domain'),
    ]);
    expect(imported).toBeUndefined();
    expect(problems.map(({ file }) => file)).toEqual(['junk', 'guest.xml']);
    expect(problems.every(({ line, column }) => line !== undefined && column !== undefined)).toBe(true);
  });

  test('a large document tells how far it is', async () => {
    const info = `<info name="n" value="${'x'.repeat(1000)}"/>`;
    const xml = `<topology version="2.0"><object type="Machine" cpuset="0x1">${info.repeat(3000)}<object type="NUMANode" os_index="0" cpuset="0x1" local_memory="1073741824"/><object type="PU" os_index="0" cpuset="0x1"/></object></topology>`;
    const told: ImportProgress[] = [];
    const { imported } = await read([text('big.xml', xml)], told);
    expect(imported?.kind).toBe('parts');
    expect(told.length).toBeGreaterThan(3);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
  });
});
