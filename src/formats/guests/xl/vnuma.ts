import { parseCpulist } from '../../../model/cpulist.ts';
import type { Host } from '../../../model/host.ts';
import { quoted } from '../../problems.ts';
import { checkNodes, MAX_VCPUS } from '../limits.ts';
import type { Source } from '../source.ts';
import type { Settings, Value } from './settings.ts';
import { atomsOf } from './values.ts';

/** One virtual node of `vnuma=`; its id is its position. */
export interface Vnode {
  readonly pnode: number | undefined;
  readonly sizeMiB: number;
  readonly vcpus: readonly number[];
  /** As written: may hold fewer values than there are vnodes. */
  readonly distances: readonly number[];
  readonly offset: number;
}

/** Xen numbers nodes in eight bits. */
const MOST_VNODES = 256;

interface Pair {
  readonly value: string;
  readonly offset: number;
}

/** "key = value" as xl splits it: at "=", with blanks around both parts cut off. */
function pairsOf(source: Source, spec: Value): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { text, offset } of atomsOf(spec)) {
    const [key, value] = text.split('=').filter((part) => part !== '');
    if (key === undefined || value === undefined) {
      source.error('vnuma-pair', `${quoted(text)} is not a pair like "pnode=0"`, offset);
    } else pairs.set(key.trim(), { value: value.trim(), offset });
  }
  return pairs;
}

function naturalOf(source: Source, pair: Pair | undefined, what: string, max: number): number | undefined {
  if (!pair) return undefined;
  const value = /^\d{1,15}$/.test(pair.value) ? Number(pair.value) : undefined;
  if (value !== undefined && value <= max) return value;
  source.error('not-a-number', `${what} ${quoted(pair.value)} is not a whole number within 0..${max}`, pair.offset);
  return undefined;
}

function vcpusOf(source: Source, pair: Pair | undefined): readonly number[] {
  if (!pair) return [];
  const vcpus = source.sets.of(pair.value, parseCpulist);
  if (typeof vcpus !== 'string') return vcpus;
  source.error('vnuma-vcpus', `vcpus: ${vcpus}`, pair.offset);
  return [];
}

function distancesOf(source: Source, pair: Pair | undefined, count: number): number[] {
  if (!pair) return [];
  const texts = pair.value.split(',').filter((text) => text !== '');
  if (texts.length > count) {
    source.error('vdistances', `vdistances has ${texts.length} values for ${count} vnodes`, pair.offset);
  } else if (texts.length < count) {
    const said = `vdistances has ${texts.length} of ${count} values; xl takes the missing ones as 0`;
    source.warn('vdistances', said, pair.offset);
  }
  return texts
    .slice(0, count)
    .map((text) => naturalOf(source, { value: text.trim(), offset: pair.offset }, 'distance', 2 ** 32) ?? 0);
}

function vnodeOf(source: Source, spec: Value, count: number, host: Host | undefined): Vnode {
  const pairs = pairsOf(source, spec);
  const pnode = naturalOf(source, pairs.get('pnode'), 'pnode', MAX_VCPUS);
  if (pnode !== undefined) checkNodes(source, [pnode], host, 'pnode', pairs.get('pnode')!.offset);
  const distances = distancesOf(source, pairs.get('vdistances'), count);
  return {
    pnode,
    sizeMiB: naturalOf(source, pairs.get('size'), 'size', 2 ** 42) ?? 0,
    vcpus: vcpusOf(source, pairs.get('vcpus')),
    distances,
    offset: spec.offset,
  };
}

/** Every vCPU in one vnode at most: libxl refuses to start the guest otherwise (its dry run does not look). */
function checkOverlap(source: Source, vnodes: readonly Vnode[]): void {
  const owner = new Map<number, number>();
  vnodes.forEach((vnode, i) => {
    for (const vcpu of vnode.vcpus) {
      const before = owner.get(vcpu);
      if (before !== undefined) {
        source.error('vcpu-in-two-vnodes', `vCPU ${vcpu} is in vnodes ${before} and ${i}`, vnode.offset);
        return;
      }
      owner.set(vcpu, i);
    }
  });
}

function checkDistances(source: Source, vnodes: readonly Vnode[]): void {
  vnodes.forEach(({ distances, offset }, i) => {
    const local = distances[i];
    if (local === undefined) return;
    const nearer = distances.findIndex((distance) => distance < local);
    if (nearer >= 0) {
      source.warn(
        'vdistances',
        `vnode ${i} is farther from itself (${local}) than from vnode ${nearer} (${distances[nearer]}): libxl refuses that`,
        offset,
      );
    }
  });
}

/** The vnodes of `vnuma=`, none if the setting is missing. */
export function vnodesOf(source: Source, settings: Settings, host: Host | undefined): readonly Vnode[] {
  const setting = settings.get('vnuma');
  if (!setting) return [];
  if (setting.value.kind !== 'list') {
    source.warn(
      'list-expected',
      '"vnuma" is a single value, expected a list of vnodes: ignored, as xl does',
      setting.value.offset,
    );
    return [];
  }
  const { items } = setting.value;
  if (items.length > MOST_VNODES) {
    source.error('vnuma-list', `${items.length} vnodes: no guest has more than ${MOST_VNODES}`, setting.value.offset);
    return [];
  }
  const vnodes: Vnode[] = [];
  for (const item of items) {
    if (item.kind === 'list') vnodes.push(vnodeOf(source, item, items.length, host));
    else source.error('vnuma-list', 'expected a list like ["pnode=0", "size=512", "vcpus=0-1"]', item.offset);
  }
  checkOverlap(source, vnodes);
  checkDistances(source, vnodes);
  return vnodes;
}
