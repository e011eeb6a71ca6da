import type { CallName, Protocol } from '../protocol.ts';

/** Thrown inside a job that the page no longer wants. */
export class Cancelled extends Error {}

/** How long a job may run before it lets messages in, ms. */
export const SLICE_MS = 12;

/** What a job gets from its surroundings. */
export interface JobContext<N extends CallName> {
  /** Tells the page something on the way; buffers in `transfer` are handed over. */
  readonly tell: (value: Protocol[N]['progress'], transfer?: Transferable[]) => void;
  /** Lets messages in; throws Cancelled if one of them was the job's end. */
  readonly breathe: () => Promise<void>;
  /** Parts of the job that the page wants before the others, most wanted first; may change while the job breathes. */
  readonly urged: () => readonly number[];
}

/** A reply with the buffers that are handed over with it. */
export interface Handover<T> {
  readonly value: T;
  readonly transfer: Transferable[];
}

export type Handler<N extends CallName> = (
  request: Protocol[N]['request'],
  context: JobContext<N>,
) => Promise<Handover<Protocol[N]['reply']>>;

/** A reply that hands over nothing. */
export function plain<T>(value: T): Promise<Handover<T>> {
  return Promise.resolve({ value, transfer: [] });
}
