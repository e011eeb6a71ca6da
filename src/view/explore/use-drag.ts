import { useCallback, useEffect, useMemo, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { nearestRooms } from '../map/neighbours.ts';
import type { RoomBox } from '../map/types.ts';
import { IDLE, LONG_PRESS_MS, reduceDrag, type DragInput, type DragState, type Held, type Point } from './drag.ts';
import { pointerSession, pointOnMap, type Session } from './pointer-session.ts';

/** The drag as the view sees it. */
export interface Drag {
  readonly state: DragState;
  readonly send: (input: DragInput) => void;
  /** Begins with a pointer on a guest. */
  readonly press: (held: Held, event: PointerEvent<HTMLElement>) => void;
  readonly setRooms: (rooms: readonly RoomBox[]) => void;
  /** Nodes (indices) by how near they are to one on the map, itself first. */
  readonly nearest: (node: number) => readonly number[];
}

type Hearing = ReturnType<typeof pointerSession>;

/** A session that lifts by itself where a finger rests. */
function beginSession(session: Session, touch: boolean): Hearing {
  const { lift, end } = pointerSession(session);
  const { send, pointerId } = session;
  const hold = touch ? setTimeout(() => send({ type: 'hold', pointer: pointerId }), LONG_PRESS_MS) : undefined;
  return {
    lift,
    end: () => {
      clearTimeout(hold);
      end();
    },
  };
}

/**
 * Binds the reducer to the page: pointers and touch by `press` (on the map, or on a name beside it), keys and menu by `send`. `onPoint` hears every move of
 * the pointer that holds a guest, in client px, outside React: the ghost follows within the frame.
 */
export function useDrag(stage: RefObject<HTMLElement | null>, onPoint: (at: Point) => void): Drag {
  const [state, setState] = useState<DragState>(IDLE);
  const current = useRef<DragState>(IDLE);
  const rooms = useRef<readonly RoomBox[]>([]);
  const session = useRef<Hearing>(undefined);
  const send = useCallback((input: DragInput): void => {
    const before = current.current;
    const next = reduceDrag(before, input, rooms.current);
    if (next === before) return;
    current.current = next;
    if (before.kind === 'pressed' && next.kind === 'lifted') session.current?.lift();
    if (next.kind === 'idle' || next.kind === 'dropped') {
      session.current?.end();
      session.current = undefined;
    }
    setState(next);
  }, []);
  useEffect(() => () => session.current?.end(), []);
  const press = useCallback(
    (held: Held, event: PointerEvent<HTMLElement>): void => {
      const map = stage.current?.querySelector<HTMLElement>('.map');
      if (event.button !== 0 || !map || current.current.kind !== 'idle') return;
      const { pointerId } = event;
      const at = { x: event.clientX, y: event.clientY };
      const touch = event.pointerType === 'touch';
      session.current = beginSession({ map, pointerId, state: () => current.current, send, at, onPoint }, touch);
      send({ type: 'press', held, pointer: pointerId, touch, at: pointOnMap(map, at) });
    },
    [send, onPoint, stage],
  );
  const setRooms = useCallback((next: readonly RoomBox[]): void => {
    rooms.current = next;
  }, []);
  const nearest = useCallback((node: number) => nearestRooms(rooms.current, node), []);
  return useMemo(() => ({ state, send, press, setRooms, nearest }), [state, send, press, setRooms, nearest]);
}
