// Guests for the pictures of `npm run gallery`: on every host the same kinds, in sizes that fit it. No chance: the same every time.

const GIB = 1024;
/** Most guests that have a hue each (UX.md: beyond that, hue is the group). */
const FEW = 12;
const TENANTS = ['shop', 'bank', 'video', 'maps', 'mail', 'games', 'ads', 'lab', 'news', 'build', 'files', 'voice'];

/** Kinds of guests: share of a node's memory and of its cores, and what they do. */
const KINDS = [
  {
    name: 'db',
    memory: 0.3,
    cores: 0.6,
    workload: { memoryStall: 0.5, bandwidthPerCoreGBs: 2, hotFraction: 0.1, hotShare: 0.9 },
  },
  { name: 'erp', memory: 0.4, cores: 0.5, workload: { duty: 0.6, memoryStall: 0.4, hotFraction: 0.3, hotShare: 0.7 } },
  { name: 'web', memory: 0.14, cores: 0.3, workload: { duty: 0.35 } },
  { name: 'mail', memory: 0.2, cores: 0.25, workload: { duty: 0.25, hotFraction: 0.1, hotShare: 0.9 } },
  { name: 'build', memory: 0.25, cores: 0.7, workload: { duty: 0.9, memoryStall: 0.1, hotFraction: 1, hotShare: 1 } },
  { name: 'cache', memory: 0.22, cores: 0.2, workload: { duty: 0.5, memoryStall: 0.6, bandwidthPerCoreGBs: 3 } },
];

const wholeMiB = (mib) => Math.max(256, Math.floor(mib / 256) * 256);

/** A guest of a kind at home on a node; every fourth has half of itself, every seventh its memory, on another one. */
function guestAt(i, host, homes, free) {
  const kind = KINDS[i % KINDS.length];
  const at = i % homes.length;
  const [home, other] = [homes[at], homes[(at + 1) % homes.length]];
  // Many nodes have six guests each, few have two or three.
  const crowd = homes.length > 8 ? 0.4 : homes.length > 2 ? 0.9 : 0.6;
  const vcpus = Math.max(1, Math.min(64, Math.round(home.cores * kind.cores * crowd)));
  const memoryMiB = wholeMiB(Math.min(home.memoryMiB, other.memoryMiB) * kind.memory * crowd);
  const isSplit = i % 4 === 0 && vcpus > 1 && home !== other;
  const holder = i % 7 === 6 ? (host.nodes.find((node) => node.cores === 0) ?? other) : home;
  const half = wholeMiB(memoryMiB / 2);
  const parts = isSplit
    ? [
        { node: home.id, vcpus: Math.ceil(vcpus / 2), memoryMiB: half },
        { node: other.id, vcpus: Math.floor(vcpus / 2), memoryMiB: half },
      ]
    : [{ node: home.id, vcpus, memoryMiB, memoryOn: [{ node: holder.id, memoryMiB }] }];
  const needs = isSplit
    ? [
        [home.id, half],
        [other.id, half],
      ]
    : [[holder.id, memoryMiB]];
  if (needs.some(([id, mib]) => free.get(id) < mib)) return undefined;
  for (const [id, mib] of needs) free.set(id, free.get(id) - mib);
  return {
    name: `${kind.name}-${Math.floor(i / KINDS.length) + 1}`,
    group: TENANTS[i % TENANTS.length],
    vcpus,
    memoryMiB: isSplit ? 2 * half : memoryMiB,
    vnumaAware: isSplit,
    workload: kind.workload,
    placement: { parts },
  };
}

/** A host with guests on all of its nodes. */
export function estateOn(host) {
  const homes = host.nodes.filter((node) => node.cores > 0 && node.memoryMiB > 0);
  const free = new Map(host.nodes.map((node) => [node.id, node.memoryMiB - GIB]));
  const count = homes.length > 8 ? homes.length * 6 : FEW;
  const guests = Array.from({ length: count }, (_, i) => guestAt(i, host, homes, free)).filter(Boolean);
  return { nearfar: 1, name: `Gallery: ${host.name}`, host, guests };
}

function meshLinks(columns, count, capacityGBs) {
  const pairs = [];
  for (let id = 0; id < count; id += 1) {
    if ((id + 1) % columns > 0 && id + 1 < count) pairs.push([id, id + 1]);
    if (id + columns < count) pairs.push([id, id + columns]);
  }
  return pairs.flatMap(([from, to]) => [
    { from, to, capacityGBs },
    { from: to, to: from, capacityGBs },
  ]);
}

const cpus = (from, length) => `${from}-${from + length - 1}`;

/** A made-up host: a square mesh of nodes, four to a package. */
function large(count, cores, memoryMiB) {
  return {
    name: `Synthetic mesh, ${count} nodes, ${count * cores} CPUs`,
    nodes: Array.from({ length: count }, (_, id) => ({
      id,
      cores,
      threads: cores,
      memoryMiB,
      bandwidthGBs: 100,
      latencyNs: 90,
      cpus: cpus(id * cores, cores),
    })),
    topology: {
      packages: Array.from({ length: count / 4 }, (_, id) => ({ id, cpus: cpus(id * 4 * cores, 4 * cores) })),
    },
    links: meshLinks(Math.round(Math.sqrt(count)), count, 40),
  };
}

export const LARGE = [large(16, 128, 512 * GIB), large(64, 64, 256 * GIB), large(256, 16, 64 * GIB)];
