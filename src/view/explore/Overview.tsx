import { useMemo } from 'react';
import type { Theme } from '../map/colours.ts';
import { farTraffic } from '../map/far-traffic.ts';
import type { MapGraph } from '../map/graph.ts';
import { Inset } from '../map/Inset.tsx';
import type { LensId } from '../map/lens.ts';
import { TrafficMatrix } from '../map/TrafficMatrix.tsx';
import { EXPLORE } from '../texts/explore.ts';
import type { Placed } from './placed.ts';

interface OverviewProps {
  readonly placed: Placed;
  readonly graph: MapGraph;
  readonly theme: Theme;
  /** The node that the pointer is over, or was last. */
  readonly node: number;
  readonly lens: LensId;
  /** Takes the element that the map's minimap goes to. */
  readonly setMinimap: (element: HTMLElement | null) => void;
}

/** Beside the map of a host with many nodes: one of them large, the traffic between all, and where the frame is. */
export function Overview({ placed, graph, theme, node, lens, setMinimap }: OverviewProps) {
  const { host, guests, at, parts } = placed;
  const traffic = useMemo(() => farTraffic(host.nodes.length, parts), [host, parts]);
  return (
    <section className="overview" aria-label={EXPLORE.overview}>
      <header>
        <h2>{EXPLORE.node(host.nodes[node]?.id ?? node)}</h2>
        <span className="quiet">{EXPLORE.follows}</span>
      </header>
      <Inset graph={graph} guests={guests} at={at} theme={theme} node={node} lens={lens} />
      <div className="overview-pair">
        <TrafficMatrix traffic={traffic} theme={theme} node={node} idOf={(one) => host.nodes[one]!.id} />
        <div ref={setMinimap} />
      </div>
    </section>
  );
}
