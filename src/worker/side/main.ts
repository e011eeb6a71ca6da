import type { Answer, Ask, CallName, Fault, Protocol, UrgeAsk } from '../protocol.ts';
import { Cancelled, type Handler, type JobContext } from './context.ts';
import { HANDLERS } from './handlers.ts';

declare const self: DedicatedWorkerGlobalScope;

const cancelled = new Set<number>();
/** What was urged last: a worker has one job at a time. */
let urge: UrgeAsk | undefined;

function answer(message: Answer, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

/** A turn of the message queue: whatever came in meanwhile is handled first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const onTurn = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', onTurn, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

function contextOf<N extends CallName>(id: number, name: N): JobContext<N> {
  return {
    tell: (value, transfer) => answer({ kind: 'progress', id, name, value }, transfer),
    breathe: async () => {
      await nextTurn();
      if (cancelled.has(id)) throw new Cancelled();
    },
    urged: () => (urge?.id === id ? urge.first : []),
  };
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { message: String(error) };
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  return { message: error.message, ...(path !== undefined && { path }) };
}

interface Task<N extends CallName> {
  readonly id: number;
  readonly name: N;
  readonly request: Protocol[N]['request'];
}

async function work<N extends CallName>({ id, name, request }: Task<N>): Promise<void> {
  try {
    const handler: Handler<N> = HANDLERS[name];
    const { value, transfer } = await handler(request, contextOf(id, name));
    answer({ kind: 'reply', id, name, value }, transfer);
  } catch (error) {
    if (error instanceof Cancelled) answer({ kind: 'cancelled', id });
    else answer({ kind: 'fault', id, fault: faultOf(error) });
  } finally {
    cancelled.delete(id);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.kind === 'cancel') cancelled.add(data.id);
  else if (data.kind === 'urge') urge = data;
  else void work(data);
});
