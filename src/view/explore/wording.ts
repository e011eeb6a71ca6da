import type { Mebibytes, Seconds } from '../../model/units.ts';
import { gib, percent } from '../map/units-text.ts';
import { PIN, type GroupWords } from '../texts/explore.ts';
import { chosenOffer, type NodeOffer, type Offer } from './offers.ts';
import { moverWord, type MoverId } from './movers.ts';

/** "3.0 GiB", "32 MiB", "0". */
export function amount(memoryMiB: Mebibytes): string {
  if (memoryMiB <= 0) return '0';
  return memoryMiB >= 1000 ? `${gib(memoryMiB)} GiB` : `${memoryMiB.toFixed(memoryMiB < 10 ? 1 : 0)} MiB`;
}

/** "60 ms", "4.0 s", "42 s", "3 min 20 s". */
export function duration(seconds: Seconds): string {
  if (seconds <= 0) return '0 s';
  if (seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 99.95) return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "+28 %", "−8 %", "±0 %": a gain (0.28). */
export function gain(share: number): string {
  if (share === Infinity) return 'from 0';
  const rounded = Math.round(share * 100);
  if (rounded === 0) return '±0 %';
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)} %`;
}

/** "1 hop", "2 hops". */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** "0.6 s", "at once", "never", and "no change" where nothing differs. */
export function breakEven(seconds: Seconds | null, work: number): string {
  if (seconds === null) return Math.abs(work) < 1e-9 ? 'no change' : 'never';
  return seconds === 0 ? 'at once' : duration(seconds);
}

/** What it is called that is in hand: "db-1", or "db-1 1/2" for a part of a split guest. */
export function heldName(guest: string, part: number | null, parts: number): string {
  return part === null || parts < 2 ? guest : `${guest} ${part + 1}/${parts}`;
}

/** CPUs that are chosen on a node, and how many vCPUs would be pinned to them. */
export interface PinWords {
  readonly vcpus: number;
  readonly group: GroupWords;
}

/** The reason without the node, which the reader looks at; of several guests the one that is refused is named first. */
export function reason(refused: string): string {
  return refused.replace(/ on node \d+$/, '');
}

/** One or two words for the strip. */
export function refusedVerdict(refused: string): string {
  if (/^(.+: )?needs \d/.test(refused)) return 'No room';
  return refused.endsWith('has no CPUs') ? 'No CPUs' : 'Refused';
}

function spokenCost({ cost }: Offer): string {
  if (!cost) return '';
  const seconds = cost.seconds.toFixed(cost.seconds < 99.95 ? 1 : 0);
  const far = `far accesses ${percent(cost.remoteBefore)} to ${percent(cost.remoteAfter)}`;
  return `${gib(cost.copiedMiB)} GiB, ${seconds} s, ${far}`;
}

/**
 * What the live region says about a guest held over a node: "db-1 over node 3: 3.0 GiB, 4.0 s, far accesses 61 % to 2 %",
 * or why it is refused.
 */
export function spoken(name: string, nodeId: number, offer: NodeOffer, mover: MoverId | null, pin?: PinWords): string {
  const onto = pin ? `${PIN.spoken(pin.vcpus, pin.group)}, ` : '';
  const start = `${name} over node ${nodeId}${pin ? PIN.spokenPlace(pin.group) : ''}: ${onto}`;
  if (offer.state === 'computing') return `${start}computing`;
  const chosen = chosenOffer(offer, mover);
  if (!chosen) return `${start}not offered`;
  const how = mover ? `, ${moverWord(mover)}` : '';
  return start + (chosen.refused ? `refused, ${reason(chosen.refused)}` : spokenCost(chosen)) + how;
}

/** After a drop. */
export function moved(name: string, nodeId: number, mover: MoverId, pin?: PinWords): string {
  return `${name} moved to node ${nodeId}, ${moverWord(mover)}${pin ? PIN.done(pin.group) : ''}`;
}

/** After vCPUs were pinned on the node where they are. */
export function pinned(name: string, nodeId: number, { group }: PinWords): string {
  return `${name} on node ${nodeId}${PIN.done(group)}`;
}

/** After a drop that was refused: it is back where it was. */
export function refusedDrop(name: string, nodeId: number, refused: string): string {
  return `${name} put back: node ${nodeId} refused, ${reason(refused)}`;
}

/** After Escape, or a drop at home or nowhere. */
export function putBack(name: string): string {
  return `${name} put back`;
}

/** A guest was looked for that is not on the host at time 0. */
export function notHere(name: string): string {
  return `${name} is not on the host at the start`;
}
