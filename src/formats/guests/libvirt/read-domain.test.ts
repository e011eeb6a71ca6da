import { describe, expect, it } from 'vitest';
import type { Host } from '../../../model/host.ts';
import { readDomain } from './read-domain.ts';

const node = (id: number, cpus: string): Host['nodes'][number] => ({
  id,
  cores: 4,
  threads: 4,
  memoryMiB: 8192,
  bandwidthGBs: 10,
  latencyNs: 100,
  cpus,
});
const HOST: Host = { name: 'h', nodes: [node(0, '0-3'), node(1, '4-7')] };

function domain(inside: string, vcpus = 4): string {
  return `<domain type='kvm'>\n<name>g</name>\n<memory unit='GiB'>1</memory>\n<vcpu>${vcpus}</vcpu>\n${inside}\n</domain>`;
}

const guest = (inside: string, host?: Host) => readDomain(domain(inside), 'g.xml', host).value?.guests[0];
const codes = (inside: string, host?: Host) =>
  readDomain(domain(inside), 'g.xml', host).problems.map(({ code, line }) => `${code} ${line}`);

describe('readDomain', () => {
  it('leaves a guest without pins anywhere', () => {
    expect(guest('', HOST)).toMatchObject({ name: 'g', vcpus: 4, memoryMiB: 1024 });
    expect(guest('', HOST)?.placement).toBeUndefined();
  });

  it('puts vCPUs where they are pinned and memory where it is bound', () => {
    const tuned = `<cputune><vcpupin vcpu='0' cpuset='4'/><vcpupin vcpu='1' cpuset='5'/><vcpupin vcpu='2' cpuset='6-7'/><vcpupin vcpu='3' cpuset='6-7'/></cputune><numatune><memory mode='strict' nodeset='0'/></numatune>`;
    expect(guest(tuned, HOST)?.placement?.parts).toEqual([
      { node: 1, vcpus: 4, memoryMiB: 1024, memoryOn: [{ node: 0, memoryMiB: 1024 }], cpus: '4-7' },
    ]);
  });

  it('makes a part of every cell, in the order of their ids', () => {
    const cells = `<cpu><numa><cell id='1' cpus='2-3' memory='256' unit='MiB'/><cell id='0' cpus='0-1' memory='768' unit='MiB'/></numa></cpu><numatune><memnode cellid='0' mode='strict' nodeset='1'/><memnode cellid='1' mode='strict' nodeset='0'/></numatune>`;
    expect(guest(cells, HOST)).toMatchObject({
      vnumaAware: true,
      placement: {
        parts: [
          { node: 1, vcpus: 2, memoryMiB: 768 },
          { node: 0, vcpus: 2, memoryMiB: 256 },
        ],
      },
    });
  });

  it('keeps a vnode whole where its memory is bound to several nodes, and says so', () => {
    const cells = `<cpu><numa><cell id='0' cpus='0-1' memory='512' unit='MiB'/><cell id='1' cpus='2-3' memory='512' unit='MiB'/></numa></cpu><numatune><memnode cellid='0' mode='strict' nodeset='0-1'/><memnode cellid='1' mode='strict' nodeset='1'/></numatune>`;
    const memoryOn = [
      { node: 0, memoryMiB: 256 },
      { node: 1, memoryMiB: 256 },
    ];
    expect(guest(cells, HOST)?.placement?.parts).toEqual([
      { node: 0, vcpus: 2, memoryMiB: 512, memoryOn },
      { node: 1, vcpus: 2, memoryMiB: 512 },
    ]);
    expect(codes(cells, HOST)).toContain('vnode-spread 1');
  });

  it('reads units, shares and quota', () => {
    const tuned = '<cputune><shares>2048</shares><period>100000</period><quota>50000</quota></cputune>';
    expect(guest(tuned)).toMatchObject({ weight: 512, capPercent: 200 });
    const text = `<domain><name>u</name><memory unit='KB'>4096</memory><vcpu current='1'>2</vcpu></domain>`;
    expect(readDomain(text, 'u').value?.guests[0]).toMatchObject({ vcpus: 1, memoryMiB: 1000 / 256 });
  });

  it('takes a set that excludes, "1-4,^3"', () => {
    expect(guest(`<numatune><memory nodeset='0-1,^0'/></numatune>`, HOST)?.placement?.parts[0]?.node).toBe(1);
  });

  it.each([
    [`<numatune><memory mode='strict' nodeset='0,^0'/></numatune>`, 'libvirt-refuses 5'],
    [`<numatune><memory mode='strict' placement='static'/></numatune>`, 'libvirt-refuses 5'],
    [`<numatune><memnode cellid='0' mode='strict' nodeset='0'/></numatune>`, 'libvirt-refuses 5'],
    [`<cpu><numa><cell id='1' cpus='0-3' memory='1' unit='GiB'/></numa></cpu>`, 'libvirt-refuses 5'],
    [`<cpu><numa><cell id='0' cpus='0-3' memory='1' unit='GiB' memAccess='x'/></numa></cpu>`, 'libvirt-refuses 5'],
    [`<cpu><topology sockets='1' cores='2' threads='1'/></cpu>`, 'libvirt-refuses 5'],
    [`<cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='0' cpuset='1'/></cputune>`, 'libvirt-refuses 5'],
    [
      `<iothreads>1</iothreads><cputune><iothreadsched iothreads='2' scheduler='batch'/></cputune>`,
      'libvirt-refuses 5',
    ],
    [`<memoryBacking><hugepages><page size='5' unit='MiB'/></hugepages></memoryBacking>`, 'libvirt-refuses 5'],
    [`<cpu><numa><cell id='0' cpus='0-3' memory='1' unit='MiB'/></numa></cpu>`, 'memory-mismatch 5'],
    [`<numatune><memory nodeset='7'/></numatune>`, 'unchecked-node 5'],
  ])('warns of %s', (inside, code) => {
    expect(codes(inside)).toContain(code);
  });

  it('refuses what is no domain, no count, or a vCPU in two cells', () => {
    expect(readDomain('<svg/>', 's.svg').problems).toMatchObject([{ code: 'root', line: 1, column: 1 }]);
    expect(readDomain(domain('', 0), 'z').value).toBeUndefined();
    const twice = `<cpu><numa><cell cpus='0-1' memory='1'/><cell cpus='1-3' memory='1'/></numa></cpu>`;
    expect(codes(twice)).toContain('vcpu-in-two-cells 5');
    expect(codes(`<numatune><memory nodeset='7'/></numatune>`, HOST)).toContain('no-such-node 5');
  });

  it('keeps the text of each domain and gives two of one name their own', () => {
    const one = '<domain><name>g</name><memory>4096</memory></domain>';
    const { value } = readDomain(`<domains>${one}\n${one}</domains>`, 'd');
    expect(value?.guests.map(({ name, original }) => [name, original?.text])).toEqual([
      ['g', one],
      ['g (2)', one],
    ]);
  });
});
