import { parseCpulist } from '../model/cpulist.ts';
import type { Host, HostTopology } from '../model/host.ts';
import { BYTES_PER_MIB } from '../model/units.ts';
import type { Observation, ObservedDistances, ObservedHost } from './observed.ts';
import { readScenario } from './scenario-file.ts';

/** Numbers of a cpulist that validation has passed. */
function cpusOf(list: string | undefined): number[] | null {
  const cpus = list === undefined ? 'not stated' : parseCpulist(list);
  return typeof cpus === 'string' ? null : cpus;
}

function allCpus(host: Host): number[] | null {
  const lists = host.nodes.map(({ cpus }) => cpusOf(cpus));
  if (lists.includes(null)) return null;
  return [...new Set(lists.flatMap((cpus) => cpus ?? []))].toSorted((a, b) => a - b);
}

function distances(host: Host): ObservedDistances[] {
  if (!host.slit) return [];
  const order = host.nodes.map(({ id }, i) => ({ id, i })).toSorted((a, b) => a.id - b.id);
  const value = (from: number, to: number): number => host.slit?.[from]?.[to] ?? 0;
  const values = order.map(({ i: from }) => order.map(({ i: to }) => value(from, to)));
  return [{ name: 'slit', means: 'latency', nodes: order.map(({ id }) => id), values }];
}

function groups({ packages, cores, l3 }: HostTopology): Pick<ObservedHost, 'packages' | 'cores' | 'l3'> {
  return {
    packages: packages?.map(({ id, cpus }) => ({ os: id, cpus: cpusOf(cpus) ?? [] })) ?? null,
    cores: cores?.map(({ cpus }) => ({ os: null, cpus: cpusOf(cpus) ?? [] })) ?? null,
    l3:
      l3?.map(({ cpus, sizeMiB }) => ({ os: null, cpus: cpusOf(cpus) ?? [], bytes: sizeMiB * BYTES_PER_MIB })) ?? null,
  };
}

/** The host of a scenario file, as it stands there. */
export function readScenarioHost(text: string, file: string): Observation {
  const { value, problems } = readScenario(text, file);
  if (!value) return { value, problems };
  const { host } = value;
  const nodes = host.nodes.map(({ id, cpus, memoryMiB }) => ({
    os: id,
    cpus: cpusOf(cpus),
    memoryBytes: memoryMiB * BYTES_PER_MIB,
  }));
  return {
    value: {
      format: 'scenario',
      name: host.name,
      nodes: nodes.toSorted((a, b) => a.os - b.os),
      cpus: allCpus(host),
      distances: distances(host),
      ...groups(host.topology ?? {}),
      counts: {
        cores: host.nodes.reduce((sum, { cores }) => sum + cores, 0),
        threads: host.nodes.reduce((sum, { threads }) => sum + threads, 0),
      },
      complete: host,
    },
    problems,
  };
}
