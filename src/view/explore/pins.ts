import { formatCpulist } from '../../model/cpulist.ts';
import { cpuNumbers, groupsOf, type CpuGroup } from '../map/cpu-groups.ts';
import type { Spot } from '../map/pin-spots.ts';
import type { PinChoice } from '../map/types.ts';
import { PIN, type GroupWords } from '../texts/explore.ts';
import { isSpot, type Held, type HeldSpot } from './drag.ts';
import { heldParts, partsOf, type Placed } from './placed.ts';
import type { PinWords } from './wording.ts';

/** CPUs that are chosen for the vCPUs in hand. */
export interface Pin extends PinWords {
  /** Index of their node. */
  readonly node: number;
  readonly spot: Spot;
  readonly cpus: readonly number[];
  readonly cores: readonly number[];
}

function wordsOf({ kind, number, cpus }: CpuGroup): GroupWords {
  return { kind, number, count: cpus.length, cpus: formatCpulist(cpus) };
}

/** What a drop at a spot would pin; undefined = it pins nothing. */
export function pinOf(placed: Placed, held: Held, node: number | null, spot: HeldSpot): Pin | undefined {
  if (node === null || !isSpot(spot)) return undefined;
  const group = groupsOf(placed.host, node)[spot.kind][spot.at];
  if (!group) return undefined;
  const vcpus = Math.round(heldParts(placed, held).reduce((sum, part) => sum + part.vcpus, 0));
  return { node, spot, vcpus, group: wordsOf(group), cpus: group.cpus, cores: group.cores };
}

/** Every number of pCPUs that a part can be pinned to on a node, ascending: the engine tells them apart by nothing else. */
export function pinCounts(placed: Placed, node: number): readonly number[] {
  const { l3, core } = groupsOf(placed.host, node);
  return [...new Set([...l3, ...core].map(({ cpus }) => cpus.length))].toSorted((a, b) => a - b);
}

/** Caches and cores of a node as the map shows them under the hand. */
export function pinChoice(placed: Placed, node: number, pin: Pin | undefined): PinChoice {
  const { l3 } = groupsOf(placed.host, node);
  const chosen = pin?.node === node ? pin : undefined;
  return {
    tabs: l3.map((group) => PIN.tabs(wordsOf(group))),
    tab: chosen?.spot.kind === 'l3' ? chosen.spot.at : -1,
    cores: chosen?.cores ?? [],
  };
}

/** A group of CPUs in a list. */
export interface PinItem {
  readonly spot: Spot;
  readonly text: string;
}

/** All groups of a node's CPUs, caches first; none where the host does not number them. */
export function pinItems(placed: Placed, node: number): readonly PinItem[] {
  const groups = groupsOf(placed.host, node);
  return (['l3', 'core'] as const).flatMap((kind) =>
    groups[kind].map((group, at) => ({ spot: { kind, at }, text: PIN.item(wordsOf(group)) })),
  );
}

/** Guests beside those in hand that are pinned to some of the CPUs. */
function neighbours(placed: Placed, held: Held, { node, cpus }: Pin): readonly string[] {
  const wanted = new Set(cpus);
  const mine = new Set(heldParts(placed, held));
  const there = placed.parts.filter((part) => {
    if (part.home !== node || mine.has(part)) return false;
    const list = placed.guests[part.guest]?.placement?.parts[part.part]?.cpus;
    return cpuNumbers(list).some((cpu) => wanted.has(cpu));
  });
  return [...new Set(there.map((part) => placed.guests[part.guest]!.name))];
}

const MOST_NAMED = 3;

/** What the card says of pinning: what it does, whether vCPUs have to share, who is there already, what the figures know. */
export function pinNotes(placed: Placed, held: Held, pin: Pin): readonly string[] {
  const { vcpus, group } = pin;
  const names = neighbours(placed, held, pin);
  return [
    PIN.line(vcpus, group),
    ...(vcpus > group.count ? [PIN.over(vcpus, group)] : []),
    ...(names.length > 0 ? [PIN.shared(names.slice(0, MOST_NAMED), Math.max(0, names.length - MOST_NAMED))] : []),
    PIN.model,
  ];
}

/** Why nothing can be pinned on a node, for the card and for the live region. */
export function noPinsOn(placed: Placed, node: number): { readonly shown: string; readonly spoken: string } {
  const { id, cores } = placed.host.nodes[node]!;
  return cores === 0
    ? { shown: PIN.bare(id), spoken: PIN.spokenBare }
    : { shown: PIN.unnumbered(id), spoken: PIN.spokenUnnumbered };
}

/** The pins that parts in hand lose by going to another node: they are numbers of the node where they are. */
export function fallingPins(placed: Placed, held: Held, node: number): readonly string[] {
  const lists = heldParts(placed, held).flatMap(({ guest, part, home }) => {
    if (home === node) return [];
    return pinnedParts(placed, guest).flatMap((pinned) => (pinned.part === part ? cpuNumbers(pinned.cpus) : []));
  });
  return lists.length > 0 ? [PIN.fall(formatCpulist(lists))] : [];
}

/** For each part of the guest in hand the cpulist that it is pinned to, null = none. */
export function pinLists(placed: Placed, held: Held, pin: Pin): readonly (string | null)[] {
  return partsOf(placed, held.guest).map(({ part }) =>
    held.part === null || held.part === part ? pin.group.cpus : null,
  );
}

/** One part's pins as they are now. */
export interface Pinned {
  readonly part: number;
  /** Index of its node. */
  readonly node: number;
  readonly cpus: string;
}

/** Parts of a guest that are pinned to CPUs of the node they are on. */
export function pinnedParts(placed: Placed, guest: number): readonly Pinned[] {
  return partsOf(placed, guest).flatMap(({ part, home }) => {
    const cpus = placed.guests[guest]?.placement?.parts[part]?.cpus;
    return cpus && groupsOf(placed.host, home).core.length > 0 ? [{ part, node: home, cpus }] : [];
  });
}
