import { quoted } from '../../problems.ts';
import { childrenOf, type XmlElement } from '../../xml-tree.ts';
import { MAX_VCPUS } from '../limits.ts';
import type { CellFacts, DomainFacts } from '../reading.ts';
import { attribute, attributesOf, type DomainReader } from './domain.ts';

function vcpusMaxOf(reader: DomainReader): number {
  const element = reader.find('vcpu');
  if (!element) return 1;
  const count = reader.whole(element, element.text, 'vcpu', MAX_VCPUS);
  if (count === 0) reader.source.error('no-vcpus', 'vcpu is 0: a guest has at least one vCPU', element.start);
  return count ?? 1;
}

function vcpusCurrentOf(reader: DomainReader, most: number): number | null {
  const element = reader.find('vcpu');
  const count = element && reader.whole(element, element.attributes['current'], 'vcpu current', MAX_VCPUS);
  if (count === undefined || !element) return null;
  if (count < 1 || count > most)
    reader.source.error('vcpus-mismatch', `current is ${count} of ${most} vCPUs`, element.start);
  return count;
}

function topologyOf(reader: DomainReader): DomainFacts['cpuTopology'] {
  const element = reader.find('cpu', 'topology');
  if (!element) return null;
  const level = (name: string): number => reader.whole(element, element.attributes[name] ?? '1', name, MAX_VCPUS) ?? 1;
  return { sockets: level('sockets'), dies: level('dies'), cores: level('cores'), threads: level('threads') };
}

function distancesOf(reader: DomainReader, cell: XmlElement): Record<string, number> {
  const distances: [string, number][] = [];
  for (const list of childrenOf(cell, 'distances')) {
    for (const sibling of childrenOf(list, 'sibling')) {
      const value = reader.whole(sibling, sibling.attributes['value'], 'distance', 255);
      const id = reader.whole(sibling, sibling.attributes['id'], 'sibling id', MAX_VCPUS);
      if (id !== undefined && value !== undefined) distances.push([`${id}`, value]);
    }
  }
  return Object.fromEntries(distances);
}

function cellOf(reader: DomainReader, cell: XmlElement): CellFacts {
  return {
    id: attribute(cell, 'id'),
    cpus: attribute(cell, 'cpus'),
    memoryBytes: reader.bytes(cell, cell.attributes['memory'], 'memory of a cell'),
    memAccess: attribute(cell, 'memAccess'),
    distances: distancesOf(reader, cell),
  };
}

function vcpupinOf(reader: DomainReader): DomainFacts['vcpupin'] {
  return reader.all(['cputune'], 'vcpupin').flatMap((pin) => {
    const vcpu = reader.whole(pin, pin.attributes['vcpu'] ?? '', 'vcpu of vcpupin', MAX_VCPUS);
    return vcpu === undefined ? [] : [{ vcpu, cpuset: attribute(pin, 'cpuset') }];
  });
}

function deviceOf(reader: DomainReader, device: XmlElement): DomainFacts['memoryDevices'][number] {
  const target = childrenOf(device, 'target')[0];
  const size = target && childrenOf(target, 'size')[0];
  const node = target && childrenOf(target, 'node')[0];
  return {
    model: attribute(device, 'model'),
    node: node ? node.text.trim() : null,
    sizeBytes: reader.bytes(size, size?.text, 'size'),
  };
}

function hugepagesOf(reader: DomainReader): DomainFacts['hugepages'] {
  const element = reader.find('memoryBacking', 'hugepages');
  return element ? childrenOf(element, 'page').map(attributesOf) : null;
}

function interconnectsOf(reader: DomainReader): DomainFacts['interconnects'] {
  const element = reader.find('cpu', 'numa', 'interconnects');
  const kinds = element?.children.filter(({ name }) => name === 'latency' || name === 'bandwidth') ?? [];
  return kinds.map((one) => ({ ...attributesOf(one), kind: one.name }));
}

function sharesOf(reader: DomainReader): number | null {
  const element = reader.find('cputune', 'shares');
  return element ? (reader.whole(element, element.text, 'shares') ?? null) : null;
}

function nameOf(reader: DomainReader): string | null {
  const element = reader.find('name');
  if (!element || element.text === '') {
    reader.source.error('name-missing', 'the domain has no name', reader.domain.start);
    return null;
  }
  if (element.text.includes('\n')) {
    const said = `the name ${quoted(element.text)} holds a line end, which libvirt refuses`;
    reader.source.warn('name', said, element.start);
  }
  return element.text.slice(0, 1_000);
}

/** What a domain's document says, as written. */
export function domainFacts(reader: DomainReader): DomainFacts {
  const vcpu = reader.find('vcpu');
  const vcpusMax = vcpusMaxOf(reader);
  const memory = reader.find('numatune', 'memory');
  return {
    format: 'libvirt-domain',
    type: attribute(reader.domain, 'type'),
    name: nameOf(reader),
    memoryBytes: reader.bytes(reader.find('memory')),
    currentMemoryBytes: reader.bytes(reader.find('currentMemory')),
    maxMemoryBytes: reader.bytes(reader.find('maxMemory')),
    vcpusMax,
    vcpusCurrent: vcpusCurrentOf(reader, vcpusMax),
    vcpuPlacement: attribute(vcpu, 'placement'),
    vcpuCpuset: attribute(vcpu, 'cpuset'),
    cpuTopology: topologyOf(reader),
    cells: reader.all(['cpu', 'numa'], 'cell').map((cell) => cellOf(reader, cell)),
    interconnects: interconnectsOf(reader),
    vcpupin: vcpupinOf(reader),
    emulatorpin: attribute(reader.find('cputune', 'emulatorpin'), 'cpuset'),
    shares: sharesOf(reader),
    numatuneMemory: memory ? attributesOf(memory) : null,
    numatuneMemnodes: reader.all(['numatune'], 'memnode').map(attributesOf),
    hugepages: hugepagesOf(reader),
    memoryDevices: reader.all(['devices'], 'memory').map((device) => deviceOf(reader, device)),
  };
}
