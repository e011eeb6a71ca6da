import { draw } from '../numbers/random.ts';
import { forecast } from './forecast.ts';
import { moveOf, type Session } from './session.ts';
import type { HostView } from '../strategy.ts';
import { viewOf } from './view.ts';

/** What the strategy sees now. */
export function viewNow(s: Session): HostView {
  return viewOf({
    state: s.state,
    specs: s.specs,
    now: s.now,
    floorMiB: s.floorMiB,
    isMoving: (guest) => moveOf(s, guest) !== undefined,
    random: (stream) => draw(s.streams, `strategy ${stream}`),
    forecast: (request, horizon) => forecast(s, request, horizon),
  });
}
