import { createPortal } from 'react-dom';
import { lazy, memo, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { sharedUntil } from '../../store/branches.ts';
import { letStrategiesPlace } from '../../store/edits.ts';
import { undo, useHistory } from '../../store/explore.ts';
import { runAgain, useComparison, type Comparison, type Pair, type SideRun } from '../../store/runs.ts';
import { TablesDock } from '../guests/TablesDock.tsx';
import { useShown, type Picture } from '../export/registry.ts';
import { MapLegend } from '../map/legend.tsx';
import { LENSES, type LensId } from '../map/lens.ts';
import { LensPicker } from '../map/LensPicker.tsx';
import { addressOf } from '../routes.ts';
import { useViewTools } from '../shell/view-tools.ts';
import { COMPARE, TIMELINE } from '../texts/compare.ts';
import { PANEL } from '../texts/facts.ts';
import { Clock } from './clock.ts';
import './compare.css';
import { useDifferences, type DifferenceAt } from './differences.ts';
import { useByHand } from './use-by-hand.tsx';
import { useTables } from './use-tables.ts';
import { lazyInstants } from './lanes.ts';
import { Scoreboard } from './Scoreboard.tsx';
import { SidePane } from './SidePane.tsx';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';
import { useClockKeys } from './use-clock-keys.ts';

const EventsDialog = lazy(async () => ({ default: (await import('./EventsDialog.tsx')).EventsDialog }));

/** Says what the result on screen is not: new. */
function Status({ comparison }: { readonly comparison: Comparison }) {
  const { status, error, shown } = comparison;
  if (status === 'failed' && shown)
    return (
      <p className="banner bad" role="alert">
        {COMPARE.failed(error?.message ?? '')} {COMPARE.staleFailed}
      </p>
    );
  if (status === 'cancelled')
    return (
      <p className="banner" role="status">
        {shown ? COMPARE.staleCancelled : COMPARE.cancelled}
        <button type="button" className="button" onClick={runAgain}>
          {COMPARE.runAgain}
        </button>
      </p>
    );
  if (status === 'running' && shown) return <p className="banner late">{COMPARE.stale}</p>;
  return null;
}

/** Nothing to show: what was wrong, and the ways on. */
function Refused({ error }: { readonly error: Error | undefined }) {
  const { canUndo, undoLabel } = useHistory();
  return (
    <div className="empty" role="alert">
      <h1>{COMPARE.failedTitle}</h1>
      <p>{error?.message}</p>
      <p className="actions">
        {canUndo && (
          <button type="button" className="button primary" onClick={undo}>
            {COMPARE.undoHint(undoLabel ?? '')}
          </button>
        )}
        <a className="button" href={addressOf('explore')}>
          {COMPARE.explore}
        </a>
      </p>
    </div>
  );
}

/** Before there are runs to show. */
function Waiting({ comparison }: { readonly comparison: Comparison }) {
  if (comparison.status === 'failed') return <Refused error={comparison.error} />;
  return (
    <div className="empty">
      <p className="late">{comparison.status === 'cancelled' ? '' : COMPARE.computing}</p>
    </div>
  );
}

/** What one must know before one reads the scores: nobody runs, or the file has placed who does. */
function GuestsNotice({ pair }: { readonly pair: Pair }) {
  if (pair.a.result.guests.length === 0) return <p className="banner">{PANEL.noGuests}</p>;
  const count = pair.a.scenario.guests.filter((guest) => guest.placement).length;
  if (count === 0) return null;
  return (
    <p className="banner">
      {COMPARE.placed(count)}
      <button type="button" className="button" onClick={letStrategiesPlace}>
        {COMPARE.letPlace}
      </button>
    </p>
  );
}

/** The clock of the pair: it goes on from where it stands when the runs change, and stands still when they do. */
function useClock(until: number): Clock {
  const [clock] = useState(() => new Clock(until));
  useEffect(() => {
    if (clock.until() !== until) clock.pause();
    clock.setUntil(until);
  }, [clock, until]);
  useEffect(() => () => clock.pause(), [clock]);
  return clock;
}

interface LensNow {
  readonly lens: LensId;
  readonly differenceAt: DifferenceAt;
}

function pictureOf({ title, scenario, pieces }: SideRun, time: number, { lens, differenceAt }: LensNow): Picture[] {
  const piece = pieces.at(time);
  const at = piece?.source.frameAt(time);
  if (!piece || !at) return [];
  const difference = lens === 'difference' ? differenceAt(piece.guests, at) : undefined;
  return [{ title, host: scenario.host, guests: piece.guests, at, size: 'compare', lens, difference }];
}

/** The lenses, in the page's bar. */
function Lenses({ lens, onLens }: { readonly lens: LensId; readonly onLens: (lens: LensId) => void }) {
  const tools = useViewTools();
  return tools && createPortal(<LensPicker lenses={LENSES} lens={lens} onLens={onLens} />, tools);
}

const Legend = memo(MapLegend);

/** Drawn anew for another pair only, not for every step of a run that is under way. */
const Board = memo(function Board({ pair, stale }: { readonly pair: Pair; readonly stale: boolean }) {
  const { a, b } = pair;
  const clock = useClock(a.result.until);
  const [selected, setSelected] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const instants = useMemo(() => lazyInstants(a.result, b.result), [a, b]);
  const [listed, setListed] = useState(false);
  const [lens, setLens] = useState<LensId>('owner');
  const differences = useDifferences(pair);
  useClockKeys(clock, instants);
  const hand = useByHand(pair, clock, selected);
  const shared = sharedUntil(a.choice, b.choice);
  const ask = useCallback(
    () => ({
      pictures: [
        ...pictureOf(a, clock.now(), { lens, differenceAt: differences.a }),
        ...pictureOf(b, clock.now(), { lens, differenceAt: differences.b }),
      ],
      pair,
    }),
    [a, b, pair, clock, lens, differences],
  );
  useShown(ask);
  const focus = { selected, hovered, onSelect: setSelected, onHover: setHovered };
  const panes = useRef<HTMLDivElement>(null);
  const tables = useTables({ pair, clock, panes, selected, onSelect: setSelected, onHover: setHovered });
  return (
    <div className={`board ${stale ? 'stale' : ''}`}>
      <Lenses lens={lens} onLens={setLens} />
      <div className="stage">
        <div ref={panes} className="panes">
          <SidePane side="a" run={a} clock={clock} shared={shared} lens={lens} difference={differences.a} {...focus} />
          <SidePane side="b" run={b} clock={clock} shared={shared} lens={lens} difference={differences.b} {...focus} />
        </div>
        <TablesDock {...tables} />
        <section className="timeline" aria-label={TIMELINE.region}>
          <Transport clock={clock} instants={instants} onEvents={() => setListed(true)} onHand={hand.begin} />
          <Timeline pair={pair} clock={clock} instants={instants} hand={hand.drawn} />
        </section>
      </div>
      <aside className="aside" tabIndex={0} aria-label={COMPARE.results}>
        <Scoreboard pair={pair} stale={stale} />
        <Legend host={a.scenario.host} guests={a.guests} size="compare" lens={lens} />
      </aside>
      {hand.dialogs}
      {listed && (
        <Suspense>
          <EventsDialog pair={pair} clock={clock} onClose={() => setListed(false)} />
        </Suspense>
      )}
    </div>
  );
});

/** Two strategies on the same guests and one clock. */
export function CompareView() {
  const comparison = useComparison();
  const { shown: pair, status } = comparison;
  const newest = useMemo(() => ({ pair, stale: status !== 'done' }), [pair, status]);
  // The picture of a day takes its time: it is made in pieces, between which the page hears its user.
  const { pair: shown, stale } = useDeferredValue(newest);
  return (
    <main id="main" className="compare" tabIndex={-1}>
      <Status comparison={comparison} />
      {shown && <GuestsNotice pair={shown} />}
      {shown ? <Board pair={shown} stale={stale} /> : <Waiting comparison={comparison} />}
      <p role="status" className="visually-hidden">
        {status === 'done' ? COMPARE.done : ''}
      </p>
    </main>
  );
}
