import { memo, useCallback, useSyncExternalStore } from 'react';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { FrameLog } from '../../store/frames.ts';
import type { Piece } from '../../store/pieces.ts';
import type { SideRun } from '../../store/runs.ts';
import { clockText, percentText } from '../format.ts';
import { copyRows, partRows, type CopyRow } from '../map/frame-rows.ts';
import { HostMap } from '../map/HostMap.tsx';
import type { LensId } from '../map/lens.ts';
import type { Difference, FrameAt, MapClock } from '../map/types.ts';
import { Badge } from '../shell/Badge.tsx';
import { COMPARE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import { bucketAt } from './chart-shapes.ts';
import { LiveText } from './LiveText.tsx';
import type { Side } from './metrics.ts';
import { placedOf } from '../explore/placed.ts';
import { ThingTip, useThing } from '../explore/ThingTip.tsx';
import { isParted } from './SharedPast.tsx';

interface SidePaneProps {
  readonly side: Side;
  readonly run: SideRun;
  readonly clock: MapClock;
  /** Until when the other side is the same run. */
  readonly shared: Seconds;
  readonly lens: LensId;
  readonly difference: (guests: readonly Guest[], at: FrameAt) => Difference | undefined;
  /** By name: each run, and each window of a long one, has its own list. */
  readonly selected: string | null;
  readonly hovered: string | null;
  readonly onSelect: (guest: string | null) => void;
  readonly onHover: (guest: string | null) => void;
}

/** How the guests lie: how many are split, and over how many nodes. */
function subtitle(at: FrameAt, nodeCount: number): string {
  const homes = new Map<number, Set<number>>();
  for (const { guest, home, unpinned } of partRows(at, nodeCount)) {
    if (unpinned) return COMPARE.unpinned;
    const known = homes.get(guest) ?? new Set<number>();
    homes.set(guest, known.add(home));
  }
  const widths = [...homes.values()].map((nodes) => nodes.size).filter((size) => size > 1);
  if (widths.length === 0) return COMPARE.whole;
  const [least, most] = [Math.min(...widths), Math.max(...widths)];
  return COMPARE.split(widths.length, least === most ? `${least} nodes` : `${least}–${most} nodes`);
}

function copyText(copy: CopyRow, piece: Piece, host: Host): readonly string[] {
  const name = piece.guests[copy.guest]?.name ?? '';
  if (!copy.moving) return COMPARE.pausedCopy(name);
  const id = (node: number): string => String(host.nodes[node]?.id ?? '…');
  if (copy.totalMiB <= 0) return COMPARE.switching(name, id(copy.to));
  return COMPARE.copying(name, id(copy.from), id(copy.to), percentText(Math.min(1, copy.doneMiB / copy.totalMiB)));
}

/** The piece of the run that holds the clock's time; undefined while it is computed. */
function usePiece({ pieces }: SideRun, clock: MapClock): Piece | undefined {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const ends = [clock.subscribe(onChange), pieces.subscribe(onChange)];
      return () => ends.forEach((end) => end());
    },
    [clock, pieces],
  );
  return useSyncExternalStore(subscribe, () => pieces.at(clock.now()));
}

/** Whether the other side is the same run still, or since when it is not. */
function Tie({ shared, until, clock }: Pick<SidePaneProps, 'shared' | 'clock'> & { readonly until: Seconds }) {
  const text = useCallback(
    (time: Seconds) => [time <= shared ? HAND.alike(clockText(shared)) : HAND.differs(clockText(shared))],
    [shared],
  );
  return isParted(shared, until) && <LiveText clock={clock} text={text} className="pane-tie" />;
}

interface HeadProps extends Pick<SidePaneProps, 'side' | 'run' | 'clock' | 'shared'> {
  readonly piece: Piece | undefined;
}

/** Who the strategy is, how its guests lie, what is far or on its way. */
function Head({ side, run, clock, shared, piece }: HeadProps) {
  const { scenario, result, title } = run;
  const { host } = scenario;
  const lie = useCallback(
    (time: Seconds) => {
      const at = piece?.source.frameAt(time);
      return at ? [subtitle(at, host.nodes.length)] : [];
    },
    [piece, host],
  );
  const state = useCallback(
    (time: Seconds) => {
      const at = piece?.source.frameAt(time);
      const [copy] = at ? copyRows(at) : [];
      if (copy && piece) return copyText(copy, piece, host);
      return COMPARE.far(percentText(bucketAt(result.series.remoteAccessRatio, time, result.until)));
    },
    [piece, host, result],
  );
  return (
    <header className="pane-head">
      <Badge side={side} />
      <h2>{title}</h2>
      <LiveText clock={clock} text={lie} className="pane-subtitle" />
      <span className="space" />
      <Tie shared={shared} until={result.until} clock={clock} />
      <LiveText clock={clock} text={state} className="pane-state" />
    </header>
  );
}

const NO_GUESTS: readonly Guest[] = [];
const NO_FRAMES = new FrameLog();

/** One strategy: its head and its map. */
export const SidePane = memo(function SidePane({
  side,
  run,
  clock,
  shared,
  lens,
  difference,
  ...focus
}: SidePaneProps) {
  const piece = usePiece(run, clock);
  const guests = piece?.guests ?? NO_GUESTS;
  const { onSelect, onHover } = focus;
  const differenceAt = useCallback((at: FrameAt) => difference(guests, at), [difference, guests]);
  const indexOf = (name: string | null): number | null => {
    const at = name === null ? -1 : guests.findIndex((guest) => guest.name === name);
    return at < 0 ? null : at;
  };
  const nameOf = (index: number | null): string | null => (index === null ? null : (guests[index]?.name ?? null));
  const { thing, onPoint } = useThing();
  const at = thing && piece?.source.frameAt(clock.now());
  return (
    <div className="pane">
      <Head side={side} run={run} clock={clock} shared={shared} piece={piece} />
      <HostMap
        title={run.title}
        host={run.scenario.host}
        guests={guests}
        source={piece?.source ?? NO_FRAMES}
        clock={clock}
        size="compare"
        lens={lens}
        difference={differenceAt}
        onPoint={onPoint}
        selected={indexOf(focus.selected)}
        hovered={indexOf(focus.hovered)}
        onSelect={(index) => onSelect(nameOf(index))}
        onHover={(index) => onHover(nameOf(index))}
      />
      {thing && at && <ThingTip placed={placedOf(run.scenario.host, guests, at)} at={thing} />}
      {!piece && <p className="pane-wait late">{COMPARE.drawing}</p>}
    </div>
  );
});
