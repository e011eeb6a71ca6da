import type { MechanismId } from '../../model/scenario.ts';

/** The mechanisms that a hand may choose from. */
export type MoverId = Extract<MechanismId, 'live' | 'hot-first' | 'vcpu-only'>;

export interface Mover {
  readonly id: MoverId;
  /** The key that chooses it. */
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** In the middle of a sentence. */
  readonly word: string;
}

/** In the order of columns and keys. */
export const MOVERS: readonly Mover[] = [
  { id: 'live', key: '1', title: 'Live migration', detail: 'full copy first', word: 'live' },
  { id: 'hot-first', key: '2', title: 'Hot-first', detail: 'background copy', word: 'hot-first' },
  { id: 'vcpu-only', key: '3', title: 'vCPUs only', detail: 'memory stays far', word: 'vCPUs only' },
];

/** The ones that bring the memory along; of equally good ones the first is offered. */
export const PREFERENCE: readonly MoverId[] = ['hot-first', 'live'];

/** The mechanism as it is written in the middle of a sentence. */
export function moverWord(id: MoverId): string {
  return MOVERS.find((mover) => mover.id === id)?.word ?? id;
}
