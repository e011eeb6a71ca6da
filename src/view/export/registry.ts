import { useEffect } from 'react';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { MapSize } from '../map/metrics.ts';
import type { FrameAt } from '../map/types.ts';

/** A map that can be taken away: everything that its scene is made from. */
export interface Picture {
  readonly title: string;
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  readonly size: MapSize;
}

/** What is on screen, asked for when it is exported. */
let shown: (() => readonly Picture[]) | undefined;

/** Says what can be exported while the view is there; `pictures` must keep its identity while nothing else changes. */
export function usePictures(pictures: () => readonly Picture[]): void {
  useEffect(() => {
    shown = pictures;
    return () => {
      if (shown === pictures) shown = undefined;
    };
  }, [pictures]);
}

/** The maps on screen as they are now. */
export function currentPictures(): readonly Picture[] {
  return shown?.() ?? [];
}
