import { autoScroll } from './auto-scroll.ts';
import type { DragInput, DragState, Point } from './drag.ts';
import { hearKey } from './use-keys.ts';

/** What a session of one pointer works with. */
export interface Session {
  readonly map: HTMLElement;
  readonly pointerId: number;
  readonly state: () => DragState;
  readonly send: (input: DragInput) => void;
  /** Where the pointer is, client px. */
  readonly at: Point;
  /** Called for every move of the pointer and every step of scrolling. */
  readonly onPoint: (at: Point) => void;
}

/** A client point as a point on the map. */
export function pointOnMap(map: HTMLElement, { x, y }: Point): Point {
  const box = map.getBoundingClientRect();
  return { x: x - box.left + map.scrollLeft, y: y - box.top + map.scrollTop };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

/** Takes the pointer for the map, so that it is heard wherever it goes. */
function capture({ map, pointerId }: Session): void {
  try {
    map.setPointerCapture(pointerId);
  } catch {
    // The pointer is gone already, or was never real; the window hears it all the same.
  }
}

/** What ends with the session, and where its pointer is by now. */
interface Listening {
  readonly signal: AbortSignal;
  at: Point;
}

/** Tells where the pointer is, on the page and on the map. */
function follow({ map, pointerId, send, onPoint }: Session, { at }: Listening): void {
  onPoint(at);
  send({ type: 'move', pointer: pointerId, at: pointOnMap(map, at) });
}

function hearPointer(session: Session, listening: Listening): void {
  const { pointerId, state, send } = session;
  const { signal } = listening;
  const on = (type: 'pointermove' | 'pointerup' | 'pointercancel', act: (event: PointerEvent) => void): void =>
    window.addEventListener(type, (event) => event.pointerId === pointerId && act(event), { signal });
  on('pointermove', (event) => {
    listening.at = { x: event.clientX, y: event.clientY };
    follow(session, listening);
  });
  on('pointerup', () => {
    if (state().kind === 'lifted') swallowClick();
    send({ type: 'release', pointer: pointerId });
  });
  on('pointercancel', () => send({ type: 'interrupt' }));
  window.addEventListener('blur', () => send({ type: 'interrupt' }), { signal });
}

/** Keys while the pointer holds a guest. Not by React: one may follow the lift before anything is rendered. */
function hearKeys({ state, send }: Session, { signal }: Listening): void {
  const onKey = (event: KeyboardEvent): void => {
    if (state().kind === 'lifted') hearKey(event, send);
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
}

/** A finger that holds a guest must not scroll the page, nor open the browser's own menu. */
function keepStill({ state }: Session, { signal }: Listening): void {
  const still = (event: Event): void => {
    if (state().kind === 'lifted' && event.cancelable) event.preventDefault();
  };
  window.addEventListener('touchmove', still, { signal, passive: false });
  window.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
}

/** Listens to one pointer from its press until `end`; `lift` is called once when it holds a guest. */
export function pointerSession(session: Session): { readonly lift: () => void; readonly end: () => void } {
  const ending = new AbortController();
  const listening: Listening = { signal: ending.signal, at: session.at };
  let endScroll: (() => void) | undefined;
  hearPointer(session, listening);
  hearKeys(session, listening);
  keepStill(session, listening);
  return {
    lift: () => {
      capture(session);
      session.onPoint(listening.at);
      endScroll = autoScroll(
        session.map,
        () => listening.at,
        () => follow(session, listening),
      );
    },
    end: () => {
      endScroll?.();
      ending.abort();
    },
  };
}
