import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutTimeline } from './timeline-layout.ts';

const WIDTHS = fc.integer({ min: 120, max: 4000 });

test('nothing lies on anything else, at any width and number of lanes', () => {
  fc.assert(
    fc.property(WIDTHS, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3000 }), (width, laneCount, room) => {
      const { throughput, far, lanes, axisY, height, plotX, plotW, narrow } = layoutTimeline(width, laneCount, room);
      const words = narrow ? 20 : 0;
      expect(throughput.y).toBeGreaterThanOrEqual(words);
      expect(far.y - words).toBeGreaterThan(throughput.y + throughput.h);
      expect(lanes[0] - 8).toBeGreaterThanOrEqual(far.y + far.h);
      expect(axisY).toBeGreaterThanOrEqual(lanes.at(-1)! + 8);
      expect(height).toBeGreaterThan(axisY + 16);
      expect(height).toBeLessThanOrEqual(Math.max(room, layoutTimeline(width, laneCount).height));
      expect(plotX + plotW).toBeLessThanOrEqual(Math.max(width, plotX + 40));
    }),
  );
});
