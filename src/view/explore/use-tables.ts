import { useMemo } from 'react';
import type { Scenario } from '../../model/scenario.ts';
import { useScenario } from '../../store/document.ts';
import type { GuestHands } from '../guests/GuestTable.tsx';
import type { TableSide } from '../guests/side.ts';
import type { TablesProps } from '../guests/Tables.tsx';
import type { FrameSource, MapClock, PartRef } from '../map/types.ts';
import { firstPart, type Placed } from './placed.ts';
import type { Finder } from './use-finder.ts';
import type { Explorer } from './use-explorer.ts';

interface PlacementTablesInput {
  readonly title: string;
  readonly scenario: Scenario;
  readonly source: FrameSource;
  readonly clock: MapClock;
  readonly placed: Placed;
  readonly unplaced: readonly { readonly name: string; readonly reason: string }[];
  readonly explorer: Explorer;
  readonly finder: Finder;
}

type SideInput = Pick<PlacementTablesInput, 'title' | 'scenario' | 'source' | 'unplaced'>;

function sideOf({ title, scenario, source, unplaced }: SideInput, all: Scenario): TableSide {
  const { guests, host } = scenario;
  const reasons = new Map(unplaced.map(({ name, reason }) => [name, reason]));
  return {
    side: undefined,
    title,
    scenario,
    host,
    unplaced: all.guests.flatMap((guest) => {
      const reason = reasons.get(guest.name);
      return reason === undefined ? [] : [{ guest, reason }];
    }),
    at: (time) => {
      const at = source.frameAt(time);
      return at && { guests, at };
    },
  };
}

type Lift = NonNullable<GuestHands['lift']>;

/** Taking a guest by its row is taking its first part on the map. */
function liftOf(placed: Placed, hands: Explorer['hands'], indexOf: (name: string) => number | null): Lift {
  const partOf = (name: string): PartRef | null => {
    const guest = indexOf(name);
    const first = guest === null ? undefined : firstPart(placed, guest);
    return guest !== null && first ? { guest, ...first } : null;
  };
  return {
    onPointerDown: (name, event) => {
      const part = partOf(name);
      if (part) hands.onPartPointerDown(part, event);
    },
    onKey: (name, event) => hands.onKey(event, partOf(name)),
  };
}

function useTableHands({ scenario, placed, explorer, finder }: PlacementTablesInput): GuestHands {
  const { focus, hands } = explorer;
  const { selected, onSelect, onHover } = focus;
  const { onShow } = finder;
  const { guests } = scenario;
  return useMemo(() => {
    const indexes = new Map(guests.map((guest, at) => [guest.name, at]));
    const indexOf = (name: string | null): number | null => (name === null ? null : (indexes.get(name) ?? null));
    return {
      selected: selected === null ? null : (guests[selected]?.name ?? null),
      onSelect: (name) => onSelect(indexOf(name)),
      onHover: (name) => onHover(indexOf(name)),
      onShow,
      lift: liftOf(placed, hands, indexOf),
    };
  }, [guests, placed, hands, selected, onSelect, onHover, onShow]);
}

/** The placement as tables; guests are taken from there as from the map. */
export function usePlacementTables(input: PlacementTablesInput): TablesProps {
  const { title, scenario, source, clock, unplaced } = input;
  const all = useScenario() ?? scenario;
  const sides = useMemo(
    () => [sideOf({ title, scenario, source, unplaced }, all)],
    [title, scenario, source, unplaced, all],
  );
  return { sides, clock, hands: useTableHands(input) };
}
