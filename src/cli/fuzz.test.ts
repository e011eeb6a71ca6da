import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeScenario } from '../formats/scenario-file.ts';
import { arbitraryScenario } from '../model/testing/arbitrary-scenario.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { nearfar } from './testing/session.ts';

type Holder = Record<string | number, unknown>;

/** Every place in a document where a value could be replaced. */
function slots(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key): [Holder, string | number][] => [[holder, key], ...slots(holder[key])]);
}

const SPOILERS = [null, -1, 0, 0.001, 1, 7, 1e9, 1e308, 2 ** 32, '', 'x', '0-3', [], {}, [[]], true, [0, 0], 1e-13];
const poison = fc.constantFrom<unknown>(...SPOILERS);

/** Up to three values of a right scenario replaced by wrong or extreme ones. */
const spoilt = fc
  .tuple(arbitraryScenario, fc.array(fc.tuple(fc.nat(), poison), { minLength: 1, maxLength: 3 }))
  .map(([scenario, changes]) => {
    const copy: unknown = JSON.parse(JSON.stringify(scenario));
    for (const [pick, value] of changes) {
      const places = slots(copy);
      const [holder, key] = places[pick % places.length];
      holder[key] = value;
    }
    return JSON.stringify(copy);
  });

/** A text with a piece cut out, doubled or replaced. */
const damaged = fc
  .tuple(arbitraryScenario, fc.nat(), fc.nat(20), fc.constantFrom('', '"', '}', ',,', '9'.repeat(400), '\u0000', '[['))
  .map(([scenario, at, length, piece]) => {
    const text = writeScenario(scenario);
    const start = at % text.length;
    return text.slice(0, start) + piece + text.slice(start + length);
  });

function check(argv: readonly string[], text: string): void {
  const { status, out, err } = nearfar([argv[0], 's', ...argv.slice(1), '--json'], { s: text });
  expect([0, 1]).toContain(status);
  if (status === 1) expect(err).toMatch(/^s[:,]/m);
  // JSON writes null for what is not a number; only a move that never ended has one rightly.
  else expect(out.replaceAll('"doneAt": null', '')).not.toMatch(/\bnull\b/);
}

test('whatever stands in a scenario, every command answers or says where it is wrong', () => {
  fc.assert(
    fc.property(fc.oneof(spoilt, damaged), fc.constantFrom(...STRATEGIES), (text, { id }) => {
      check(['rates'], text);
      check(['place', '--strategy', id], text);
      check(['run', '--strategy', id, '--until', '5'], text);
    }),
    { numRuns: 150 },
  );
});
