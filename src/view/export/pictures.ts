import { themeOf } from '../map/colours.ts';
import { drawScene } from '../map/draw.ts';
import { graphOf } from '../map/graph.ts';
import { layoutHost } from '../map/layout.ts';
import type { MapSize } from '../map/metrics.ts';
import { paintLayers } from '../map/paint-canvas.ts';
import { inkOf } from '../map/picture.ts';
import { sceneSvg } from '../map/scene-svg.ts';
import { sceneOf } from '../map/scene.ts';
import type { Picture } from './registry.ts';

/** Widths at which maps are drawn for export, px. */
const WIDTH: Readonly<Record<MapSize, number>> = { compare: 584, explore: 944 };
/** Pixels of a PNG for each CSS pixel. */
const PNG_RATIO = 2;

/** The same scene that the map on screen is painted from, in the page's theme. */
function sceneOfPicture({ host, guests, at, size }: Picture) {
  const style = getComputedStyle(document.documentElement);
  const theme = themeOf((name) => style.getPropertyValue(`--${name}`).trim());
  const graph = graphOf(host);
  const layout = layoutHost(graph, size, WIDTH[size]);
  const scene = sceneOf({ graph, layout, guests, at, nodeStates: undefined });
  return { theme, layout, layers: drawScene(scene, inkOf({ theme, layout, guests })) };
}

export function pictureSvg(picture: Picture): string {
  const { theme, layout, layers } = sceneOfPicture(picture);
  const { width, height } = layout;
  return sceneSvg(layers, { title: picture.title, width, height, background: theme.bg0 });
}

/** At two pixels for each CSS pixel. Rejects where the browser cannot encode it. */
export function picturePng(picture: Picture): Promise<Blob> {
  const { theme, layout, layers } = sceneOfPicture(picture);
  const canvas = document.createElement('canvas');
  canvas.width = layout.width * PNG_RATIO;
  canvas.height = layout.height * PNG_RATIO;
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('This browser gives no canvas.'));
  const background = { kind: 'rect', x: 0, y: 0, w: layout.width, h: layout.height, fill: theme.bg0 } as const;
  paintLayers(context, [{ id: 'background', marks: [background] }, ...layers], PNG_RATIO);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser cannot write PNG.'))), 'image/png'),
  );
}
