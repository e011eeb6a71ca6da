import { describe, expect, test } from 'vitest';
import { offersOf } from './offers.ts';
import { FULL, report, cost } from './testing/costs.ts';
import { amount, breakEven, duration, gain, heldName, reason, refusedVerdict, spoken } from './wording.ts';

const [possible, full, waiting] = offersOf(
  [3, 2, 1],
  new Map([
    [3, report(cost('live'), cost('hot-first'), cost('vcpu-only', { copiedMiB: 0, seconds: 0.03 }))],
    [2, FULL],
  ]),
);

describe('what is spoken', () => {
  test('cost, time and far accesses, word for word', () => {
    expect(spoken('db-1', 3, possible, null)).toBe('db-1 over node 3: 3.0 GiB, 4.0 s, far accesses 61 % to 2 %');
  });

  test('a mechanism that was asked for is named', () => {
    expect(spoken('db-1', 3, possible, 'vcpu-only')).toBe(
      'db-1 over node 3: 0.0 GiB, 0.0 s, far accesses 61 % to 2 %, vCPUs only',
    );
  });

  test('a refusal says why', () => {
    expect(spoken('db-1', 2, full, null)).toBe('db-1 over node 2: refused, needs 3.0 GiB, 0.5 GiB free');
  });

  test('computing, until the answer is there', () => {
    expect(spoken('db-1', 1, waiting, null)).toBe('db-1 over node 1: computing');
  });
});

describe('figures', () => {
  test('memory', () => {
    expect([0, 5.5, 32, 96, 1024, 3276.8, 200_000].map(amount)).toEqual([
      '0',
      '5.5 MiB',
      '32 MiB',
      '96 MiB',
      '1.0 GiB',
      '3.2 GiB',
      '195 GiB',
    ]);
  });

  test('time', () => {
    expect([0, 0.0001, 0.06, 0.1, 4, 42.3, 200, 3599.9].map(duration)).toEqual([
      '0 s',
      '1 ms',
      '60 ms',
      '0.1 s',
      '4.0 s',
      '42 s',
      '3 min 20 s',
      '60 min 0 s',
    ]);
  });

  test('gains with a true minus, and no sign for nothing', () => {
    expect([0.28, -0.081, 0.001, -0.004, Infinity].map(gain)).toEqual(['+28 %', '−8 %', '±0 %', '±0 %', 'from 0']);
  });

  test('break-even', () => {
    expect(breakEven(0, 0.2)).toBe('at once');
    expect(breakEven(0.6, 0.2)).toBe('0.6 s');
    expect(breakEven(null, -0.1)).toBe('never');
    expect(breakEven(null, 0)).toBe('no change');
  });

  test('refusals in a word, the node left out', () => {
    expect(refusedVerdict('needs 3.0 GiB, 0.5 GiB free on node 2')).toBe('No room');
    expect(refusedVerdict('node 4 has no CPUs')).toBe('No CPUs');
    expect(refusedVerdict('nothing to move, it is already there')).toBe('Refused');
    expect(reason('needs 3.0 GiB, 0.5 GiB free on node 2')).toBe('needs 3.0 GiB, 0.5 GiB free');
  });

  test('a part of a split guest says which', () => {
    expect(heldName('db-1', 0, 2)).toBe('db-1 1/2');
    expect(heldName('db-1', null, 2)).toBe('db-1');
    expect(heldName('db-1', 0, 1)).toBe('db-1');
  });
});
