import { readFileSync } from 'node:fs';
import { stillFrames } from '../../../engine/still.ts';
import type { Guest, Placement, PlacementPart, Scenario, Workload } from '../../../model/scenario.ts';
import { drawScene } from '../draw.ts';
import { graphOf } from '../graph.ts';
import { layoutHost } from '../layout.ts';
import { inkOf } from '../picture.ts';
import { sceneOf } from '../scene.ts';
import type { Picture, PictureOptions } from './pictures.ts';
import { DARK } from './theme.ts';

const FILE = new URL('../../../../public/hosts/opteron-8347he.nearfar.json', import.meta.url);

function part(node: number, vcpus: number, gib: number, memoryOn?: PlacementPart['memoryOn']): PlacementPart {
  return { node, vcpus, memoryMiB: gib * 1024, ...(memoryOn ? { memoryOn } : {}) };
}

function guest(name: string, parts: Placement['parts'], workload: Workload, extra: Partial<Guest> = {}): Guest {
  const sum = (of: 'vcpus' | 'memoryMiB'): number => parts.reduce((total, one) => total + one[of], 0);
  return { name, vcpus: sum('vcpus'), memoryMiB: sum('memoryMiB'), placement: { parts }, workload, ...extra };
}

/** A fixed estate on the built-in host: a split guest, one whose memory stayed behind, a crowded, a full and a quiet node. */
const GUESTS: readonly Guest[] = [
  guest(
    'db-1',
    [part(0, 2, 1.5), part(1, 2, 1.5)],
    { memoryStall: 0.5, bandwidthPerCoreGBs: 2, hotFraction: 0.1, hotShare: 0.9 },
    { vnumaAware: true },
  ),
  guest('erp-1', [part(2, 6, 6)], { duty: 0.6, memoryStall: 0.4, hotFraction: 0.3, hotShare: 0.7 }),
  guest('db-2', [part(3, 4, 4)], { duty: 0.7, memoryStall: 0.5, bandwidthPerCoreGBs: 2 }),
  guest('web-1', [part(0, 2, 1.5)], { duty: 0.35 }),
  guest('web-2', [part(2, 2, 1.5)], { duty: 0.35 }),
  guest('mail', [part(1, 2, 2)], { duty: 0.25, hotFraction: 0.1, hotShare: 0.9 }),
  guest('build', [part(0, 4, 2)], { duty: 0.9, memoryStall: 0.1, hotFraction: 1, hotShare: 1 }),
  guest('stray', [part(1, 1, 2, [{ node: 3, memoryMiB: 2048 }])], { memoryStall: 0.6, bandwidthPerCoreGBs: 3 }),
];

/** The built-in host with the fixed estate, its frame by the engine, drawn as the map draws it. */
export function builtInPicture(options: PictureOptions): Picture {
  const { host } = JSON.parse(readFileSync(FILE, 'utf8')) as Scenario;
  const { size = 'compare', width = 584, theme = DARK, hovered, selected, nodeStates } = options;
  const frames = stillFrames({ nearfar: 1, host, guests: GUESTS });
  const graph = graphOf(host);
  const layout = layoutHost(graph, size, width);
  const at = { frames, index: 0, time: 0 };
  const scene = sceneOf({ graph, layout, guests: GUESTS, at, nodeStates });
  return { scene, layout, layers: drawScene(scene, inkOf({ theme, layout, guests: GUESTS, hovered, selected })) };
}
