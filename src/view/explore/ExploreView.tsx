import { useDeferredValue, useMemo } from 'react';
import './explore.css';
import './hand.css';
import { usePlacement } from '../../store/explore.ts';
import { EXPLORE } from '../texts/explore.ts';
import { Explorer } from './Explorer.tsx';

/** One map, larger: the guests as placed, moved by hand, and what every move would cost. */
export function ExploreView() {
  const { data, error } = usePlacement();
  const at = useMemo(() => data?.source.frameAt(0), [data]);
  // A large host takes its time: it is made in pieces, between which the page hears its user.
  const opened = useDeferredValue(true, false);
  if (!opened) return <main id="main" tabIndex={-1} className="explore-note" />;
  if (error)
    return (
      <main id="main" tabIndex={-1} className="explore-note">
        <h1>{EXPLORE.failed}</h1>
        <p>{error.message}</p>
      </main>
    );
  if (!data || !at)
    return (
      <main id="main" tabIndex={-1} className="explore-note">
        <p role="status">{EXPLORE.placing}</p>
      </main>
    );
  return <Explorer scenario={data.scenario} source={data.source} at={at} unplaced={data.unplaced} stale={data.stale} />;
}
