import { createPortal } from 'react-dom';
import { memo, useEffect, useMemo, useRef, type CSSProperties, type RefObject } from 'react';
import './map.css';
import type { Host } from '../../model/host.ts';
import { MapRoom, type MapHands } from './MapRoom.tsx';
import { MiniMap } from './MiniMap.tsx';
import type { Layout } from './layout.ts';
import { lazySpots } from './pin-spots.ts';
import type { HostMapProps, RoomBox } from './types.ts';
import { useDrawing, type Structure } from './use-drawing.ts';
import { useRoving, type Stops } from './use-roving.ts';
import { useMarquee } from './use-marquee.ts';
import { usePan } from './use-pan.ts';
import { usePoint } from './use-point.ts';
import { ZoomBar } from './ZoomBar.tsx';

function roomBoxes(host: Host, layout: Layout): RoomBox[] {
  return layout.rooms.map((room) => {
    const { node, x, y, w, h } = room;
    return { node, x, y, width: w, height: h, spots: lazySpots(host, room, layout) };
  });
}

interface RoomsProps {
  readonly structure: Structure;
  readonly latest: RefObject<Structure | undefined>;
  readonly props: MapHands;
  readonly stops: Stops;
}

/** What hands, keys and screen readers touch; rendered when the structure changes, not while the map is zoomed. */
const Rooms = memo(function Rooms({ structure, latest, props, stops }: RoomsProps) {
  return structure.rooms.map((room) => (
    <MapRoom key={room.node} room={room} structure={structure} latest={latest} props={props} stops={stops} />
  ));
});

/** The height that a zoomable map would like; its page may give it another. */
interface FrameStyle extends CSSProperties {
  readonly '--map-height'?: string;
}

function frameStyle({ zoomable = false }: HostMapProps, layout: Layout): FrameStyle {
  return zoomable ? { '--map-height': `${layout.height}px` } : { height: layout.height };
}

/** What the elements over the drawing do; the same object while only the drawing changes: hovering and dragging render none of them. */
function useHands(props: HostMapProps): MapHands {
  const { selected = null, picked, onSelect, onPick, onHover, onHoverNode } = props;
  const { onPartActivate, onPartPointerDown, partsHaveMenu = false } = props;
  return useMemo(
    () => ({
      selected,
      partsHaveMenu,
      ...(picked && { picked }),
      ...(onSelect && { onSelect }),
      ...(onPick && { onPick }),
      ...(onHover && { onHover }),
      ...(onHoverNode && { onHoverNode }),
      ...(onPartActivate && { onPartActivate }),
      ...(onPartPointerDown && { onPartPointerDown }),
    }),
    [selected, picked, onSelect, onPick, onHover, onHoverNode, onPartActivate, onPartPointerDown, partsHaveMenu],
  );
}

/** The host as a map: rooms, links and guests, drawn from the frame that holds at the clock's time. */
export function HostMap(props: HostMapProps) {
  const box = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useDrawing(props, box, canvas);
  const { layout, structure, zoom, theme } = drawing;
  const roving = useRoving(props, structure, zoom);
  const hands = useHands(props);
  const { host, onLayout, zoomable = false } = props;
  const onPan = usePan(zoomable);
  const onMarquee = useMarquee(drawing.latest, props.onPick);
  const point = usePoint(drawing.latest, props.onPoint);
  useEffect(() => onLayout?.(roomBoxes(host, layout)), [onLayout, host, layout]);
  return (
    <>
      <section
        ref={box}
        aria-label={`Map: ${props.title}`}
        className={`map map-${props.size}${zoomable ? ' map-zoomable' : ''}`}
        style={frameStyle(props, layout)}
        onKeyDown={roving.onKeyDown}
        onPointerMove={point.onPointerMove}
        onPointerLeave={point.onPointerLeave}
        onPointerDownCapture={point.onPointerDown}
        onPointerDown={(event) => onMarquee(event) || onPan?.(event)}
      >
        <div className="map-world" style={{ width: layout.width, height: layout.height }}>
          <canvas
            ref={canvas}
            aria-hidden="true"
            className="map-canvas"
            style={zoomable ? undefined : { width: layout.width, height: layout.height }}
          />
          {structure && <Rooms structure={structure} latest={drawing.latest} props={hands} stops={roving.stops} />}
          {props.overlay && roomBoxes(host, layout).map((room) => <div key={room.node}>{props.overlay?.(room)}</div>)}
        </div>
      </section>
      {props.controls && createPortal(<ZoomBar zoom={zoom} />, props.controls)}
      {props.minimap &&
        structure &&
        theme &&
        createPortal(<MiniMap scene={structure.scene} theme={theme} box={box} />, props.minimap)}
    </>
  );
}
