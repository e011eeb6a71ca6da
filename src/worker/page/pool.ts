import { isProgressOf, isReplyOf, type Answer, type CallName, type Fault, type Protocol } from '../protocol.ts';
import { Lane, type Job, type Port } from './lane.ts';

export type { Lane };

/** A fault that a job came back with; `path` names the field where there is one. */
export class JobFault extends Error {
  readonly path: string | undefined;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'JobFault';
    this.path = fault.path;
  }
}

export interface CallOptions<N extends CallName> {
  readonly onProgress?: (value: Protocol[N]['progress']) => void;
  readonly signal?: AbortSignal;
  readonly transfer?: Transferable[];
  /** Hears which lane takes the call, and as what, so that it can be urged there. */
  readonly onTaken?: (lane: Lane, id: number) => void;
  /** The lane that must do it. */
  readonly lane?: Lane | undefined;
}

interface Promised<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

let lastId = 0;

function abortion(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Cancelled', 'AbortError');
}

function listener<N extends CallName>(
  name: N,
  { onProgress, signal }: CallOptions<N>,
  { resolve, reject }: Promised<Protocol[N]['reply']>,
): (answer: Answer) => void {
  return (answer) => {
    if (signal?.aborted) return;
    if (isProgressOf(answer, name)) onProgress?.(answer.value);
    else if (isReplyOf(answer, name)) resolve(answer.value);
    else if (answer.kind === 'fault') reject(new JobFault(answer.fault));
  };
}

/**
 * A few workers and a queue. Every call can be cancelled: its promise is rejected at once with the signal's reason, the
 * worker is free again within 100 ms.
 */
export class Pool {
  readonly #lanes: readonly Lane[];
  readonly #queue: Job[] = [];

  constructor(size: number, start: () => Port) {
    this.#lanes = Array.from({ length: Math.max(1, size) }, () => new Lane(start, () => this.#next()));
  }

  /** Starts every worker, so that its code is loaded before there is work. */
  warm(): void {
    for (const lane of this.#lanes) lane.warm();
  }

  /** Asks for one thing. Rejects with JobFault for what the user can mend, with the signal's reason when aborted. */
  call<N extends CallName>(
    name: N,
    request: Protocol[N]['request'],
    options: CallOptions<N> = {},
  ): Promise<Protocol[N]['reply']> {
    const { signal, transfer = [], lane, onTaken = () => undefined } = options;
    if (signal?.aborted) return Promise.reject(abortion(signal));
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      const hear = listener(name, options, { resolve, reject });
      this.#queue.push({ ask: { kind: 'call', id, name, request }, transfer, lane, onTaken, hear, fail: reject });
      signal?.addEventListener('abort', () => {
        reject(abortion(signal));
        this.#drop(id);
      });
      this.#next();
    });
  }

  #drop(id: number): void {
    const at = this.#queue.findIndex((job) => job.ask.id === id);
    if (at >= 0) this.#queue.splice(at, 1);
    else for (const lane of this.#lanes) lane.cancel(id);
  }

  #next(): void {
    for (const lane of this.#lanes) {
      const at = lane.free ? this.#queue.findIndex((job) => job.lane === undefined || job.lane === lane) : -1;
      const [job] = at < 0 ? [] : this.#queue.splice(at, 1);
      if (job) lane.take(job);
    }
  }
}
