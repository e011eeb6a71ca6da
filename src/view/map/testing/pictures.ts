import type { Host } from '../../../model/host.ts';
import type { Theme } from '../colours.ts';
import { drawScene, type Layer } from '../draw.ts';
import { graphOf } from '../graph.ts';
import { layoutHost, type Layout } from '../layout.ts';
import type { MapSize } from '../metrics.ts';
import { inkOf } from '../picture.ts';
import { sceneOf, type Scene } from '../scene.ts';
import type { NodeState } from '../types.ts';
import { frameOf, type Drawing } from './frames-builder.ts';
import { DARK } from './theme.ts';

export interface PictureOptions {
  readonly size?: MapSize;
  readonly width?: number;
  readonly theme?: Theme;
  readonly hovered?: number;
  readonly selected?: number;
  readonly nodeStates?: ReadonlyMap<number, NodeState>;
}

export interface Picture {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly layers: readonly Layer[];
}

/** Host and hand-made frame to picture, as the map does it. */
export function pictureOf(host: Host, drawing: Drawing, options: PictureOptions = {}): Picture {
  const graph = graphOf(host);
  const { size = 'compare', width = 584, theme = DARK, hovered, selected, nodeStates } = options;
  const layout = layoutHost(graph, size, width);
  const scene = sceneOf({ graph, layout, guests: drawing.guests, at: frameOf(graph, drawing), nodeStates });
  const ink = inkOf({ theme, layout, guests: drawing.guests, hovered, selected });
  return { scene, layout, layers: drawScene(scene, ink) };
}
