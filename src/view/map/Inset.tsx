import { useEffect, useRef } from 'react';
import type { Guest } from '../../model/scenario.ts';
import type { Theme } from './colours.ts';
import { drawRoom } from './draw-room.ts';
import type { MapGraph } from './graph.ts';
import { layoutHost } from './layout.ts';
import type { LensId } from './lens.ts';
import { fitCanvas, paintLayers } from './paint-canvas.ts';
import { inkOf } from './picture.ts';
import { sceneOf } from './scene.ts';
import type { FrameAt } from './types.ts';

interface InsetProps {
  readonly graph: MapGraph;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  readonly theme: Theme;
  readonly node: number;
  readonly lens: LensId;
}

/** A layout in which one room is about as wide as the inset, whatever the host. */
const FRAME = 400;

function paint(canvas: HTMLCanvasElement, { graph, guests, at, theme, node, lens }: InsetProps, ratio: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const usual = layoutHost(graph, 'explore', FRAME);
  const layout = layoutHost(graph, 'explore', usual.columns * (FRAME + 16));
  const scene = sceneOf({ graph, layout, guests, at });
  const room = scene.rooms[node];
  if (!room) return;
  const ink = inkOf({ theme, layout, guests, lens: { lens, scene } });
  const { x, y, w, h } = room.room;
  // Drawn at the size that it is shown at: a canvas that is stretched afterwards is blurred.
  const shown = (ratio * (canvas.clientWidth || w)) / w;
  fitCanvas(canvas, w, h, shown);
  Object.assign(canvas.style, { aspectRatio: `${w} / ${h}` });
  paintLayers(context, [{ id: 'inset', marks: drawRoom(room, scene, ink) }], shown, { x, y });
}

/** One node large beside the map, while the map shows all of them small. */
export function Inset(props: InsetProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, props, devicePixelRatio || 1);
  }, [props]);
  const { id } = props.graph.host.nodes[props.node]!;
  return <canvas ref={canvas} className="map-inset" role="img" aria-label={`Node ${id}, larger`} />;
}
