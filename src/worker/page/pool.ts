import type { Ask, CallName, Protocol } from '../protocol.ts';
import { Lane, type CallOptions, type Job, type Port } from './lane.ts';

let lastId = 0;

function abortion(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Cancelled', 'AbortError');
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

  call<N extends CallName>(
    name: N,
    request: Protocol[N]['request'],
    options: CallOptions<N> = {},
  ): Promise<Protocol[N]['reply']> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortion(signal));
        return;
      }
      const id = ++lastId;
      const job = {
        ask: { kind: 'call', id, name, request } as Ask,
        transfer: options.transfer ?? [],
        onProgress: options.onProgress ?? (() => {}),
        resolve,
        reject,
      } as Job;
      signal?.addEventListener('abort', () => {
        reject(abortion(signal));
        this.#drop(id);
      });
      this.#queue.push(job);
      this.#next();
    });
  }

  #drop(id: number): void {
    const at = this.#queue.findIndex((job) => job.ask.id === id);
    if (at >= 0) this.#queue.splice(at, 1);
    else for (const lane of this.#lanes) lane.cancel(id);
  }

  #next(): void {
    const lane = this.#lanes.find((one) => one.free);
    const job = lane && this.#queue.shift();
    if (!job) return;
    lane.take(job);
    this.#next();
  }
}
