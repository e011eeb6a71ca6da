import { useCallback, useMemo, type RefObject } from 'react';
import type { Pair } from '../../store/runs.ts';
import { useFinding } from '../finding.ts';
import { useFlights, type Place } from '../flight.ts';
import { placeIn, runSide } from '../guests/side.ts';
import type { TablesProps } from '../guests/Tables.tsx';
import type { Clock } from './clock.ts';

interface TablesInput {
  readonly pair: Pair;
  readonly clock: Clock;
  /** Holds both maps. */
  readonly panes: RefObject<HTMLElement | null>;
  readonly selected: string | null;
  readonly onSelect: (guest: string | null) => void;
  readonly onHover: (guest: string | null) => void;
}

/** The tables of both runs; what they ask for is shown on the map of their run, what the palette asks for where it is. */
export function useTables({ pair, clock, panes, selected, onSelect, onHover }: TablesInput): TablesProps {
  const sides = useMemo(() => [runSide('a', pair.a), runSide('b', pair.b)], [pair]);
  const fly = useFlights(panes);
  const onFind = useCallback(
    (name: string): void => {
      onSelect(name);
      const places = sides.map((side) => placeIn(side, clock.now(), name));
      const map = places.findIndex(Boolean);
      fly(places[map], { map, isFocused: true });
    },
    [sides, clock, onSelect, fly],
  );
  useFinding(onFind);
  const onShow = useCallback((place: Place, map: number) => fly(place, { map }), [fly]);
  const hands = useMemo(() => ({ selected, onSelect, onHover, onShow }), [selected, onSelect, onHover, onShow]);
  return useMemo(() => ({ sides, clock, hands }), [sides, clock, hands]);
}
