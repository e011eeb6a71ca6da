import type { Answer, Ask, CallName, Fault, Protocol } from '../protocol.ts';

/** A fault that a job came back with; `path` names the field where there is one. */
export class JobFault extends Error {
  readonly path: string | undefined;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'JobFault';
    this.path = fault.path;
  }
}

/** What a worker needs to offer; tests hand in one of their own. */
export interface Port {
  postMessage(message: Ask, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface CallOptions<N extends CallName> {
  readonly onProgress?: (value: Protocol[N]['progress']) => void;
  readonly signal?: AbortSignal;
  readonly transfer?: Transferable[];
}

/** One job as a lane sees it, whatever its kind. */
export interface Job {
  readonly ask: Extract<Ask, { kind: 'call' }>;
  readonly transfer: Transferable[];
  readonly onProgress: (value: Protocol[CallName]['progress']) => void;
  readonly resolve: (value: Protocol[CallName]['reply']) => void;
  readonly reject: (error: Error) => void;
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
    this.#port?.postMessage(job.ask, job.transfer);
  }

  /** Ends the job if it is this lane's: by word, and if it does not listen, by ending the worker. */
  cancel(id: number): void {
    if (this.#job?.ask.id !== id || this.#ending) return;
    this.#port?.postMessage({ kind: 'cancel', id }, []);
    this.#ending = setTimeout(() => this.#replace(), PATIENCE_MS);
  }

  #open(): Port {
    const port = this.#start();
    port.onmessage = ({ data }) => this.#hear(data);
    port.onerror = (event) => this.#break(event.message);
    return port;
  }

  #hear(answer: Answer): void {
    const job = this.#job;
    if (!job || answer.id !== job.ask.id) return;
    if (answer.kind === 'progress') {
      if (!this.#ending) job.onProgress(answer.value);
      return;
    }
    this.#release();
    if (answer.kind === 'reply') job.resolve(answer.value);
    else if (answer.kind === 'fault') job.reject(new JobFault(answer.fault));
    this.#onFree();
  }

  #break(message: string): void {
    const job = this.#job;
    this.#replace();
    job?.reject(new Error(message || 'The worker could not be started.'));
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
