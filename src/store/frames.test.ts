import { expect, test } from 'vitest';
import type { Frames } from '../engine/frames.ts';
import { FrameLog } from './frames.ts';

function chunk(...times: readonly number[]): Frames {
  const empty = { links: new Float32Array(), guests: new Float32Array(), parts: new Float32Array() };
  return {
    ...empty,
    count: times.length,
    times: Float64Array.from(times),
    nodes: new Float32Array(),
    partStart: new Uint32Array(),
    traffic: new Float32Array(),
    runStart: new Uint32Array(),
    runs: new Float32Array(),
    copyStart: new Uint32Array(),
    copies: new Float32Array(),
  };
}

test('the frame that holds at an instant, over the borders of chunks', () => {
  const log = new FrameLog();
  const [first, second] = [chunk(0, 1, 4), chunk(6, 9)];
  log.add(first);
  log.add(chunk());
  log.add(second);
  const found = (time: number) => {
    const at = log.frameAt(time);
    return [at?.frames === first ? 1 : 2, at?.index];
  };
  expect(found(0)).toEqual([1, 0]);
  expect(found(3.9)).toEqual([1, 1]);
  expect(found(5.9)).toEqual([1, 2]);
  expect(found(6)).toEqual([2, 0]);
  expect(found(100)).toEqual([2, 1]);
});

test('there is none before anything was computed', () => {
  expect(new FrameLog().frameAt(3)).toBeUndefined();
});
