import { describe, expect, test } from 'vitest';
import { sceneSvg } from './scene-svg.ts';
import { baselineDifference } from './testing/baseline.ts';
import { builtInPicture } from './testing/built-in.ts';
import { HOT_FIRST, SPLIT, SQUARE } from './testing/mixed-estate.ts';
import { pictureOf, type Picture } from './testing/pictures.ts';
import { DARK, LIGHT } from './testing/theme.ts';

function svg({ layers, layout }: Picture, background: string): string {
  return sceneSvg(layers, { title: 'Map', width: layout.width, height: layout.height, background });
}

describe('the map as SVG', () => {
  test.each([
    ['square-split-dark', pictureOf(SQUARE, SPLIT), DARK.bg0],
    ['built-in-compare-dark', builtInPicture({}), DARK.bg0],
    ['built-in-explore-light', builtInPicture({ size: 'explore', width: 960, theme: LIGHT }), LIGHT.bg0],
    ['square-hot-first-light', pictureOf(SQUARE, HOT_FIRST, { theme: LIGHT }), LIGHT.bg0],
  ])('%s equals its baseline, on every machine', (name, picture, background) => {
    expect(baselineDifference(name, svg(picture, background))).toBeUndefined();
  });

  test('names are text, rooms are groups with ids, and markup in names stays text', () => {
    const guests = SPLIT.guests.map((guest, i) => (i === 1 ? { ...guest, name: '<b>&"' } : guest));
    const parts = SPLIT.parts.map((part) => (part.guest === 'erp-1' ? { ...part, guest: '<b>&"' } : part));
    const text = svg(pictureOf(SQUARE, { guests, parts }), DARK.bg0);
    expect(text).toContain('<g id="node-3">');
    expect(text).toContain('>&lt;b&gt;&amp;&quot; 1/2</text>');
    expect(text).not.toContain('<b>');
  });

  test('numbers are plain: no exponents, no NaN', () => {
    expect(svg(pictureOf(SQUARE, SPLIT), DARK.bg0)).not.toMatch(/NaN|undefined|\de-\d/);
  });
});
