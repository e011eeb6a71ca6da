import { describe, expect, it } from 'vitest';
import type { Host } from '../../model/host.ts';
import { readGuests } from './read-guests.ts';

const many = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join('');
const domain = (inside: string): string =>
  `<domain><name>g</name><memory>1024</memory><vcpu>65535</vcpu>${inside}</domain>`;
const codes = (text: string, host?: Host): string[] => readGuests(text, 'x', host).problems.map(({ code }) => code);

const LARGE: Host = {
  name: 'large',
  nodes: [
    { id: 0, cores: 65_536, threads: 65_536, memoryMiB: 2 ** 20, bandwidthGBs: 10, latencyNs: 100, cpus: '0-65535' },
  ],
};

/** What a reader must not spend its time on: each of these did not come to an end before it was bounded. */
describe('texts that are made to take long are answered', () => {
  it.each([
    ['rows of blanks', `Name ID VCPU CPU State Time(s) Affinity\n${`a${' '.repeat(4090)}b\n`.repeat(3000)}`, 'row'],
    ['lists that grow', `name="a"\nmemory=10\n${'pci+=["a"]\n'.repeat(200_000)}`, 'too-many'],
    ['lists of 2007 that are not closed', `vnode = 2\n${'vcpu = [\n'.repeat(200_000)}`, 'syntax'],
    ['a list of 2007 without a node', `vnode = 2\nvcpu = [${'a,'.repeat(1_000_000)}]\n`, 'syntax'],
    ['a list of 2007 with blanks', `vnode = 2\nvcpu = [0:${' '.repeat(1_000_000)}]\n`, 'thread2007'],
    ['nodes of cpus=', `name="a"\nmemory=10\ncpus="${'nodes:0-65534,'.repeat(4000)}"\n`, 'affinity'],
    ['a deep JSON option', `kvm -name a -object '{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}'\n`, 'json'],
    [
      'places of vCPUs',
      `kvm -name a -smp 65535 -numa node ${'-numa cpu,node-id=0,thread-id=0 '.repeat(10_000)}`,
      'numa',
    ],
    ['elements', domain(`<cputune>${many(30_000, (i) => `<vcpupin vcpu="${i}" cpuset="0"/>`)}</cputune>`), 'too-large'],
    [
      'schedulers',
      domain(`<cputune>${'<iothreadsched iothreads="1-65535"/>'.repeat(15_000)}</cputune>`),
      'libvirt-refuses',
    ],
    [
      'cells',
      domain(`<cpu><numa>${many(3000, (i) => `<cell id="${i}" cpus="0-65534" memory="10"/>`)}</numa></cpu>`),
      'vcpu-in-two-cells',
    ],
    [
      'page sizes',
      domain(
        `<memoryBacking><hugepages>${'<page size="2048" nodeset="0-65535"/>'.repeat(3000)}</hugepages></memoryBacking>`,
      ),
      'libvirt-refuses',
    ],
  ])('%s', (_, text, code) => expect(codes(text)).toContain(code));

  it('a set that all vCPUs share is looked up once', () => {
    const guest = readGuests(`taskset -c 0-65535 kvm -name a -m 1G -smp 65535\n`, 'x', LARGE).value?.guests[0];
    expect(guest?.placement?.parts).toEqual([{ node: 0, vcpus: 65_535, memoryMiB: 1024, cpus: '0-65535' }]);
  });
});
