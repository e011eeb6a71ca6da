import { useMemo, useRef, useState } from 'react';
import type { Scenario } from '../../model/scenario.ts';
import type { GuestPaint, Theme } from '../map/colours.ts';
import { graphOf, type MapGraph } from '../map/graph.ts';
import { HostMap } from '../map/HostMap.tsx';
import { MOST_PIPED } from '../map/layout.ts';
import type { FrameAt, FrameSource, MapClock } from '../map/types.ts';
import { useTheme, useWidth } from '../map/use-drawing.ts';
import { PlacementPicture } from '../export/PlacementPicture.tsx';
import { useTablesOpen } from '../guests/open.ts';
import type { TablesProps } from '../guests/Tables.tsx';
import { TablesDock } from '../guests/TablesDock.tsx';
import { FootBar } from './FootBar.tsx';
import { GuestTable } from './GuestTable.tsx';
import { HandLayer } from './HandLayer.tsx';
import { HeldCard } from './HeldCard.tsx';
import { MoveMenu } from './MoveMenu.tsx';
import { Overview } from './Overview.tsx';
import { placedOf, type Placed } from './placed.ts';
import { SidePanel } from './SidePanel.tsx';
import { useFinder, type Finder } from './use-finder.ts';
import { usePlacementTables } from './use-tables.ts';
import { useExplorer, usePaints, type Explorer as ExplorerState } from './use-explorer.ts';

/** Explore stands at time 0. */
const STILL: MapClock = { now: () => 0, subscribe: () => () => undefined };

interface ExplorerProps {
  readonly scenario: Scenario;
  readonly source: FrameSource;
  readonly at: FrameAt;
  readonly unplaced: readonly { readonly name: string; readonly reason: string }[];
  /** The newest placement is still being computed. */
  readonly stale: boolean;
}

interface BesideProps {
  readonly explorer: ExplorerState;
  readonly placed: Placed;
  readonly graph: MapGraph;
  readonly paints: readonly GuestPaint[];
  readonly unplaced: ExplorerProps['unplaced'];
  readonly width: number;
  readonly theme: Theme | undefined;
  readonly setMinimap: (element: HTMLElement | null) => void;
  readonly tables: TablesProps;
}

/** Beside the map: the cost card while a guest is held over another node, else what is in focus. */
function Beside({ explorer, placed, graph, paints, unplaced, width, theme, setMinimap, tables }: BesideProps) {
  const isTableOpen = useTablesOpen();
  const { drag, lines, moving, focus } = explorer;
  const { state } = drag;
  const { holding } = moving;
  if (holding && state.kind === 'lifted' && state.over !== null && state.over !== state.held.from)
    return <HeldCard holding={holding} graph={graph} paints={paints} send={drag.send} setBox={lines.setCard} />;
  const guest = holding?.held.guest ?? focus.hovered ?? focus.selected;
  const many = theme !== undefined && placed.host.nodes.length > MOST_PIPED;
  const overview = many && (
    <Overview
      placed={placed}
      graph={graph}
      theme={theme}
      node={explorer.node}
      lens={explorer.lens}
      setMinimap={setMinimap}
    />
  );
  const table = placed.guests.length > 0 && !isTableOpen && (
    <GuestTable tables={tables} theme={theme} isOpen={placed.host.nodes.length > MOST_PIPED} />
  );
  const shown = { placed, guest, paints, unplaced, width, overview, table, lens: explorer.lens };
  return <SidePanel {...shown} />;
}

interface InHandProps {
  readonly explorer: ExplorerState;
  readonly paints: readonly GuestPaint[];
  readonly setControls: (element: HTMLElement | null) => void;
  readonly finder: Finder;
}

/** Under and over the map: what the keys do, the ghost. */
function InHand({ explorer, paints, setControls, finder }: InHandProps) {
  const { drag, lines, moving, lens, onLens } = explorer;
  const { state } = drag;
  const { holding, said } = moving;
  const held = state.kind === 'lifted' ? holding : undefined;
  return (
    <>
      <FootBar
        said={said === '' ? finder.said : said}
        setControls={setControls}
        lens={lens}
        onLens={onLens}
        {...(held ? { name: held.name } : {})}
      />
      {held && (
        <HandLayer
          holding={held}
          paints={paints}
          lines={lines}
          byKeys={state.kind === 'lifted' && state.by !== 'pointer'}
        />
      )}
    </>
  );
}

/** Explore with a placement on the table. */
export function Explorer({ scenario, source, at, unplaced, stale }: ExplorerProps) {
  const { host, guests } = scenario;
  const stage = useRef<HTMLDivElement>(null);
  const placed = useMemo(() => placedOf(host, guests, at), [host, guests, at]);
  const graph = useMemo(() => graphOf(host), [host]);
  const explorer = useExplorer(placed, stage, stale);
  const finder = useFinder(placed, stage, explorer.focus.onSelect);
  const place = { title: 'Placement', scenario, source, clock: STILL, placed, unplaced };
  const tables = usePlacementTables({ ...place, explorer, finder });
  const theme = useTheme(stage);
  const paints = usePaints(guests, theme);
  const width = useWidth(stage);
  const [controls, setControls] = useState<HTMLElement | null>(null);
  const [minimap, setMinimap] = useState<HTMLElement | null>(null);
  const { states, holding } = explorer.moving;
  const inHand = states ? { nodeStates: states, selected: null, hovered: null } : {};
  return (
    <main id="main" tabIndex={-1} className="explore" data-moving={states ? true : undefined} aria-busy={stale}>
      <h1 className="visually-hidden">Explore</h1>
      <div ref={stage} className="explore-stage">
        <HostMap
          title="Placement"
          host={host}
          guests={guests}
          source={source}
          clock={STILL}
          size="explore"
          partsHaveMenu
          zoomable
          controls={controls}
          minimap={minimap}
          lens={explorer.lens}
          {...explorer.focus}
          {...explorer.hands}
          {...inHand}
        />
      </div>
      <TablesDock {...tables} />
      <aside className="explore-aside" aria-label="Details">
        <Beside
          explorer={explorer}
          placed={placed}
          graph={graph}
          paints={paints}
          unplaced={unplaced}
          width={width}
          theme={theme}
          setMinimap={setMinimap}
          tables={tables}
        />
      </aside>
      <PlacementPicture lens={explorer.lens} />
      <InHand explorer={explorer} paints={paints} setControls={setControls} finder={finder} />
      {explorer.menu && <MoveMenu menu={explorer.menu} placed={placed} drag={explorer.drag} holding={holding} />}
    </main>
  );
}
