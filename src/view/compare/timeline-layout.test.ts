import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutTimeline } from './timeline-layout.ts';

const ROWS = fc.record({ lanes: fc.integer({ min: 1, max: 3 }), byHand: fc.boolean() });
const WIDTHS = fc.integer({ min: 120, max: 4000 });

test('nothing lies on anything else, at any width and number of lanes', () => {
  fc.assert(
    fc.property(WIDTHS, ROWS, fc.integer({ min: 0, max: 3000 }), (width, rows, room) => {
      const { throughput, far, handY, lanes, axisY, height, plotX, plotW, narrow } = layoutTimeline(width, rows, room);
      const words = narrow ? 20 : 0;
      expect(throughput.y).toBeGreaterThanOrEqual(words);
      expect(far.y - words).toBeGreaterThan(throughput.y + throughput.h);
      expect(handY ?? Infinity).toBeGreaterThan(far.y + far.h);
      expect(lanes[0] - 8).toBeGreaterThanOrEqual(handY === undefined ? far.y + far.h : handY + 26);
      expect(axisY).toBeGreaterThanOrEqual(lanes.at(-1)! + 8);
      expect(height).toBeGreaterThan(axisY + 16);
      expect(height).toBeLessThanOrEqual(Math.max(room, layoutTimeline(width, rows).height));
      expect(plotX + plotW).toBeLessThanOrEqual(Math.max(width, plotX + 40));
    }),
  );
});
