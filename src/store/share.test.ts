import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { decodeLink, encodeScenario, LinkError } from './share.ts';

function scenario(note: string): Scenario {
  return { nearfar: 1, name: 'Größe 𝄞', note, host: { name: 'h', nodes: [] }, guests: [] };
}

function link(text: string): string {
  return `1.${deflateRawSync(Buffer.from(text)).toString('base64url')}`;
}

describe('a scenario in a link', () => {
  test('comes back as it was, in characters that a link may have', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (note) => {
        const code = await encodeScenario(scenario(note));
        expect(code).toMatch(/^1\.[\w-]+$/);
        expect(JSON.parse(await decodeLink(code))).toEqual(scenario(note));
      }),
      { numRuns: 50 },
    );
  });

  test('is read whoever deflated it', async () => {
    await expect(decodeLink(link('{"a":1}'))).resolves.toBe('{"a":1}');
  });

  test.each([
    ['a later version', '2.abc', /version/],
    ['no version', 'abc', /version/],
    ['strange characters', '1.a<b>', /characters/],
    ['a link that was cut', link('x'.repeat(5000)).slice(0, -8), /damaged/],
    ['noise', '1.AAAA____', /damaged/],
  ])('says what is wrong with %s', async (_, code, words) => {
    await expect(decodeLink(code)).rejects.toThrow(words);
    await expect(decodeLink(code)).rejects.toThrow(LinkError);
  });

  test('is refused where no page would open it', async () => {
    await expect(encodeScenario(scenario('0'.repeat(17 * 2 ** 20)))).rejects.toThrow(/larger than any/);
    const noise = randomBytes(3 * 2 ** 20).toString('base64');
    await expect(encodeScenario(scenario(noise))).rejects.toThrow(LinkError);
    const large = scenario('0'.repeat(15 * 2 ** 20));
    expect(JSON.parse(await decodeLink(await encodeScenario(large)))).toEqual(large);
  });

  test('is not unfolded beyond all measure', async () => {
    await expect(decodeLink(link('0'.repeat(64 * 2 ** 20)))).rejects.toThrow(/more than any/);
  });
});
