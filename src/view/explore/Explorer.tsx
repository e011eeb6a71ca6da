import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Scenario } from '../../model/scenario.ts';
import type { GuestPaint } from '../map/colours.ts';
import { graphOf } from '../map/graph.ts';
import { HostMap } from '../map/HostMap.tsx';
import type { FrameAt, FrameSource, MapClock, Pointed } from '../map/types.ts';
import { useTheme, useWidth } from '../map/use-drawing.ts';
import { PlacementPicture } from '../export/PlacementPicture.tsx';
import { TablesDock } from '../guests/TablesDock.tsx';
import { EXPLORE } from '../texts/explore.ts';
import { Beside } from './Beside.tsx';
import { isSpot } from './drag.ts';
import { FootBar } from './FootBar.tsx';
import { HandLayer } from './HandLayer.tsx';
import { MoveMenu } from './MoveMenu.tsx';
import { placedOf } from './placed.ts';
import { ThingTip, useThing } from './ThingTip.tsx';
import { useFinder, type Finder } from './use-finder.ts';
import { withChanges } from './use-foresight.ts';
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

interface InHandProps {
  readonly explorer: ExplorerState;
  readonly paints: readonly GuestPaint[];
  readonly setControls: (element: HTMLElement | null) => void;
  readonly finder: Finder;
}

/** The newest of what there is to say. */
function useSaid({ moving, picks }: ExplorerState, finder: Finder): string {
  const last = useRef({ moving: '', picks: '', finder: '' });
  const [said, setSaid] = useState('');
  useEffect(() => {
    const now = { moving: moving.said, picks: picks.said, finder: finder.said };
    const news = (['moving', 'picks', 'finder'] as const).filter((who) => now[who] !== last.current[who]);
    last.current = now;
    if (news.length > 0) setSaid(news.map((who) => now[who]).find((text) => text !== '') ?? '');
  }, [moving.said, picks.said, finder.said]);
  return said;
}

/** What the lens of differences has to show. */
function aboutOf({ difference, ahead }: ExplorerState['foresight']): 'ahead' | 'since' | 'nothing' {
  if (!difference) return 'nothing';
  return ahead ? 'ahead' : 'since';
}

/** Under and over the map: what the keys do, the ghost. */
function InHand({ explorer, paints, setControls, finder }: InHandProps) {
  const { drag, lines, moving, foresight, picks, lens, onLens } = explorer;
  const { state } = drag;
  const lifted = state.kind === 'lifted' ? state : undefined;
  const held = lifted && moving.holding;
  return (
    <>
      <FootBar
        said={useSaid(explorer, finder)}
        setControls={setControls}
        lens={lens}
        onLens={onLens}
        about={aboutOf(foresight)}
        picked={picks.guests.length}
        onClear={picks.clear}
        inNode={lifted?.held.also ? undefined : isSpot(lifted?.spot ?? null)}
        {...(held ? { name: held.name } : {})}
      />
      {held && <HandLayer holding={held} paints={paints} lines={lines} byKeys={lifted.by !== 'pointer'} />}
    </>
  );
}

interface StageProps extends Pick<ExplorerProps, 'scenario' | 'source'> {
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly explorer: ExplorerState;
  readonly controls: HTMLElement | null;
  readonly minimap: HTMLElement | null;
  readonly onPoint: (at: Pointed | null) => void;
}

/** What the map is told while a guest is in hand: its rooms say what they offer, and nobody else is in focus. */
function useInHand({ moving: { states }, foresight: { difference } }: ExplorerState) {
  return useMemo(() => {
    if (!states) return {};
    return { nodeStates: withChanges(states, difference), selected: null, hovered: null };
  }, [states, difference]);
}

/** The map in its frame. A lens that has nothing to compare shows owners. */
function Stage({ scenario, source, stage, explorer, controls, minimap, onPoint }: StageProps) {
  const { focus, hands, picks, lens, foresight } = explorer;
  const { difference } = foresight;
  const compare = useCallback(() => difference, [difference]);
  const inHand = useInHand(explorer);
  return (
    <div ref={stage} className="explore-stage">
      <HostMap
        title={EXPLORE.placement}
        host={scenario.host}
        guests={scenario.guests}
        source={source}
        clock={STILL}
        size="explore"
        partsHaveMenu
        zoomable
        controls={controls}
        minimap={minimap}
        lens={lens === 'change' && !difference ? 'owner' : lens}
        difference={compare}
        picked={picks.guests}
        onPoint={onPoint}
        {...focus}
        {...hands}
        {...inHand}
      />
    </div>
  );
}

/** Whose hand holds the guest: a finger hides what is under it, and needs the screen for itself. */
function handOf({ state }: ExplorerState['drag']): 'finger' | 'other' {
  return state.kind === 'lifted' && state.touch ? 'finger' : 'other';
}

/** Explore with a placement on the table. */
export function Explorer({ scenario, source, at, unplaced, stale }: ExplorerProps) {
  const { host, guests } = scenario;
  const stage = useRef<HTMLDivElement>(null);
  const placed = useMemo(() => placedOf(host, guests, at), [host, guests, at]);
  const graph = useMemo(() => graphOf(host), [host]);
  const explorer = useExplorer(placed, stage, stale);
  const finder = useFinder(placed, stage, explorer.focus.onSelect);
  const place = { title: EXPLORE.placement, scenario, source, clock: STILL, placed, unplaced };
  const tables = usePlacementTables({ ...place, explorer, finder });
  const theme = useTheme(stage);
  const paints = usePaints(guests, theme);
  const width = useWidth(stage);
  const [controls, setControls] = useState<HTMLElement | null>(null);
  const [minimap, setMinimap] = useState<HTMLElement | null>(null);
  const { drag, menu, moving, picks } = explorer;
  const { thing, onPoint } = useThing();
  return (
    <main id="main" tabIndex={-1} className="explore" data-moving={moving.states && handOf(drag)} aria-busy={stale}>
      <h1 className="visually-hidden">{EXPLORE.title}</h1>
      <Stage {...{ scenario, source, stage, explorer, controls, minimap, onPoint }} />
      {thing && !moving.states && !menu && <ThingTip placed={placed} at={thing} />}
      <TablesDock {...tables} />
      <aside tabIndex={0} className="explore-aside" aria-label={EXPLORE.details}>
        <Beside {...{ explorer, placed, graph, paints, unplaced, width, theme, setMinimap, tables }} />
      </aside>
      <PlacementPicture lens={explorer.plainLens} />
      <InHand explorer={explorer} paints={paints} setControls={setControls} finder={finder} />
      {menu && <MoveMenu menu={menu} placed={placed} drag={drag} picks={picks} holding={moving.holding} />}
    </main>
  );
}
