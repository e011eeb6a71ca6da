import { useEffect } from 'react';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Pair } from '../../store/runs.ts';
import type { LensId } from '../map/lens.ts';
import type { MapSize } from '../map/metrics.ts';
import type { Difference, FrameAt } from '../map/types.ts';

/** A map that can be taken away: everything that its scene is made from. */
export interface Picture {
  readonly title: string;
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  readonly size: MapSize;
  /** What the colours say; by owner without it. */
  readonly lens?: LensId;
  /** What the lens `difference` shows. */
  readonly difference?: Difference | undefined;
}

/** What is on screen: its maps, and the runs that they are of. */
export interface Shown {
  readonly pictures: readonly Picture[];
  readonly pair?: Pair;
}

/** Asked when something is taken away. */
let shown: (() => Shown) | undefined;

/** Says what can be taken away while the view is there; `ask` must keep its identity while nothing else changes. */
export function useShown(ask: () => Shown): void {
  useEffect(() => {
    shown = ask;
    return () => {
      if (shown === ask) shown = undefined;
    };
  }, [ask]);
}

/** What is on screen now. */
export function currentlyShown(): Shown {
  return shown?.() ?? { pictures: [] };
}
