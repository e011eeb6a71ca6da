import { useCallback, useState, type RefObject } from 'react';
import { useFinding } from '../finding.ts';
import { placeOf, useFlights, type Place } from '../flight.ts';
import type { Placed } from './placed.ts';
import { notHere } from './wording.ts';

/** Finding things on the map. */
export interface Finder {
  /** Brings a place into sight. */
  readonly onShow: (place: Place) => void;
  /** What is said of a guest that was looked for and is not there. */
  readonly said: string;
}

/** Finds guests that the palette asks for, and places that the tables ask for; only the palette's get the focus. */
export function useFinder(
  placed: Placed,
  stage: RefObject<HTMLElement | null>,
  select: (guest: number | null) => void,
): Finder {
  const [said, setSaid] = useState('');
  const fly = useFlights(stage);
  const onFind = useCallback(
    (name: string): void => {
      const guest = placed.guests.findIndex((one) => one.name === name);
      if (guest < 0) {
        setSaid(notHere(name));
        return;
      }
      setSaid('');
      select(guest);
      fly(placeOf(placed.at, placed.host.nodes.length, guest), { isFocused: true });
    },
    [placed, select, fly],
  );
  useFinding(onFind);
  const onShow = useCallback(
    (place: Place): void => {
      setSaid('');
      fly(place);
    },
    [fly],
  );
  return { onShow, said };
}
