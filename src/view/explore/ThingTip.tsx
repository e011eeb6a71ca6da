import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Pointed } from '../map/types.ts';
import { FactList } from './FactList.tsx';
import type { Placed } from './placed.ts';
import { thingFacts } from './thing-facts.ts';
import './thing-tip.css';

/** A pointer that only passes over things asks nothing, ms. */
const REST_MS = 350;
/** Distance from the pointer and from the window's edges, px. */
const AWAY = 14;

/** What the pointer rests on; Escape puts it away. */
export function useThing(): { thing: Pointed | null; onPoint: (at: Pointed | null) => void } {
  const [thing, setThing] = useState<Pointed | null>(null);
  const timer = useRef(0);
  const onPoint = useCallback((at: Pointed | null): void => {
    clearTimeout(timer.current);
    setThing(null);
    if (at) timer.current = window.setTimeout(setThing, REST_MS, at);
  }, []);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onPoint(null);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      clearTimeout(timer.current);
    };
  }, [onPoint]);
  return { thing, onPoint };
}

/**
 * Beside the pointer: what the core, link or pages under it are. The same is told, for keys and screen readers, by the panel
 * beside the map and by the tables, so that this is for eyes alone.
 */
export function ThingTip({ placed, at }: { readonly placed: Placed; readonly at: Pointed }) {
  const box = useRef<HTMLDivElement>(null);
  const { title, facts } = useMemo(() => thingFacts(placed, at.thing), [placed, at]);
  useLayoutEffect(() => {
    const tip = box.current!;
    const { width, height } = tip.getBoundingClientRect();
    const left = at.x + AWAY + width > innerWidth - AWAY ? at.x - AWAY - width : at.x + AWAY;
    const top = Math.min(at.y + AWAY, innerHeight - AWAY - height);
    Object.assign(tip.style, { left: `${Math.max(AWAY, left)}px`, top: `${Math.max(AWAY, top)}px` });
  }, [at]);
  // At the end of the page: a pane is a container, which would hold what is fixed within it.
  return createPortal(
    <div ref={box} className="thing-tip" aria-hidden="true">
      <h3>{title}</h3>
      <FactList facts={facts} />
    </div>,
    document.body,
  );
}
