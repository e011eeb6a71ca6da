import { expect, test } from 'vitest';
import { problemsOf } from '../../analysis/check.ts';
import { TARGETS } from '../../formats/guests/write/convert.ts';
import { mutate, randomNumbers } from '../../formats/testing/mutate.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { ImportReply } from '../protocol.ts';
import { exportJob } from './export.ts';
import { importJob } from './import.ts';

const HOST = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 4096 MB
node 1 cpus: 4 5 6 7
node 1 size: 2048 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;
const XL =
  'name = "db"\nvcpus = 4\nmemory = 1024\ncpus = ["4", "5", "4-7", "all"]\nvnuma = [["pnode=0","size=512","vcpus=0-1"],["pnode=1","size=512","vcpus=2-3"]]\n';
const LIBVIRT = `<domain type="kvm"><name>torn</name><memory unit="MiB">512</memory><vcpu cpuset="0-3">4</vcpu>
<cputune><vcpupin vcpu="0" cpuset="1"/><emulatorpin cpuset="0-3"/></cputune>
<numatune><memory mode="strict" nodeset="1"/></numatune><os><type>hvm</type></os></domain>`;
const QEMU =
  'qemu-system-x86_64 -name cache -m 256 -smp 2 -object memory-backend-ram,id=m0,size=256M,host-nodes=0,policy=bind -numa node,nodeid=0,cpus=0-1,memdev=m0\n';
const COLLECTED = `=== nearfar: collect 1 ===\n=== nearfar: numactl --hardware ===\n${HOST}=== nearfar: virsh --readonly dumpxml -- torn ===\n${LIBVIRT}\n=== nearfar: end ===\n`;

const TIMES = 150;

async function read(texts: readonly string[]): Promise<ImportReply> {
  const context = { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] };
  const inputs = texts.map((source, i) => ({ source, file: `input ${i}` }));
  return (await importJob({ inputs, host: undefined }, context)).value;
}

/** Everything that the page does with what was read. */
async function use(scenario: Scenario, isAnonymous: boolean): Promise<void> {
  for (const { severity, message } of problemsOf(scenario))
    expect([severity.length > 0, message.length > 0]).toEqual([true, true]);
  const context = { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] };
  for (const target of TARGETS) {
    const request = { scenario, table: scenario, opened: undefined, before: undefined, target, isAnonymous };
    const { value } = await exportJob({ ...request, scope: { kind: 'all' } }, context);
    expect(value.files.every(({ name }) => /^[^/\0]+$/.test(name))).toBe(true);
  }
}

test('damaged inputs are refused with a place, or give a scenario that can be checked and exported', async () => {
  const random = randomNumbers(4);
  const sets = [[HOST, XL, LIBVIRT, QEMU], [COLLECTED, XL], [COLLECTED]];
  let used = 0;
  for (let i = 0; i < TIMES; i++) {
    const texts = [...(sets[i % sets.length] ?? [])];
    const at = random(texts.length);
    texts[at] = mutate(texts[at] ?? '', random);
    const { imported, problems } = await read(texts);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (!imported) expect([i, errors.length > 0]).toEqual([i, true]);
    if (imported?.kind !== 'parts' || !imported.host) continue;
    used++;
    await use({ nearfar: 1, host: imported.host.host, guests: imported.guests ?? [] }, i % 2 === 0);
  }
  expect(used).toBeGreaterThan(TIMES / 4);
});
