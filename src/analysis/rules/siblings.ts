import { formatCpulist } from '../../model/cpulist.ts';
import { fixOf } from '../moves-of.ts';
import type { PlacementFix } from '../fix.ts';
import type { Finding } from '../placement-problem.ts';
import { cpusOf, ids, type PlacementView } from '../placement-view.ts';
import { freeCpus, pinnedParts, type PinnedPart } from './cpus.ts';

/** A second thread adds a quarter of a core (MODEL §4): two busy siblings run at (1 + 1/4) / 2 each. */
const SIBLING_LOSS = 1 - 1.25 / 2;

type Core = readonly number[];

function coresOf(view: PlacementView): Core[] {
  return (view.scenario.host.topology?.cores ?? []).map(({ cpus }) => cpusOf(cpus)).filter((core) => core.length > 1);
}

/** Whole cores of the part's node that no guest is pinned to, as pCPUs in the order first threads, then siblings. */
function ownCores(view: PlacementView, { placed, part }: PinnedPart): number[] {
  const free = new Set(freeCpus(view, part.node, placed.guest.name));
  const cores = coresOf(view).filter((core) => core.every((cpu) => free.has(cpu)));
  return [...cores.map((core) => core[0]!), ...cores.flatMap((core) => core.slice(1))];
}

function mend(view: PlacementView, pinned: PinnedPart): PlacementFix[] {
  const cpus = ownCores(view, pinned).slice(0, pinned.part.vcpus);
  if (cpus.length < pinned.part.vcpus) return [];
  const { placed, part } = pinned;
  const list = formatCpulist(cpus);
  const parts = placed.parts.map((one) => (one === part ? { ...one, cpus: list } : one));
  return fixOf(view, placed, parts, `Give ${placed.guest.name} cores of its own: pCPUs ${list}`);
}

/** Two guests pinned to different threads of one core. */
export function smtStrangers(view: PlacementView): Finding[] {
  const pinned = pinnedParts(view);
  const owners = new Map<number, PinnedPart[]>();
  for (const one of pinned) for (const cpu of one.cpus) owners.set(cpu, [...(owners.get(cpu) ?? []), one]);
  const pairs = new Map<string, { guests: string[]; cores: Core[]; last: PinnedPart }>();
  for (const core of coresOf(view)) {
    const parts = core.flatMap((cpu) => owners.get(cpu) ?? []);
    const guests = [...new Set(parts.map(({ placed }) => placed.guest.name))];
    if (guests.length < 2) continue;
    const key = guests.join('\u0000');
    const pair = pairs.get(key) ?? { guests, cores: [], last: parts.at(-1)! };
    pair.cores.push(core);
    pairs.set(key, pair);
  }
  return [...pairs.values()].map(({ guests, cores, last }): Finding => {
    const candidates = mend(view, last);
    return {
      code: 'smt-strangers',
      severity: candidates.length > 0 ? 'medium' : 'low',
      guests,
      nodes: ids([last.part.node]),
      message: `${guests.join(' and ')} share ${cores.length === 1 ? 'a core' : `${cores.length} cores`}: pCPUs ${formatCpulist(cores.flat())} are SMT siblings`,
      source: 'xen-api #6763: guests squeezed onto sibling threads',
      candidates,
      mustMend: true,
      lostSpeed: candidates.length > 0 ? SIBLING_LOSS : 0,
    };
  });
}
