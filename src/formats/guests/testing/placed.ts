import * as fc from 'fast-check';
import type { Host } from '../../../model/host.ts';
import type { Guest, PlacementPart } from '../../../model/scenario.ts';

/** A host of `count` nodes with four pCPUs each, numbered in turn, and distances 10/21. */
export function rowOf(count: number): Host {
  const ids = Array.from({ length: count }, (_, id) => id);
  return {
    name: 'row',
    nodes: ids.map((id) => ({
      id,
      cores: 4,
      threads: 4,
      memoryMiB: 65_536,
      bandwidthGBs: 10,
      latencyNs: 100,
      cpus: `${id * 4}-${id * 4 + 3}`,
    })),
    slit: ids.map((i) => ids.map((j) => (i === j ? 10 : 21))),
  };
}

/** Names that would do harm where they are not quoted. */
export const HOSTILE_NAMES = [
  'db-1',
  'two words',
  `it's "quoted"`,
  '$(touch /tmp/nearfar-was-here)',
  '`id`; rm -rf x',
  'a\nkernel = "/evil"',
  '-rf',
  '--domain',
  'a,b=c,,d',
  '<b>&amp;</b>',
  '../../etc/passwd',
  'Zürich\u202Ecod.exe',
  '\\"\\n',
];

const part = fc.record({
  node: fc.nat(3),
  vcpus: fc.integer({ min: 1, max: 4 }),
  memoryMiB: fc.integer({ min: 16, max: 4096 }),
  pinned: fc.boolean(),
});

function toPart({
  node,
  vcpus,
  memoryMiB,
  pinned,
}: {
  node: number;
  vcpus: number;
  memoryMiB: number;
  pinned: boolean;
}): PlacementPart {
  return { node, vcpus, memoryMiB, ...(pinned && { cpus: `${node * 4}-${node * 4 + 1}` }) };
}

/** Guests with one to four parts on the nodes of `rowOf(4)`, memory at home, in whole MiB; aware if there are several. */
export const placedGuests: fc.Arbitrary<Guest> = fc
  .record({
    name: fc.constantFrom(...HOSTILE_NAMES),
    parts: fc.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ({ node }) => node }),
    weight: fc.option(fc.integer({ min: 1, max: 1000 })),
  })
  .map(({ name, parts, weight }) => ({
    name,
    vcpus: parts.reduce((sum, { vcpus }) => sum + vcpus, 0),
    memoryMiB: parts.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
    ...(weight !== null && { weight }),
    ...(parts.length > 1 && { vnumaAware: true }),
    placement: { parts: parts.map(toPart) },
  }));

/** A part pinned to all pCPUs of its node is not pinned. */
export function withoutWholePins(parts: readonly PlacementPart[] | undefined): PlacementPart[] {
  return (parts ?? []).map((one) => {
    const { cpus, ...rest } = one;
    return cpus === undefined || cpus === `${one.node * 4}-${one.node * 4 + 3}` ? rest : { ...rest, cpus };
  });
}
