import { useEffect, useState } from 'react';
import type { Host } from '../../model/host.ts';
import type { Guest, Scenario } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import type { SideRun } from '../../store/runs.ts';
import { placeOf, type Place } from '../flight.ts';
import type { FrameAt, MapClock } from '../map/types.ts';

/** The guests of a map with the frame of an instant. */
export interface Shown {
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
}

/** What one map shows, for its table. */
export interface TableSide {
  readonly side: 'a' | 'b' | undefined;
  readonly title: string;
  readonly scenario: Scenario;
  readonly host: Host;
  readonly unplaced: readonly { readonly guest: Guest; readonly reason: string }[];
  /** undefined while the instant is computed. */
  readonly at: (time: Seconds) => Shown | undefined;
  /** Calls back when more of it has come. */
  readonly subscribe?: (onChange: () => void) => () => void;
}

/** One of the two runs, for its table. */
export function runSide(side: 'a' | 'b', { title, scenario, pieces }: SideRun): TableSide {
  return {
    side,
    title,
    scenario,
    host: scenario.host,
    unplaced: [],
    at: (time) => {
      const piece = pieces.at(time);
      const at = piece?.source.frameAt(time);
      return piece && at && { guests: piece.guests, at };
    },
    subscribe: (onChange) => pieces.subscribe(onChange),
  };
}

/** Where a guest is on the map of a side; undefined = it is not there at that instant. */
export function placeIn(side: TableSide, time: Seconds, name: string): Place | undefined {
  const shown = side.at(time);
  const guest = shown?.guests.findIndex((one) => one.name === name) ?? -1;
  return shown && guest >= 0 ? placeOf(shown.at, side.host.nodes.length, guest) : undefined;
}

/** So often at most do figures change under the reader's eyes, ms. */
const PACE = 200;

/** The clock's time, followed slowly enough to be read. */
export function useSlowTime(clock: MapClock, sides: readonly TableSide[]): Seconds {
  const [{ time }, setSample] = useState(() => ({ time: clock.now() }));
  useEffect(() => {
    let timer = 0;
    const sample = (): void => {
      timer = 0;
      setSample({ time: clock.now() });
    };
    const later = (): void => {
      timer ||= window.setTimeout(sample, PACE);
    };
    sample();
    const ends = [clock.subscribe(later), ...sides.map((side) => side.subscribe?.(later))];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end?.();
    };
  }, [clock, sides]);
  return time;
}
