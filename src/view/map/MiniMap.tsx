import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import type { Theme } from './colours.ts';
import { mix } from './colours.ts';
import { loadOf } from './draw-header.ts';
import { fitCanvas } from './paint-canvas.ts';
import type { Scene } from './scene.ts';
import { viewOf } from './zoomer.ts';

interface MiniMapProps {
  readonly scene: Scene;
  readonly theme: Theme;
  /** The map's element, which scrolls. */
  readonly box: RefObject<HTMLElement | null>;
}

const WIDTH = 152;
const HEIGHT = 120;

/** px of the minimap for one px of the map. */
function scaleOf({ layout }: Scene): number {
  return Math.min(WIDTH / layout.width, HEIGHT / layout.height);
}

function paint(canvas: HTMLCanvasElement, frame: HTMLElement, { scene, theme }: MiniMapProps, ratio: number): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  fitCanvas(canvas, WIDTH, HEIGHT, ratio);
  const scale = scaleOf(scene);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, WIDTH, HEIGHT);
  for (const room of scene.rooms) {
    const { x, y, w, h } = room.room;
    const load = loadOf(room);
    ctx.fillStyle = load > 1 ? theme.bad : mix(theme.bg3, theme.ink2, Math.min(1, load));
    ctx.fillRect(x * scale, y * scale, Math.max(1, w * scale - 1), Math.max(1, h * scale - 1));
  }
  const view = viewOf(frame);
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.5;
  const { width, height } = scene.layout;
  const [w, h] = [Math.min(view.w, width), Math.min(view.h, height)];
  ctx.strokeRect(view.x * scale + 1, view.y * scale + 1, w * scale - 2, h * scale - 2);
}

/** The whole host small, and what the frame shows of it; a press goes there. A stronger tone is a busier node. */
export function MiniMap(props: MiniMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scene, box } = props;
  useEffect(() => {
    const frame = box.current;
    if (!frame) return undefined;
    const draw = (): void => {
      if (canvas.current) paint(canvas.current, frame, props, devicePixelRatio || 1);
    };
    draw();
    frame.addEventListener('scroll', draw, { passive: true });
    return () => frame.removeEventListener('scroll', draw);
  }, [props, box]);
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    const frame = box.current;
    if (!frame || event.buttons === 0) return;
    const corner = event.currentTarget.getBoundingClientRect();
    const scale = scaleOf(scene);
    frame.scrollTo({
      left: (event.clientX - corner.left) / scale - frame.clientWidth / 2,
      top: (event.clientY - corner.top) / scale - frame.clientHeight / 2,
    });
  };
  return (
    <figure className="map-mini">
      <figcaption>
        Minimap <small>a stronger tone is a busier node</small>
      </figcaption>
      <canvas ref={canvas} aria-hidden="true" width={WIDTH} height={HEIGHT} onPointerDown={go} onPointerMove={go} />
    </figure>
  );
}
