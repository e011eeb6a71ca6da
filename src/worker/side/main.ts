import type { Answer, Ask, CallName, Fault, Protocol } from '../protocol.ts';
import { Cancelled, type Handler, type JobContext } from './context.ts';
import { HANDLERS } from './handlers.ts';

declare const self: DedicatedWorkerGlobalScope;

const cancelled = new Set<number>();

function answer(message: Answer, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

/** A turn of the message queue: whatever came in meanwhile is handled first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function contextOf(id: number): JobContext<CallName> {
  return {
    tell: (value, transfer) => answer({ kind: 'progress', id, value }, transfer),
    breathe: async () => {
      await nextTurn();
      if (cancelled.has(id)) throw new Cancelled();
    },
  };
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { message: String(error) };
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  return { message: error.message, ...(path !== undefined && { path }) };
}

async function work<N extends CallName>(
  id: number,
  handler: Handler<N>,
  request: Protocol[N]['request'],
): Promise<void> {
  try {
    const { value, transfer } = await handler(request, contextOf(id));
    answer({ kind: 'reply', id, value }, transfer);
  } catch (error) {
    if (error instanceof Cancelled) answer({ kind: 'cancelled', id });
    else answer({ kind: 'fault', id, fault: faultOf(error) });
  } finally {
    cancelled.delete(id);
  }
}

/** Picks the handler of a call; the name ties request and handler together, which the compiler cannot follow. */
function start<N extends CallName>(ask: { id: number; name: N; request: Protocol[N]['request'] }): void {
  void work(ask.id, HANDLERS[ask.name], ask.request);
}

self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.kind === 'cancel') cancelled.add(data.id);
  else start(data);
});
