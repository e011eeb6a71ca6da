import type { Host } from '../../../model/host.ts';
import type { Guest } from '../../../model/scenario.ts';
import type { Drawing, PartDrawing } from './frames-builder.ts';

const SQUARE_LINKS = [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 3],
].flatMap(([a, b]) => [
  { from: a, to: b, capacityGBs: 4, latencyNs: 30 },
  { from: b, to: a, capacityGBs: 4, latencyNs: 30 },
]);

/** Four sockets in a square, four cores and 8 GiB each. */
export const SQUARE: Host = {
  name: 'square',
  nodes: [0, 1, 2, 3].map((id) => ({
    id,
    cores: 4,
    threads: 4,
    memoryMiB: 8192,
    bandwidthGBs: 10.7,
    latencyNs: 100,
    cpus: `${id * 4}-${id * 4 + 3}`,
  })),
  links: SQUARE_LINKS,
};

function guest(name: string, vcpus: number, memoryGiB: number, hotFraction = 0.2, hotShare = 0.8): Guest {
  return { name, vcpus, memoryMiB: memoryGiB * 1024, workload: { hotFraction, hotShare } };
}

export const GUESTS: readonly Guest[] = [
  guest('db-1', 4, 3, 0.15, 0.6),
  guest('erp-1', 6, 6, 0.3, 0.7),
  guest('db-2', 4, 4),
  guest('web-1', 2, 1.5, 0.3, 0.6),
  guest('web-2', 2, 1.5, 0.3, 0.6),
  guest('web-3', 2, 1.5, 0.3, 0.6),
  guest('mail', 2, 2, 0.1, 0.9),
  guest('build', 4, 2, 1, 1),
  guest('cache', 1, 2, 0.5, 0.6),
  guest('ci', 2, 1),
  guest('files', 1, 1, 0.1, 0.5),
];

const USE: Record<string, readonly [cores: number, GBs: number]> = {
  'db-1': [0.6, 1.5],
  'erp-1': [0.45, 1.6],
  'db-2': [0.5, 1.25],
  'web-1': [0.35, 0.6],
  'web-2': [0.35, 0.6],
  'web-3': [0.35, 0.6],
  mail: [0.25, 0.4],
  build: [0.4, 0.6],
  cache: [0.5, 1.6],
  ci: [0.4, 0.4],
  files: [0.2, 0.4],
};

/** "db-1 n0 2v 1.5G [0*16 1*16]": a part on node 0 with two vCPUs and 1.5 GiB, half of it on node 1;
 * "far 0.3 to 1" sends that share of its accesses to node 1. */
export function part(text: string): PartDrawing {
  const match = /^(\S+) n(\d+) (\d+)v ([\d.]+)G(?: \[(.+)\])?(?: far ([\d.]+) to (\d+))?$/.exec(text);
  if (!match) throw new Error(`cannot read the drawing "${text}"`);
  const [, name, home, vcpus, size, memory, far, farNode] = match;
  const [cores, GBs] = USE[name] ?? [0.5, 1];
  return {
    guest: name,
    home: Number(home),
    vcpus: Number(vcpus),
    sizeMiB: Number(size) * 1024,
    cores: cores * Number(vcpus),
    GBs: GBs * Number(vcpus),
    ...(memory ? { memory } : {}),
    ...(far ? { far: Number(far), farNode: Number(farNode) } : {}),
  };
}

/** Three large guests split over two nodes each. */
export const SPLIT: Drawing = {
  guests: GUESTS,
  parts: [
    'db-1 n0 2v 1.5G far 0.34 to 1',
    'db-1 n1 2v 1.5G far 0.34 to 0',
    'erp-1 n0 3v 3G far 0.52 to 2',
    'erp-1 n2 3v 3G far 0.55 to 0',
    'db-2 n1 2v 2G far 0.3 to 3',
    'db-2 n3 2v 2G far 0.3 to 1',
    'web-1 n0 2v 1.5G',
    'web-2 n2 2v 1.5G',
    'web-3 n3 2v 1.5G',
    'mail n1 2v 2G',
    'build n3 4v 2G',
    'cache n3 1v 2G',
    'ci n2 2v 1G',
    'files n1 1v 1G',
  ].map(part),
};

const STILL = [
  'erp-1 n2 6v 6G',
  'db-2 n3 4v 4G',
  'web-1 n0 2v 1.5G',
  'web-2 n2 2v 1.5G',
  'web-3 n1 2v 1.5G',
  'mail n1 2v 2G',
  'build n0 4v 2G',
  'cache n3 1v 2G',
  'ci n0 2v 1G',
  'files n1 1v 1G',
];

/** One home each; db-1 on its way from node 0 to node 1, hot extents first: 14 have come, one is in flight. */
export const HOT_FIRST: Drawing = {
  guests: GUESTS,
  parts: ['db-1 n1 4v 3G [1*14 0*18]', ...STILL].map(part),
  copies: [
    {
      name: 'db-1',
      from: 0,
      to: 1,
      extent: 14,
      extentDoneMiB: 40,
      extentMiB: 96,
      doneMiB: 14 * 96 + 40,
      totalMiB: 3072,
      rateMiBs: 476.8,
      mechanism: 2,
    },
  ],
  time: 0,
};

/** The same move live: the whole guest still at the source, its copy half made at the target. */
export const LIVE: Drawing = {
  guests: GUESTS,
  parts: ['db-1 n0 4v 3G', ...STILL].map(part),
  copies: [
    {
      name: 'db-1',
      from: 0,
      to: 1,
      extent: -1,
      doneMiB: 1536,
      totalMiB: 3072,
      rateMiBs: 953.7,
      mechanism: 0,
      round: 0,
      part: -1,
    },
  ],
};

/** vCPUs of db-1 on node 3, its memory left on node 0. */
export const TETHER: Drawing = { guests: GUESTS, parts: ['db-1 n3 4v 3G [0*32]', ...STILL].map(part) };
