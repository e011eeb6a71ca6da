import { ZOOM_STEP, type ZoomHands } from './use-zoom.ts';

/** Buttons over the map's corner; the keys + − 0 do the same while the map has the focus. */
export function ZoomBar({ zoom }: { readonly zoom: ZoomHands }) {
  return (
    <div className="map-zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => zoom.by(1 / ZOOM_STEP)}>
        −
      </button>
      <button type="button" title="Fit the host into the frame (0)" onClick={zoom.fit}>
        Fit <small>{Math.round(zoom.scale * 100)} %</small>
      </button>
      <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoom.by(ZOOM_STEP)}>
        +
      </button>
    </div>
  );
}
