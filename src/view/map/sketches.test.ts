import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawPackages } from './draw-packages.ts';
import { inkOf } from './picture.ts';
import { readSketch, sceneOfSketch, sketchOf } from './testing/sketch.ts';
import { DARK } from './testing/theme.ts';

const FOLDER = new URL('./testing/sketches/', import.meta.url);
const sketches = readdirSync(FOLDER).map((file): [string, string] => [
  file.replace('.txt', ''),
  readFileSync(new URL(file, FOLDER), 'utf8'),
]);

/** What of a sketch can be seen: the guests' parts are what it is made from. */
function visible(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('+ '))
    .join('\n');
}

describe('host to scene, as drawn by hand', () => {
  test.each(sketches)('%s', (_, text) => {
    expect(sketchOf(sceneOfSketch(readSketch(text)))).toBe(visible(text));
  });

  test.each(sketches)('%s: the same from the same host, whatever the order of its links', (_, text) => {
    const sketch = readSketch(text);
    const turned = { ...sketch, host: { ...sketch.host, links: sketch.host.links?.toReversed() ?? [] } };
    expect(sketchOf(sceneOfSketch(turned))).toBe(visible(text));
  });

  test('every package that is drawn has a frame', () => {
    for (const [, text] of sketches) {
      const scene = sceneOfSketch(readSketch(text));
      const ink = inkOf({ theme: DARK, layout: scene.layout, guests: scene.guests });
      const drawn = visible(text)
        .split('\n')
        .filter((line) => line.startsWith('package '));
      expect(drawPackages(scene, ink)).toHaveLength(drawn.length);
    }
  });

  test('a sketch that differs is told apart', () => {
    const [, text] = sketches.find(([name]) => name === 'square')!;
    expect(sketchOf(sceneOfSketch(readSketch(text.replace('0 - 1', '0   1'))))).not.toBe(visible(text));
  });
});
