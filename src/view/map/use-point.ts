import { useMemo, useRef, type PointerEvent, type RefObject } from 'react';
import { isSameThing, thingAt, type Thing } from './things.ts';
import type { HostMapProps } from './types.ts';
import type { Structure } from './use-drawing.ts';

type Move = PointerEvent<HTMLElement>;

/** Tells what small thing a mouse or a pen points at, whenever that changes. A finger points at nothing: it presses. */
export function usePoint(latest: RefObject<Structure | undefined>, onPoint: HostMapProps['onPoint']) {
  const last = useRef<Thing | null>(null);
  return useMemo(() => {
    if (!onPoint) return {};
    const tell = (thing: Thing | null, x: number, y: number): void => {
      if (isSameThing(last.current, thing)) return;
      last.current = thing;
      onPoint(thing && { thing, x, y });
    };
    return {
      onPointerMove: (event: Move): void => {
        const { currentTarget: map, clientX: x, clientY: y } = event;
        const scene = latest.current?.scene;
        const idle = event.pointerType !== 'touch' && event.buttons === 0;
        const box = map.getBoundingClientRect();
        const at = { x: x - box.left + map.scrollLeft, y: y - box.top + map.scrollTop };
        tell(scene && idle ? thingAt(scene, at) : null, x, y);
      },
      onPointerLeave: (): void => tell(null, 0, 0),
      onPointerDown: (): void => tell(null, 0, 0),
    };
  }, [latest, onPoint]);
}
