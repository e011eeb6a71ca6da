import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react';
import type { Seconds } from '../../model/units.ts';

/** Less than this is a click, px. */
const STILL = 4;

interface Held {
  readonly key: string;
  readonly startX: number;
  readonly at: Seconds;
}

interface Dragged {
  readonly key: string;
  readonly at: Seconds;
}

export interface ChipDrag {
  /** The chip that is being dragged, and where it is. */
  readonly dragged: Dragged | undefined;
  /** A click that ends a drag is none. */
  readonly wasDragged: () => boolean;
  readonly down: (event: PointerEvent, key: string, at: Seconds) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: () => void;
  readonly cancel: () => void;
}

/**
 * Drags chips along the time: `timeAt` gives the time of a chip that was at `at` and is moved by so many px, `onDrop` takes the
 * time at which it was let go. Escape puts it back.
 */
export function useChipDrag(
  timeAt: (at: Seconds, px: number) => Seconds,
  onDrag: (at: Seconds) => void,
  onDrop: (key: string, at: Seconds) => void,
): ChipDrag {
  const held = useRef<Held>(undefined);
  const ended = useRef(false);
  const [dragged, setDragged] = useState<Dragged>();
  const end = useCallback((): void => {
    held.current = undefined;
    setDragged(undefined);
  }, []);
  const isDragging = dragged !== undefined;
  useEffect(() => {
    if (!isDragging) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') end();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isDragging, end]);
  return {
    dragged,
    wasDragged: () => ended.current,
    down: (event, key, at) => {
      if (event.button !== 0) return;
      ended.current = false;
      held.current = { key, startX: event.clientX, at };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    move: (event) => {
      const from = held.current;
      if (!from) return;
      const px = event.clientX - from.startX;
      if (!ended.current && Math.abs(px) < STILL) return;
      ended.current = true;
      const at = timeAt(from.at, px);
      setDragged({ key: from.key, at });
      onDrag(at);
    },
    up: () => {
      if (dragged && held.current) onDrop(dragged.key, dragged.at);
      end();
    },
    cancel: end,
  };
}
