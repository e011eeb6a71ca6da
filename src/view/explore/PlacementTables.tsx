import { useMemo, type KeyboardEvent, type PointerEvent } from 'react';
import type { Scenario } from '../../model/scenario.ts';
import { useScenario } from '../../store/document.ts';
import type { TableSide } from '../guests/side.ts';
import { TablesDock } from '../guests/TablesDock.tsx';
import type { FrameSource, MapClock } from '../map/types.ts';
import { firstPart } from './guest-rows.ts';
import type { Placed } from './placed.ts';
import type { Explorer } from './use-explorer.ts';

interface PlacementTablesProps {
  readonly title: string;
  readonly scenario: Scenario;
  readonly source: FrameSource;
  readonly clock: MapClock;
  readonly placed: Placed;
  readonly unplaced: readonly { readonly name: string; readonly reason: string }[];
  readonly explorer: Explorer;
}

type SideInput = Pick<PlacementTablesProps, 'title' | 'scenario' | 'source' | 'unplaced'>;

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

/** The placement as tables; guests are taken from there as from the map. */
export function PlacementTables(props: PlacementTablesProps) {
  const { title, scenario, source, clock, placed, unplaced, explorer } = props;
  const all = useScenario() ?? scenario;
  const sides = useMemo(
    () => [sideOf({ title, scenario, source, unplaced }, all)],
    [title, scenario, source, unplaced, all],
  );
  const { focus, hands } = explorer;
  const { guests } = scenario;
  const indexOf = (name: string | null): number | null => {
    const at = guests.findIndex((guest) => guest.name === name);
    return at < 0 ? null : at;
  };
  const partOf = (name: string): { guest: number; part: number; node: number } | null => {
    const guest = indexOf(name);
    const first = guest === null ? undefined : firstPart(placed, guest);
    return guest !== null && first ? { guest, ...first } : null;
  };
  const lift = {
    onPointerDown: (name: string, event: PointerEvent<HTMLElement>): void => {
      const part = partOf(name);
      if (part) hands.onPartPointerDown(part, event);
    },
    onKey: (name: string, event: KeyboardEvent<HTMLElement>): boolean => hands.onKey(event, partOf(name)),
  };
  return (
    <TablesDock
      sides={sides}
      clock={clock}
      selected={focus.selected === null ? null : (guests[focus.selected]?.name ?? null)}
      onSelect={(name) => focus.onSelect(indexOf(name))}
      onHover={(name) => focus.onHover(indexOf(name))}
      lift={lift}
    />
  );
}
