import { describe, expect, it } from 'vitest';
import { writeScenario } from '../formats/scenario-file.ts';
import { square } from '../model/testing/square.ts';
import { json, nearfar } from './testing/session.ts';

const CFG = 'name = "db"\ntype = "hvm"\nmemory = 512\nvcpus = 2\ncpus = "4-5"\n';
const NUMACTL = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 8192 MB
node 0 free: 4096 MB
node 1 cpus: 4 5 6 7
node 1 size: 8192 MB
node 1 free: 4096 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;
const DOMAIN = `<domain type='kvm'><name>web</name><memory unit='MiB'>512</memory><vcpu>2</vcpu><cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='1' cpuset='1'/></cputune><numatune><memory mode='strict' nodeset='1'/></numatune></domain>`;
const FILES = { 'db.cfg': CFG, 'host.txt': NUMACTL, 'web.xml': DOMAIN };

describe('guests', () => {
  it('prints the keys of the contract, with pins on the host', () => {
    const reading = json(['guests', 'db.cfg', '--host', 'host.txt'], FILES) as { guests: Record<string, unknown>[] };
    expect(Object.keys(reading)).toEqual(['format', 'guests', 'warnings']);
    expect(reading.guests[0]).toMatchObject({
      name: 'db',
      facts: { vcpusMax: 2 },
      placement: { parts: [{ node: 1, vcpus: 2, memoryMiB: 512, cpus: '4-5' }] },
    });
  });

  it('reads several files as guests of one host', () => {
    const { guests } = json(['guests', 'db.cfg', 'web.xml'], FILES) as { guests: { name: string }[] };
    expect(guests.map(({ name }) => name)).toEqual(['db', 'web']);
  });

  it('takes the guests of a scenario file', () => {
    const scenario = writeScenario(square({ name: 'a', vcpus: 2, memoryMiB: 1024 }));
    expect(json(['guests', 's.json'], { 's.json': scenario })).toMatchObject({
      format: 'scenario',
      guests: [{ name: 'a' }],
    });
  });

  it('refuses with file, line and column', () => {
    const { status, err } = nearfar(['guests', 'bad.cfg'], { 'bad.cfg': 'name = "g"\nmemory = -5\n' });
    expect([status, err]).toEqual([1, expect.stringMatching(/^bad\.cfg:2:10: /)]);
  });

  it('hears of a byte order mark, which xl refuses', () => {
    expect(nearfar(['guests', 'm.cfg'], { 'm.cfg': `\uFEFF${CFG}` }).err).toContain('byte order mark');
  });
});

describe('check', () => {
  it('puts host and guests together and lists the worst first', () => {
    const { problems } = json(['check', 'host.txt', 'db.cfg', 'web.xml'], FILES) as {
      problems: Record<string, unknown>[];
    };
    expect(problems[0]).toMatchObject({ code: 'memory-elsewhere', severity: 'high', guests: ['web'], nodes: [0, 1] });
    for (const key of ['message', 'lostSpeed', 'source', 'fix']) expect(problems[0]).toHaveProperty(key);
  });

  it('takes a scenario file', () => {
    const scenario = writeScenario(
      square({ name: 'a', vcpus: 2, memoryMiB: 1024, placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1024 }] } }),
    );
    expect(json(['check', 's.json'], { 's.json': scenario })).toEqual({ problems: [] });
  });

  it('wants a host', () => {
    const { status, err } = nearfar(['check', 'db.cfg'], FILES);
    expect([status, err]).toEqual([1, expect.stringContaining('no host')]);
  });
});

describe('convert', () => {
  it('writes what the target wants, and says what it cannot', () => {
    const { status, out, err } = nearfar(['convert', 'db.cfg', '--to', 'libvirt', '--host', 'host.txt'], FILES);
    expect(status).toBe(0);
    expect(out).toContain(`<vcpupin vcpu='0' cpuset='4-5'/>`);
    expect(err).toContain('complete the domain before use');
  });

  it('several guests: one libvirt document, one file each for the others', () => {
    const { out } = nearfar(['convert', 'db.cfg', 'web.xml', '--to', 'libvirt', '--host', 'host.txt'], FILES);
    expect((json(['guests', 'both.xml'], { 'both.xml': out }) as { guests: unknown[] }).guests).toHaveLength(2);
    const { files } = json(['convert', 'db.cfg', 'web.xml', '--to', 'xl', '--host', 'host.txt'], FILES) as {
      files: { name: string }[];
    };
    expect(files.map(({ name }) => name)).toEqual(['db.cfg', 'web.cfg']);
  });

  it('gives commands and the way back', () => {
    const argv = ['convert', 'web.xml', '--to', 'commands', '--host', 'host.txt'];
    expect(nearfar(argv, FILES).out).toContain('virsh numatune web --nodeset 1');
    expect(nearfar([...argv, '--undo'], FILES).out).toContain('virsh vcpupin web 1 1 ');
  });

  it('takes names out on request', () => {
    expect(nearfar(['convert', 'db.cfg', '--to', 'scenario', '--anonymous'], FILES).out).not.toContain('db');
  });

  it('without names speaks to the same hypervisor, and knows the way back', () => {
    const argv = ['convert', 'db.cfg', '--to', 'commands', '--host', 'host.txt', '--anonymous'];
    for (const { out } of [nearfar(argv, FILES), nearfar([...argv, '--undo'], FILES)])
      expect(out).toContain('xl vcpu-pin guest-1 0 4-5');
  });

  it('is wrong usage without a target', () => {
    expect(nearfar(['convert', 'db.cfg'], FILES).status).toBe(2);
  });
});
