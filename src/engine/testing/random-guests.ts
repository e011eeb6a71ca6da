import type { Host } from '../../model/host.ts';
import type { Guest, MemoryOn, Placement, PlacementPart, Workload } from '../../model/scenario.ts';
import { present, type Dice } from './random-dice.ts';

export interface GuestOptions {
  readonly most: number;
  /** Percent of guests with a placement in the file. */
  readonly placed: number;
  /** Percent of placed guests with several parts. */
  readonly split: number;
}

/** Guests that fit on the host as placed; what has no placement takes at most a share of what is left. */
export function randomGuests(dice: Dice, host: Host, options: GuestOptions): Guest[] {
  const free = new Map(host.nodes.map((node) => [node.id, node.memoryMiB]));
  const count = dice.between(1, options.most);
  const guests: Guest[] = [];
  while (guests.length < count && roomLeft(free)) guests.push(randomGuest(dice, host, free, options, guests.length));
  return guests;
}

/** Enough for the parts of any guest. */
const roomLeft = (free: Map<number, number>) =>
  sum([...free.values()]) > 40 && [...free.values()].some((mib) => mib > 20);

function randomGuest(dice: Dice, host: Host, free: Map<number, number>, options: GuestOptions, order: number): Guest {
  const vcpus = dice.pick([1, 2, 3, 4, 4, 6, 8, 16]);
  const vnumaAware = dice.maybe(50, () => true);
  const placement = dice.chance(options.placed) ? randomPlacement(dice, host, free, vcpus, options) : undefined;
  const memoryMiB = placement ? sum(placement.parts.map((part) => part.memoryMiB)) : floating(dice, free);
  return present({
    name: `guest-${order}`,
    vcpus,
    memoryMiB,
    weight: dice.maybe(30, () => dice.between(1, 1024)),
    capPercent: dice.maybe(25, () => dice.between(0, 100 * vcpus)),
    vnumaAware,
    hotplug: dice.maybe(30, () => false),
    workload: dice.maybe(85, () => randomWorkload(dice, vcpus, memoryMiB)),
    placement,
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Takes some of what is left from all nodes, as an unpinned guest will. */
function floating(dice: Dice, free: Map<number, number>): number {
  const all = sum([...free.values()]);
  const memory = Math.max(1 / 256, Math.floor((all * dice.real(0.01, 0.3)) / 1.1));
  for (const [id, mib] of free) free.set(id, Math.floor(mib * (1 - memory / Math.max(all, 1))));
  return memory;
}

export function randomWorkload(dice: Dice, vcpus: number, memoryMiB: number): Workload {
  const memoryStall = dice.maybe(80, () => dice.share());
  return present({
    tasks: dice.maybe(60, () => dice.pick([1, 0, vcpus, vcpus + 3, Math.ceil(vcpus / 2)])),
    duty: dice.maybe(50, () => dice.share()),
    memoryStall,
    bandwidthPerCoreGBs:
      memoryStall === 0 ? 0 : dice.maybe(80, () => dice.pick([dice.real(0.001, 4), dice.real(0.5, 12), 0.001])),
    shared: dice.maybe(60, () => dice.share()),
    ...randomHeat(dice),
    writableSetMiB: dice.maybe(40, () => memoryMiB * dice.share()),
    dirtyRateMiBs: dice.maybe(50, () => dice.pick([0, dice.real(0, 400), dice.real(0, 4000)])),
    osLocality: dice.maybe(50, () => dice.share()),
  });
}

function randomHeat(dice: Dice): Pick<Workload, 'hotFraction' | 'hotShare'> {
  if (!dice.chance(60)) return {};
  const hotFraction = dice.pick([1, 1 / 32, 0.25, dice.real(0.01, 1)]);
  return { hotFraction, hotShare: hotFraction + (1 - hotFraction) * dice.share() };
}

function randomPlacement(
  dice: Dice,
  host: Host,
  free: Map<number, number>,
  vcpus: number,
  options: GuestOptions,
): Placement {
  const count = dice.chance(options.split) ? dice.between(2, 4) : 1;
  const cpuNodes = host.nodes.filter((node) => node.cores > 0).map((node) => node.id);
  const parts: PlacementPart[] = [];
  let left = vcpus;
  for (let k = 0; k < count; k++) {
    const own = k === count - 1 ? left : Math.min(left, dice.chance(8) ? 0 : Math.ceil(vcpus / count));
    left -= own;
    const node = dice.pick(own > 0 ? cpuNodes : host.nodes.map(({ id }) => id));
    parts.push(randomPart(dice, host, free, node, own));
  }
  return { parts };
}

function randomPart(dice: Dice, host: Host, free: Map<number, number>, node: number, vcpus: number): PlacementPart {
  const cpus = host.nodes.find(({ id }) => id === node)?.cpus;
  const pinned = cpus !== undefined && cpus !== '' && dice.chance(25) ? firstCpus(dice, cpus) : undefined;
  const spread = dice.chance(35) || !hasRoom(free, node);
  const memoryOn = spread ? spreadMemory(dice, free) : [take(dice, free, node)];
  const memoryMiB = sum(memoryOn.map((piece) => piece.memoryMiB));
  const plain = memoryOn.length === 1 && memoryOn[0].node === node;
  return present({ node, vcpus, memoryMiB, memoryOn: plain ? undefined : memoryOn, cpus: pinned });
}

function firstCpus(dice: Dice, cpus: string): string {
  const [first, last = first] = cpus.split('-').map(Number);
  const from = dice.between(first, last);
  return from === last ? `${from}` : `${from}-${dice.between(from, last)}`;
}

const hasRoom = (free: Map<number, number>, node: number) => (free.get(node) ?? 0) >= 1;

function take(dice: Dice, free: Map<number, number>, node: number): MemoryOn {
  const room = free.get(node)!;
  const pages = Math.max(1, Math.floor(room * 256 * dice.pick([0.02, 0.1, 0.25, dice.real(0, 0.4)])));
  const memoryMiB = dice.chance(30) ? pages / 256 : Math.max(1, Math.floor(pages / 256));
  free.set(node, room - memoryMiB);
  return { node, memoryMiB };
}

function spreadMemory(dice: Dice, free: Map<number, number>): MemoryOn[] {
  const roomy = [...free.keys()].filter((node) => hasRoom(free, node));
  const count = Math.min(roomy.length, dice.between(1, 4));
  return dice
    .shuffle(roomy)
    .slice(0, count)
    .map((node) => take(dice, free, node));
}
