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
export const PICTURE_WIDTH: Readonly<Record<MapSize, number>> = { compare: 584, explore: 944 };
/** Pixels of a PNG for each CSS pixel. */
const PNG_RATIO = 2;

export interface PictureOptions {
  /** A texture over every guest's memory. */
  readonly hasPatterns: boolean;
  /** Colour behind the map; the page's own without it. */
  readonly background?: string;
}

/** The same scene that the map on screen is painted from, in the page's theme. */
function sceneOfPicture(
  { host, guests, at, size, lens = 'owner', difference }: Picture,
  { hasPatterns }: PictureOptions,
) {
  const style = getComputedStyle(document.documentElement);
  const theme = themeOf((name) => style.getPropertyValue(`--${name}`).trim());
  const graph = graphOf(host);
  const layout = layoutHost(graph, size, PICTURE_WIDTH[size]);
  const scene = sceneOf({ graph, layout, guests, at, nodeStates: difference?.states });
  const ink = inkOf({ theme, layout, guests, patterns: hasPatterns, lens: { lens, scene, difference } });
  return { theme, layout, layers: drawScene(scene, ink) };
}

/** The picture as an SVG document. */
export function pictureSvg(picture: Picture, options: PictureOptions): string {
  const { theme, layout, layers } = sceneOfPicture(picture, options);
  const { width, height } = layout;
  return sceneSvg(layers, { title: picture.title, width, height, background: options.background ?? theme.bg0 });
}

/** At two pixels for each CSS pixel. Rejects where the browser cannot encode it. */
export function picturePng(picture: Picture, options: PictureOptions): Promise<Blob> {
  const { theme, layout, layers } = sceneOfPicture(picture, options);
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
