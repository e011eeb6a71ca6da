import { memo, useCallback } from 'react';
import type { Seconds } from '../../model/units.ts';
import type { SideRun } from '../../store/runs.ts';
import { durationText, percentText } from '../format.ts';
import { copyRows, partRows, type CopyRow } from '../map/frame-rows.ts';
import { HostMap } from '../map/HostMap.tsx';
import type { FrameAt, MapClock } from '../map/types.ts';
import { Badge } from '../shell/Badge.tsx';
import { COMPARE } from '../texts/compare.ts';
import { bucketAt } from './Chart.tsx';
import { LiveText } from './LiveText.tsx';
import type { Side } from './metrics.ts';

interface SidePaneProps {
  readonly side: Side;
  readonly run: SideRun;
  readonly clock: MapClock;
  readonly selected: number | null;
  readonly hovered: number | null;
  readonly onSelect: (guest: number | null) => void;
  readonly onHover: (guest: number | null) => void;
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

function copyText(copy: CopyRow, run: SideRun): string {
  const { guests, host } = run.scenario;
  const name = guests[copy.guest]?.name ?? '';
  if (!copy.moving) return COMPARE.pausedCopy(name);
  const id = (node: number): string => String(host.nodes[node]?.id ?? '…');
  const share = copy.totalMiB > 0 ? copy.doneMiB / copy.totalMiB : 1;
  return COMPARE.copying(name, id(copy.from), id(copy.to), percentText(Math.min(1, share)));
}

/** One strategy: who it is, how its guests lie, what is far or on its way, and the map. */
export const SidePane = memo(function SidePane({ side, run, clock, ...focus }: SidePaneProps) {
  const { scenario, result, source } = run;
  const nodeCount = scenario.host.nodes.length;
  const lie = useCallback(
    (time: Seconds) => {
      const at = source.frameAt(time);
      return at ? subtitle(at, nodeCount) : '';
    },
    [source, nodeCount],
  );
  const state = useCallback(
    (time: Seconds) => {
      if (time >= source.keptUntil) return COMPARE.notKept(durationText(source.keptUntil));
      const at = source.frameAt(time);
      const [copy] = at ? copyRows(at) : [];
      if (copy) return copyText(copy, run);
      return COMPARE.far(percentText(bucketAt(result.series.remoteAccessRatio, time, result.until)));
    },
    [source, run, result],
  );
  return (
    <div className="pane">
      <header className="pane-head">
        <Badge side={side} />
        <h2>{run.title}</h2>
        <LiveText clock={clock} text={lie} className="pane-subtitle" />
        <span className="space" />
        <LiveText clock={clock} text={state} className="pane-state" />
      </header>
      <HostMap
        title={run.title}
        host={scenario.host}
        guests={scenario.guests}
        source={source}
        clock={clock}
        size="compare"
        {...focus}
      />
    </div>
  );
});
