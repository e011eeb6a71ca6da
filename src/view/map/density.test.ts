import { expect, test } from 'vitest';
import { drawTank } from './draw-tank.ts';
import type { Mark } from './marks.ts';
import { inkOf } from './picture.ts';
import { hostOf } from './testing/hosts.ts';
import { GUESTS, part } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { DARK } from './testing/theme.ts';

const PARTS = [
  'db-1 n0 2v 1.5G',
  'erp-1 n0 3v 3G',
  'web-1 n0 2v 1.5G',
  'mail n1 2v 2G [1*20 0*12]',
  'build n2 4v 2G',
].map(part);
const { scene, layout } = pictureOf(hostOf(16, {}), { guests: GUESTS, parts: PARTS }, { size: 'explore', width: 1000 });

/** Cells as "x y w h colour", whether they are marks of their own or pixels of a picture. */
function cellsOf(marks: readonly Mark[]): string[] {
  return marks.flatMap((mark) => {
    if (mark.kind === 'cells' && mark.w > 2)
      return mark.at.flatMap((x, i) => (i % 2 === 0 ? [[x, mark.at[i + 1], mark.w, mark.h, mark.fill].join(' ')] : []));
    if (mark.kind !== 'image') return [];
    const [pitchX, pitchY] = [mark.w / mark.columns, mark.h / mark.rows];
    return [...mark.cells].flatMap((place, i) => {
      const [x, y] = [mark.x + (i % mark.columns) * pitchX, mark.y + Math.floor(i / mark.columns) * pitchY];
      return place > 0 ? [[x, y, pitchX - 1, pitchY - 1, mark.palette[place - 1]].join(' ')] : [];
    });
  });
}

test('a dense map draws the cells of a room as one picture, the same cells in the same colours', () => {
  expect(layout).toMatchObject({ piped: false, metrics: { level: 'compact' } });
  const ink = inkOf({ theme: DARK, layout, guests: GUESTS });
  const oneByOne = { ...ink, layout: { ...layout, piped: true } };
  for (const room of scene.rooms.slice(0, 3)) {
    const [picture, cells] = [drawTank(room, scene, ink), drawTank(room, scene, oneByOne)];
    expect(picture.filter(({ kind }) => kind === 'image')).toHaveLength(1);
    expect(cells.filter(({ kind }) => kind === 'image')).toHaveLength(0);
    expect(cellsOf(picture).toSorted()).toEqual(cellsOf(cells).toSorted());
    expect(cellsOf(picture).length).toBeGreaterThan(20);
  }
});
