import { useCallback } from 'react';
import { usePlacement } from '../../store/explore.ts';
import { EXPORT } from '../texts/take-away.ts';
import type { LensId } from '../map/lens.ts';
import { useShown, type Shown } from './registry.ts';

/** Offers Explore's map for export; draws nothing itself. */
export function PlacementPicture({ lens }: { readonly lens: LensId }) {
  const { data } = usePlacement();
  const ask = useCallback((): Shown => {
    const at = data?.source.frameAt(0);
    if (!data || !at) return { pictures: [] };
    const { host, guests } = data.scenario;
    return { pictures: [{ title: EXPORT.placement, host, guests, at, size: 'explore', lens }] };
  }, [data, lens]);
  useShown(ask);
  return null;
}
