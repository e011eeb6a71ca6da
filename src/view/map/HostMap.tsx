import { useEffect, useRef, type CSSProperties } from 'react';
import './map.css';
import { MapRoom } from './MapRoom.tsx';
import type { Layout } from './layout.ts';
import type { HostMapProps, RoomBox } from './types.ts';
import { useDrawing } from './use-drawing.ts';
import { useRoving } from './use-roving.ts';

function roomBoxes(layout: Layout): RoomBox[] {
  return layout.rooms.map(({ node, x, y, w, h }) => ({ node, x, y, width: w, height: h }));
}

/** The host as a map: rooms, links and guests, drawn from the frame that holds at the clock's time. */
export function HostMap(props: HostMapProps) {
  const box = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useDrawing(props, box, canvas);
  const { layout, structure } = drawing;
  const roving = useRoving(props, structure);
  const { onLayout } = props;
  useEffect(() => onLayout?.(roomBoxes(layout)), [onLayout, layout]);
  const style: CSSProperties = { height: layout.height };
  return (
    <section
      ref={box}
      aria-label={`Map: ${props.title}`}
      className={`map map-${props.size}`}
      style={style}
      onKeyDown={roving.onKeyDown}
    >
      <canvas
        ref={canvas}
        aria-hidden="true"
        className="map-canvas"
        style={{ width: layout.width, height: layout.height }}
      />
      {structure?.rooms.map((room) => (
        <MapRoom
          key={room.node}
          room={room}
          structure={structure}
          latest={drawing.latest}
          props={props}
          roving={roving}
        />
      ))}
      {props.overlay && roomBoxes(layout).map((room) => <div key={room.node}>{props.overlay?.(room)}</div>)}
    </section>
  );
}
