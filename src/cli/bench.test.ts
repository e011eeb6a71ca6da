import { expect, test } from 'vitest';
import { main } from './program.ts';

function play(...words: string[]): { status: number; out: string; err: string } {
  let [out, err] = ['', ''];
  const status = main(words, {
    read: () => new Uint8Array(),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { status, out, err };
}

test('bench flows tells its case with the keys of the contract', () => {
  const { status, out } = play('bench', 'flows', '--nodes', '4', '--flows', '9', '--events', '40', '--json');
  expect(status).toBe(0);
  const [{ name, seconds, eventsPerSecond, solves, peakMiB }] = JSON.parse(out).cases;
  expect(name).toBe('flows mesh N=4 F=9');
  expect(solves).toBe(36);
  for (const figure of [seconds, eventsPerSecond, peakMiB]) expect(figure).toBeGreaterThan(0);
});

test('bench flows tells what an event allocates where that is asked for', () => {
  const sizes = ['--nodes', '4', '--flows', '9', '--events', '4000', '--json'];
  const told = (...more: string[]): unknown =>
    JSON.parse(play('bench', 'flows', ...sizes, ...more).out).cases[0].bytesPerEvent;
  expect(told()).toBe(null);
  expect(told('--allocations')).toBeGreaterThanOrEqual(0);
});

test.each([
  [['bench'], 'missing'],
  [['bench', 'nothing'], 'a benchmark is expected'],
  [['bench', 'flows', '--kind', 'star'], 'mesh, ring, full'],
  [['bench', 'flows', '--nodes', '1'], '--nodes 1'],
  [['bench', 'flows', '--events', 'many'], '--events many'],
])('%j is wrong usage', (words, message) => {
  const { status, err } = play(...words);
  expect(status).toBe(2);
  expect(err).toContain(message);
});
