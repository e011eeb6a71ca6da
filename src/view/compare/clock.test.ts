import { expect, test, vi } from 'vitest';
import { Clock, neighbour, type Ticker } from './clock.ts';

function handTicker(): Ticker & { tick: (ms: number) => void } {
  let now = 0;
  let waiting: (() => void) | undefined;
  return {
    now: () => now,
    ask: (callback) => {
      waiting = callback;
      return 1;
    },
    cancel: () => {
      waiting = undefined;
    },
    tick: (ms) => {
      now += ms;
      const callback = waiting;
      waiting = undefined;
      callback?.();
    },
  };
}

test('plays at its speed and stops at the end', () => {
  const ticker = handTicker();
  const clock = new Clock(10, ticker);
  clock.setSpeed(4);
  clock.play();
  ticker.tick(500);
  expect(clock.now()).toBe(2);
  clock.setSpeed(16);
  ticker.tick(250);
  expect(clock.now()).toBe(6);
  ticker.tick(1000);
  expect(clock.now()).toBe(10);
  expect(clock.isPlaying()).toBe(false);
  ticker.tick(1000);
  expect(clock.now()).toBe(10);
});

test('stands still while paused, and goes on from there', () => {
  const ticker = handTicker();
  const clock = new Clock(10, ticker);
  clock.play();
  ticker.tick(1000);
  clock.pause();
  ticker.tick(5000);
  clock.play();
  ticker.tick(1000);
  expect(clock.now()).toBe(2);
});

test('begins again when it is played at the end', () => {
  const clock = new Clock(10, handTicker());
  clock.seek(10);
  clock.play();
  expect(clock.now()).toBe(0);
});

test('never leaves the run', () => {
  const clock = new Clock(10, handTicker());
  clock.seek(-3);
  expect(clock.now()).toBe(0);
  clock.seek(99);
  expect(clock.now()).toBe(10);
  clock.setUntil(4);
  expect(clock.now()).toBe(4);
});

test('tells of the time and of play apart, until one no longer listens', () => {
  const clock = new Clock(10, handTicker());
  const [onTick, onState] = [vi.fn(), vi.fn()];
  const end = clock.subscribe(onTick);
  clock.subscribeState(onState);
  clock.seek(1);
  expect(onTick).toHaveBeenCalledTimes(1);
  expect(onState).not.toHaveBeenCalled();
  clock.toggle();
  expect(onState).toHaveBeenCalledTimes(1);
  end();
  clock.seek(2);
  expect(onTick).toHaveBeenCalledTimes(1);
});

test('goes to the neighbouring event, or to the ends', () => {
  const instants = [0, 3, 7];
  expect(neighbour(instants, 3, true, 10)).toBe(7);
  expect(neighbour(instants, 3, false, 10)).toBe(0);
  expect(neighbour(instants, 7.5, true, 10)).toBe(10);
  expect(neighbour(instants, 7.5, false, 10)).toBe(7);
});
