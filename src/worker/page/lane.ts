import type { Answer, Ask, CallAsk } from '../protocol.ts';

/** What a worker needs to offer; tests hand in one of their own. */
export interface Port {
  postMessage(message: Ask, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Answer }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
}

/** One job as a lane sees it, whatever its kind. */
export interface Job {
  readonly ask: CallAsk;
  readonly transfer: Transferable[];
  /** The lane that must do it, as only its worker keeps what is asked for; undefined = any. */
  readonly lane: Lane | undefined;
  readonly onTaken: (lane: Lane, id: number) => void;
  readonly hear: (answer: Answer) => void;
  /** The worker broke. */
  readonly fail: (error: Error) => void;
}

/** A job that does not listen within this time is ended with its worker, ms. */
const PATIENCE_MS = 60;

/** One worker that does one job at a time, so that ending it ends nothing else. */
export class Lane {
  #port: Port | undefined;
  #job: Job | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;
  readonly #start: () => Port;
  readonly #onFree: () => void;

  constructor(start: () => Port, onFree: () => void) {
    this.#start = start;
    this.#onFree = onFree;
  }

  get free(): boolean {
    return this.#job === undefined;
  }

  /** Starts the worker before there is work, so that its code is there when it comes. */
  warm(): void {
    this.#port ??= this.#open();
  }

  take(job: Job): void {
    this.#job = job;
    this.warm();
    job.onTaken(this, job.ask.id);
    this.#port?.postMessage(job.ask, job.transfer);
  }

  /** Tells the job, if it is this lane's, which of its parts are wanted first. */
  urge(id: number, first: readonly number[]): void {
    if (this.#job?.ask.id === id) this.#port?.postMessage({ kind: 'urge', id, first }, []);
  }

  /** Ends the job if it is this lane's: by word, and if it does not listen, by ending the worker. */
  cancel(id: number): void {
    if (this.#job?.ask.id !== id || this.#ending) return;
    this.#port?.postMessage({ kind: 'cancel', id }, []);
    this.#ending = setTimeout(() => this.#replace(), PATIENCE_MS);
  }

  #open(): Port {
    const port = this.#start();
    port.addEventListener('message', ({ data }) => this.#hear(data));
    port.addEventListener('error', ({ message }) => this.#break(message));
    return port;
  }

  #hear(answer: Answer): void {
    const job = this.#job;
    if (!job || answer.id !== job.ask.id) return;
    const isOver = answer.kind !== 'progress';
    if (isOver) this.#release();
    job.hear(answer);
    if (isOver) this.#onFree();
  }

  #break(message: string): void {
    const job = this.#job;
    this.#replace();
    job?.fail(new Error(message || 'The worker could not be started.'));
  }

  #replace(): void {
    this.#port?.terminate();
    this.#port = undefined;
    this.#release();
    this.#onFree();
  }

  #release(): void {
    clearTimeout(this.#ending);
    this.#ending = undefined;
    this.#job = undefined;
  }
}
