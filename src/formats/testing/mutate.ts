/** A small generator of numbers for tests, so that a failure can be made again from its seed. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SPICES = [
  '',
  '0',
  '-1',
  '99999999999',
  '1e309',
  '"',
  '<',
  '>',
  '&',
  ':',
  ',',
  '-',
  '\n',
  '\r',
  '\0',
  'é',
  '\u202e',
  '0xf...f',
  '{',
  ']',
  'null',
];

/** The text with one to four small wounds: a piece cut out, doubled, moved, replaced, or something put in. */
export function mutate(text: string, random: (below: number) => number): string {
  let wounded = text;
  for (let wounds = 1 + random(4); wounds > 0; wounds--) {
    const at = random(wounded.length + 1);
    const to = Math.min(wounded.length, at + random(random(2) === 0 ? 4 : 200));
    const piece = wounded.slice(at, to);
    const spice = SPICES[random(SPICES.length)] ?? '';
    const instead = [spice, piece + piece, '', piece.replaceAll(/\d+/g, spice), piece.split('').toReversed().join('')];
    wounded = wounded.slice(0, at) + (instead[random(instead.length)] ?? '') + wounded.slice(to);
  }
  return random(20) === 0 ? wounded.slice(0, random(wounded.length + 1)) : wounded;
}
