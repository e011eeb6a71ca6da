import { expect, test, vi } from 'vitest';
import type { FrameWindow } from '../engine/run.ts';
import type { Frames } from '../engine/frames.ts';
import type { Guest } from '../model/scenario.ts';
import { Windows } from './pieces.ts';

const GUESTS: readonly Guest[] = ['a', 'b', 'c'].map((name) => ({ name, vcpus: 1, memoryMiB: 1 }));

/** A window of ten seconds with one guest in it. */
function windowAt(time: number): FrameWindow {
  const from = Math.floor(time / 10) * 10;
  const frames = { count: 1, times: Float64Array.of(from) } as unknown as Frames;
  return { frames, guests: Int32Array.of((from / 10) % 3), from, to: from + 10 };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('a window is asked for when it is looked at, with the guests that are there', async () => {
  const ask = vi.fn((time: number) => Promise.resolve(windowAt(time)));
  const windows = new Windows(GUESTS, 100, ask);
  const heard = vi.fn();
  windows.subscribe(heard);
  expect(windows.at(12)).toBeUndefined();
  await settle();
  expect(heard).toHaveBeenCalledOnce();
  const piece = windows.at(12);
  expect(piece?.guests.map(({ name }) => name)).toEqual(['b']);
  expect(piece?.source.frameAt(12)?.time).toBe(12);
  expect(ask).toHaveBeenCalledOnce();
});

test('the next window is asked for ahead of time, the one beyond the end never', async () => {
  const ask = vi.fn((time: number) => Promise.resolve(windowAt(time)));
  const windows = new Windows(GUESTS, 30, ask);
  windows.at(2);
  await settle();
  windows.at(8);
  await settle();
  expect(ask.mock.calls.map(([time]) => time)).toEqual([2, 10]);
  windows.at(29);
  await settle();
  expect(windows.at(30)?.from).toBe(20);
  await settle();
  expect(ask.mock.calls.map(([time]) => time)).toEqual([2, 10, 29]);
});

test('of many looks while one is answered only the last counts', async () => {
  const answers: ((window: FrameWindow) => void)[] = [];
  const ask = vi.fn(
    (_time: number) =>
      new Promise<FrameWindow>((resolve) => {
        answers.push(resolve);
      }),
  );
  const windows = new Windows(GUESTS, 100, ask);
  for (const time of [5, 25, 45, 65]) windows.at(time);
  answers[0](windowAt(5));
  await settle();
  expect(ask.mock.calls.map(([time]) => time)).toEqual([5, 65]);
});

test('a window that cannot be had leaves nothing behind, and is asked for again', async () => {
  const ask = vi.fn(() => Promise.reject(new Error('gone')));
  const windows = new Windows(GUESTS, 100, ask);
  windows.at(5);
  await settle();
  expect(windows.at(5)).toBeUndefined();
  await settle();
  expect(ask).toHaveBeenCalledTimes(2);
});
