import { useCallback } from 'react';
import { usePlacement } from '../../store/explore.ts';
import { EXPORT } from '../texts/take-away.ts';
import { usePictures, type Picture } from './registry.ts';

/** Offers Explore's map for export; draws nothing itself. */
export function PlacementPicture() {
  const { data } = usePlacement();
  const pictures = useCallback((): readonly Picture[] => {
    const at = data?.source.frameAt(0);
    if (!data || !at) return [];
    const { host, guests } = data.scenario;
    return [{ title: EXPORT.placement, host, guests, at, size: 'explore' }];
  }, [data]);
  usePictures(pictures);
  return null;
}
