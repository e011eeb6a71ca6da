import { expect, test } from 'vitest';
import { readStandardInput, type ReadSome } from './standard-input.ts';

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Gives one step after the other: a text, a fault, or the end. */
function reader(steps: (string | Error)[]): ReadSome {
  return (buffer) => {
    const step = steps.shift() ?? '';
    if (step instanceof Error) throw step;
    return new TextEncoder().encodeInto(step, buffer).written;
  };
}

test('standard input comes in pieces, waits where there is nothing yet, and ends', () => {
  let waits = 0;
  const read = reader([fault('EAGAIN'), 'one ', fault('EAGAIN'), fault('EAGAIN'), 'two', '']);
  expect(new TextDecoder().decode(readStandardInput(read, () => waits++))).toBe('one two');
  expect(waits).toBe(3);
});

test('a closed console is its end, another fault is one', () => {
  expect(readStandardInput(reader(['x', fault('EOF')]))).toHaveLength(1);
  expect(() => readStandardInput(reader([fault('EIO')]))).toThrow('EIO');
});
