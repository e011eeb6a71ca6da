import { expect, test } from 'vitest';
import { validateScenario } from '../model/validate.ts';
import { readHost, readHosts } from './read-host.ts';

const object = (type: string, attributes: string, inside = ''): string =>
  `<object type="${type}" ${attributes}>${inside}</object>`;
const node = (id: number, cpus: string): string =>
  object(
    'Package',
    `os_index="${id}" cpuset="${cpus}"`,
    object('NUMANode', `os_index="${id}" cpuset="${cpus}" nodeset="0x${id + 1}" local_memory="1073741824"`) +
      object('PU', `os_index="${id}" cpuset="${cpus}"`) +
      object('Bridge', 'os_index="0"', object('PCIDev', `os_index="${4096 * (id + 1)}" pci_busid="0000:${id}b:00.0"`)),
  );
const HWLOC = `<topology version="2.0">${object('Machine', 'os_index="0" cpuset="0x3"', node(0, '0x1') + node(1, '0x2') + object('PCIDev', 'os_index="1" pci_busid="0000:ff:00.0"'))}</topology>`;

const XL = `nr_cpus                : 2
nr_nodes               : 2
total_memory           : 2048
cpu_topology           :
cpu:    core    socket     node
  0:       0        0        0
  1:       0        1        1
device topology        :
device           node
0000:3b:00.0        1
0000:5e:00.0        7
0000:00:1f.2      N/A
numa_info              :
node:    memsize    memfree    distances
   0:      1024        664      10,21
   1:      1024        438      21,10
`;

test('hwloc: a PCI device is on the node whose CPUs are near it; what hangs on the machine is on none', () => {
  expect(readHost(HWLOC, 'h.xml').value?.host.devices).toEqual([
    { name: '0000:0b:00.0', node: 0 },
    { name: '0000:1b:00.0', node: 1 },
  ]);
});

test('xl info -n: the device topology, where it names a node that is there', () => {
  expect(readHost(XL, 'x.txt').value?.host.devices).toEqual([{ name: '0000:3b:00.0', node: 1 }]);
});

test('devices come along when several inputs describe one host', () => {
  const numactl =
    'available: 2 nodes (0-1)\nnode 0 cpus: 0\nnode 0 size: 1024 MB\nnode 1 cpus: 1\nnode 1 size: 1024 MB\n';
  const inputs = [
    { text: numactl, file: 'n.txt' },
    { text: HWLOC, file: 'h.xml' },
  ];
  expect(readHosts(inputs).value?.host.devices).toHaveLength(2);
});

test('a scenario holds devices of its host and its guests; a node that is not there is refused', () => {
  const host = { name: 'h', nodes: [{ id: 0, cores: 1, threads: 1, memoryMiB: 64, bandwidthGBs: 1, latencyNs: 1 }] };
  const guests = [{ name: 'g', vcpus: 1, memoryMiB: 1, devices: ['0000:3b:00.0'] }];
  const problems = (at: number) =>
    validateScenario({ nearfar: 1, host: { ...host, devices: [{ name: '0000:3b:00.0', node: at }] }, guests }).problems;
  expect(problems(0)).toEqual([]);
  expect(problems(3)).toMatchObject([{ code: 'no-such-node', path: 'host.devices[0].node' }]);
});
