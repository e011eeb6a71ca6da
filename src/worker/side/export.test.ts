import { describe, expect, test } from 'vitest';
import type { Guest, Scenario } from '../../model/scenario.ts';
import type { ExportReply, ExportRequest } from '../protocol.ts';
import { exportJob } from './export.ts';

const nodes = [0, 1].map((id) => ({
  id,
  cores: 4,
  threads: 4,
  memoryMiB: 4096,
  bandwidthGBs: 8,
  latencyNs: 100,
  cpus: id === 0 ? '0-3' : '4-7',
}));

const XL = 'name = "shop"\nvcpus = 2\nmemory = 1024\ncpus = "4-5"\n';

function on(name: string, node: number, memoryMiB = 1024, more: Partial<Guest> = {}): Guest {
  return { name, vcpus: 2, memoryMiB, placement: { parts: [{ node, vcpus: 2, memoryMiB }] }, ...more };
}

const scenario = (...guests: Guest[]): Scenario => ({ nearfar: 1, host: { name: 'rack-7', nodes }, guests });

async function write(request: Partial<ExportRequest> & Pick<ExportRequest, 'scenario'>): Promise<ExportReply> {
  const context = { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] };
  const all: ExportRequest = {
    opened: request.before,
    table: request.scenario,
    before: undefined,
    target: 'commands',
    scope: { kind: 'changed' },
    isAnonymous: false,
    ...request,
  };
  return (await exportJob(all, context)).value;
}

const text = ({ files }: ExportReply): string => files.map((file) => file.text).join('\n');

describe('commands', () => {
  test('for what was moved, in the order of a plan, and for one guest', async () => {
    const before = scenario(on('a', 0, 3000), on('b', 1, 2000), on('c', 0, 500));
    const after = scenario(on('a', 1, 3000), on('b', 0, 2000), on('c', 0, 500));
    const { plan, files } = await write({ scenario: after, before });
    expect(plan?.impossible).toMatch(/no order/);
    expect(files[0]?.text).toMatch(/^#!\/bin\/sh\n# There is no order/);
    const some = scenario(on('a', 0, 2000), on('b', 1, 2000), on('c', 0, 500));
    const moved = await write({ scenario: scenario(on('a', 1, 2000), on('b', 1, 2000), on('c', 1, 50)), before: some });
    expect(moved.plan).toMatchObject({
      impossible: undefined,
      steps: [{ guest: 'a', from: [0], to: [1] }, { guest: 'c' }],
    });
    expect(text(moved)).not.toContain('virsh vcpupin b');
    const one = await write({ scenario: after, before, scope: { kind: 'guest', name: 'c' } });
    expect(text(one)).toContain('virsh vcpupin c 0');
    expect(text(one)).not.toContain('virsh vcpupin a');
  });

  test('after a reload start from where the guests were imported', async () => {
    const original = { format: 'xl-cfg', text: XL };
    const moved = on('shop', 0, 1024, { original });
    const { files } = await write({ scenario: scenario(moved, on('still', 1)) });
    expect(files[0]?.text).toContain('xl vcpu-pin shop 0 0-3');
    expect(files[1]?.text).toContain('xl vcpu-pin shop 0 4-5');
    expect(files[0]?.text).not.toContain('still');
  });

  test('bring QEMU’s own threads back to where the domain has them', async () => {
    const text = `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><vcpu cpuset="0-1">2</vcpu><os><type>hvm</type></os></domain>`;
    const { files } = await write({
      scenario: scenario(on('a', 1, 1024, { original: { format: 'libvirt-domain', text } })),
    });
    expect(files[0]?.text).toContain('virsh emulatorpin a 4-7 ');
    expect(files[1]?.text).toContain('virsh emulatorpin a 0-1 ');
  });

  test('of a guest that the host does not pin take the pins away again', async () => {
    const { placement: _, ...free } = on('a', 0);
    const reply = await write({
      scenario: scenario(on('a', 1)),
      opened: scenario(free),
      before: scenario(on('a', 0)),
    });
    expect(reply.files[0]?.text).toContain('virsh vcpupin a 0 4-7');
    expect(reply.files[1]?.text).toContain('virsh vcpupin a 0 0-7');
    expect(reply.plan?.steps).toMatchObject([{ guest: 'a', from: [], to: [1] }]);
  });

  test('of all guests take the pins away from those that nothing pinned', async () => {
    const { placement: _, ...free } = on('a', 0);
    const { files } = await write({ scenario: scenario(on('a', 0)), table: scenario(free), scope: { kind: 'all' } });
    expect(files[0]?.text).toContain('virsh vcpupin a 0 0-3');
    expect(files[1]?.text).toContain('virsh vcpupin a 0 0-7');
  });

  test('without names keep the way back and the dialect', async () => {
    const original = { format: 'xl-cfg', text: XL };
    const reply = await write({ scenario: scenario(on('shop', 0, 1024, { original })), isAnonymous: true });
    expect(text(reply)).toContain('xl vcpu-pin guest-1 0 4-5');
    expect(JSON.stringify(reply)).not.toContain('shop');
  });
});

test('configurations are written for all, what was moved, or one, without names if so wished', async () => {
  const before = scenario(on('a', 0), on('b', 1));
  const after = scenario(on('a', 1), on('b', 1));
  const names = async (request: Partial<ExportRequest>): Promise<string[]> =>
    (await write({ scenario: after, before, target: 'xl', ...request })).files.map(({ name }) => name);
  expect(await names({ scope: { kind: 'all' } })).toEqual(['a.cfg', 'b.cfg']);
  expect(await names({ scope: { kind: 'changed' } })).toEqual(['a.cfg']);
  expect(await names({ scope: { kind: 'guest', name: 'b' } })).toEqual(['b.cfg']);
  expect(await names({ scope: { kind: 'guest', name: 'b' }, isAnonymous: true })).toEqual(['guest-2.cfg']);
});
