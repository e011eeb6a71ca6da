import { useCallback, useRef, useState, type RefObject } from 'react';
import { useFinding } from '../finding.ts';
import { firstPart } from './guest-rows.ts';
import type { Placed } from './placed.ts';
import { reveal } from './reveal.ts';
import { notHere } from './wording.ts';

/** Finding guests on the map. */
export interface Finder {
  /** Selects a guest (null = none) and brings it into sight. */
  readonly onSelect: (guest: number | null) => void;
  /** What is said of a guest that was looked for and is not there. */
  readonly said: string;
}

/** Finds guests that the tables and the palette ask for; only the palette's gets the focus. */
export function useFinder(
  placed: Placed,
  stage: RefObject<HTMLElement | null>,
  select: (guest: number | null) => void,
): Finder {
  const [said, setSaid] = useState('');
  const end = useRef<() => void>(undefined);
  const show = useCallback(
    (guest: number | null, focus: boolean): void => {
      end.current?.();
      setSaid('');
      select(guest);
      const first = guest === null ? undefined : firstPart(placed, guest);
      if (!first) return;
      const place = { node: first.node, key: `${guest}/${first.part}` };
      end.current = reveal(stage, place, focus);
    },
    [placed, stage, select],
  );
  const onFind = useCallback(
    (name: string): void => {
      const guest = placed.guests.findIndex((one) => one.name === name);
      if (guest >= 0) show(guest, true);
      else setSaid(notHere(name));
    },
    [placed, show],
  );
  useFinding(onFind);
  const onSelect = useCallback((guest: number | null) => show(guest, false), [show]);
  return { onSelect, said };
}
