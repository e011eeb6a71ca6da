import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer, Ask, CallAsk } from '../protocol.ts';
import type { Port } from './lane.ts';
import { JobFault, Pool, type Lane } from './pool.ts';

/** A worker that only answers when the test says so. */
class FakePort implements Port {
  readonly asked: Ask[] = [];
  ended = false;
  #hear: (event: { readonly data: Answer }) => void = () => undefined;
  #fail: (event: { readonly message: string }) => void = () => undefined;

  postMessage(message: Ask): void {
    this.asked.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  addEventListener(type: 'message' | 'error', listener: never): void {
    if (type === 'message') this.#hear = listener;
    else this.#fail = listener;
  }

  answer(data: Answer): void {
    this.#hear({ data });
  }

  breakDown(message: string): void {
    this.#fail({ message });
  }

  get last(): CallAsk {
    return this.asked.findLast((ask) => ask.kind === 'call') as CallAsk;
  }
}

function setUp(size: number): { pool: Pool; ports: FakePort[] } {
  const ports: FakePort[] = [];
  const pool = new Pool(size, () => {
    ports.push(new FakePort());
    return ports.at(-1)!;
  });
  return { pool, ports };
}

const REQUEST = { text: '{}', file: 'x' };
const READING = { value: undefined, problems: [] };

function reply(port: FakePort): void {
  port.answer({ kind: 'reply', id: port.last.id, name: 'readScenario', value: READING });
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a pool', () => {
  test('answers a call and starts no worker before there is one', async () => {
    const { pool, ports } = setUp(2);
    expect(ports).toHaveLength(0);
    const answer = pool.call('readScenario', REQUEST);
    expect(ports).toHaveLength(1);
    reply(ports[0]);
    await expect(answer).resolves.toBe(READING);
  });

  test('does as many jobs at a time as it has workers, the rest in order', () => {
    const { pool, ports } = setUp(2);
    for (let i = 0; i < 4; i++) void pool.call('readScenario', { text: String(i), file: 'x' });
    const texts = (): string[] => ports.map((port) => (port.last.request as { text: string }).text);
    expect(texts()).toEqual(['0', '1']);
    reply(ports[1]);
    expect(texts()).toEqual(['0', '2']);
    reply(ports[0]);
    expect(texts()).toEqual(['3', '2']);
  });

  test('tells what comes on the way', () => {
    const { pool, ports } = setUp(1);
    const onProgress = vi.fn();
    const scenario = { nearfar: 1, host: { name: 'h', nodes: [] }, guests: [] } as const;
    void pool.call('run', { scenario, choice: { id: 's' }, key: 'k' }, { onProgress });
    ports[0].answer({ kind: 'progress', id: ports[0].last.id, name: 'run', value: { done: 0.5 } });
    expect(onProgress).toHaveBeenCalledExactlyOnceWith({ done: 0.5 });
  });

  test('rejects with the words and the field of a fault', async () => {
    const { pool, ports } = setUp(1);
    const answer = pool.call('readScenario', REQUEST);
    ports[0].answer({ kind: 'fault', id: ports[0].last.id, fault: { message: 'too much', path: 'guests[0]' } });
    await expect(answer).rejects.toThrow(JobFault);
    await expect(answer).rejects.toMatchObject({ message: 'too much', path: 'guests[0]' });
  });

  test('starts another worker after one broke', async () => {
    const { pool, ports } = setUp(1);
    const broken = pool.call('readScenario', REQUEST);
    ports[0].breakDown('no such file');
    await expect(broken).rejects.toThrow('no such file');
    const answer = pool.call('readScenario', REQUEST);
    reply(ports[1]);
    await expect(answer).resolves.toBe(READING);
  });
});

describe('cancelling', () => {
  test('rejects at once and ends a worker that does not listen within 100 ms', async () => {
    const { pool, ports } = setUp(1);
    const ending = new AbortController();
    const answer = pool.call('readScenario', REQUEST, { signal: ending.signal });
    const next = pool.call('readScenario', REQUEST);
    ending.abort();
    await expect(answer).rejects.toThrow();
    expect(ports[0].asked.at(-1)).toEqual({ kind: 'cancel', id: ports[0].last.id });
    expect(ports[0].ended).toBe(false);
    vi.advanceTimersByTime(99);
    expect(ports[0].ended).toBe(true);
    reply(ports[1]);
    await expect(next).resolves.toBe(READING);
  });

  test('keeps a worker that listens, and hears no more of the job', async () => {
    const { pool, ports } = setUp(1);
    const ending = new AbortController();
    const onProgress = vi.fn();
    const options = { signal: ending.signal, onProgress };
    const scenario = { nearfar: 1, host: { name: 'h', nodes: [] }, guests: [] } as const;
    const answer = pool.call('run', { scenario, choice: { id: 's' }, key: 'k' }, options);
    ending.abort();
    await expect(answer).rejects.toThrow();
    const { id } = ports[0].last;
    ports[0].answer({ kind: 'progress', id, name: 'run', value: { done: 0.9 } });
    ports[0].answer({ kind: 'cancelled', id });
    vi.advanceTimersByTime(1000);
    expect(onProgress).not.toHaveBeenCalled();
    expect(ports[0].ended).toBe(false);
    void pool.call('readScenario', REQUEST);
    expect(ports).toHaveLength(1);
  });

  test('takes a job that waits out of the queue', async () => {
    const { pool, ports } = setUp(1);
    void pool.call('readScenario', REQUEST);
    const ending = new AbortController();
    const waiting = pool.call('readScenario', REQUEST, { signal: ending.signal });
    ending.abort();
    await expect(waiting).rejects.toThrow();
    reply(ports[0]);
    expect(ports[0].asked).toHaveLength(1);
  });

  test('asks nothing when it was cancelled before', async () => {
    const { pool, ports } = setUp(1);
    await expect(pool.call('readScenario', REQUEST, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(ports).toHaveLength(0);
  });
});

test('a job under way can be urged, one that is over cannot', () => {
  const { pool, ports } = setUp(1);
  const taken: Lane[] = [];
  const onTaken = (lane: Lane, id: number): void => {
    taken.push(lane);
    lane.urge(id, [3, 1]);
  };
  void pool.call('readScenario', REQUEST, { onTaken });
  const { id } = ports[0].last;
  const asked = { kind: 'urge', id, first: [3, 1] };
  expect(ports[0].asked.map(({ kind }) => kind)).toEqual(['urge', 'call']);
  taken[0]?.urge(id, [3, 1]);
  expect(ports[0].asked.at(-1)).toEqual(asked);
  reply(ports[0]);
  taken[0]?.urge(id, [3, 1]);
  expect(ports[0].asked).toHaveLength(3);
});

test('a call for what one worker keeps waits for that worker', async () => {
  const { pool, ports } = setUp(2);
  let lane: Lane | undefined;
  void pool.call('readScenario', { text: 'first', file: 'x' }, { onTaken: (taken) => (lane = taken) });
  void pool.call('readScenario', { text: 'second', file: 'x' });
  const third = pool.call('readScenario', { text: 'third', file: 'x' }, { lane });
  reply(ports[1]);
  expect(ports[1].asked).toHaveLength(1);
  reply(ports[0]);
  expect(ports[0].asked).toHaveLength(2);
  reply(ports[0]);
  await expect(third).resolves.toBe(READING);
});
