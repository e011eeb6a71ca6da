import type { GuestPaint, Theme } from '../map/colours.ts';
import type { MapGraph } from '../map/graph.ts';
import { MOST_PIPED } from '../map/layout.ts';
import { useTablesOpen } from '../guests/open.ts';
import type { TablesProps } from '../guests/Tables.tsx';
import { isSpot } from './drag.ts';
import { GuestTable } from './GuestTable.tsx';
import { HeldCard } from './HeldCard.tsx';
import { Overview } from './Overview.tsx';
import type { Placed } from './placed.ts';
import { SelectionPanel } from './SelectionPanel.tsx';
import { SidePanel } from './SidePanel.tsx';
import type { Explorer } from './use-explorer.ts';

interface BesideProps {
  readonly explorer: Explorer;
  readonly placed: Placed;
  readonly graph: MapGraph;
  readonly paints: readonly GuestPaint[];
  readonly unplaced: readonly { readonly name: string; readonly reason: string }[];
  readonly width: number;
  readonly theme: Theme | undefined;
  readonly setMinimap: (element: HTMLElement | null) => void;
  readonly tables: TablesProps;
}

/** Whether there is something to weigh: another node, other CPUs of the same one, or several guests. */
function isAway({ state }: Explorer['drag']): boolean {
  if (state.kind !== 'lifted' || state.over === null) return false;
  return state.over !== state.held.from || isSpot(state.spot) || state.held.also !== undefined;
}

/** What stands above all else in the panel: what is selected, the overview of a large host. */
function Above({ explorer, placed, graph, paints, theme, setMinimap }: BesideProps) {
  const { picks, onMovePicks, node, plainLens: lens } = explorer;
  const many = placed.host.nodes.length > MOST_PIPED;
  return (
    <>
      <SelectionPanel placed={placed} picks={picks} paints={paints} onMove={onMovePicks} />
      {many && theme && (
        <Overview placed={placed} graph={graph} theme={theme} node={node} lens={lens} setMinimap={setMinimap} />
      )}
    </>
  );
}

/** Beside the map: the cost card while a guest is held over another place, else what is in focus. */
export function Beside(props: BesideProps) {
  const { explorer, placed, graph, paints, unplaced, width, theme, tables } = props;
  const isTableOpen = useTablesOpen();
  const { drag, lines, moving, focus, lens } = explorer;
  const { holding } = moving;
  if (holding && isAway(drag))
    return <HeldCard holding={holding} graph={graph} paints={paints} send={drag.send} setBox={lines.setCard} />;
  const guest = holding?.held.guest ?? focus.hovered ?? focus.selected;
  const table = placed.guests.length > 0 && !isTableOpen && (
    <GuestTable tables={tables} theme={theme} isOpen={placed.host.nodes.length > MOST_PIPED} />
  );
  const overview = <Above {...props} />;
  return <SidePanel {...{ placed, guest, node: explorer.node, paints, unplaced, width, overview, table, lens }} />;
}
