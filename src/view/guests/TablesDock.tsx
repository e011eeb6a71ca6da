import { lazy, Suspense, useMemo } from 'react';
import type { Pair, SideRun } from '../../store/runs.ts';
import { useTablesOpen } from './open.ts';
import type { TableSide } from './side.ts';
import type { TablesProps } from './Tables.tsx';

const Tables = lazy(async () => ({ default: (await import('./Tables.tsx')).Tables }));

function runSide(side: 'a' | 'b', { title, scenario, pieces }: SideRun): TableSide {
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

interface CompareTablesProps extends Omit<TablesProps, 'sides' | 'lift'> {
  readonly pair: Pair;
}

/** The tables of what maps show, while they are open; loaded when they are first asked for. */
export function TablesDock(props: TablesProps) {
  const isOpen = useTablesOpen();
  return <Suspense>{isOpen && <Tables {...props} />}</Suspense>;
}

/** The tables of both runs. */
export function CompareTables({ pair, clock, selected, onSelect, onHover }: CompareTablesProps) {
  const sides = useMemo(() => [runSide('a', pair.a), runSide('b', pair.b)], [pair]);
  return <TablesDock sides={sides} clock={clock} selected={selected} onSelect={onSelect} onHover={onHover} />;
}
