import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Frames } from '../src/engine/frames.ts';
import { stillFrames } from '../src/engine/still.ts';
import { readScenario, writeScenario } from '../src/formats/scenario-file.ts';
import type { Host } from '../src/model/host.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { graphOf } from '../src/view/map/graph.ts';
import { layoutHost, type Layout } from '../src/view/map/layout.ts';
import type { MapSize } from '../src/view/map/metrics.ts';
import { drawScene, type Layer } from '../src/view/map/draw.ts';
import { textProblems } from '../src/view/map/overlap.ts';
import { inkOf } from '../src/view/map/picture.ts';
import { sceneSvg } from '../src/view/map/scene-svg.ts';
import { sceneOf } from '../src/view/map/scene.ts';
import { baselineDifference } from '../src/view/map/testing/baseline.ts';
import { DARK } from '../src/view/map/testing/theme.ts';
import { estateOn, LARGE } from './gallery-estates.mjs';

interface Catalogue {
  readonly hosts: readonly { readonly id: string; readonly file: string }[];
}

const { hosts } = JSON.parse(readFileSync('public/catalogue.json', 'utf8')) as Catalogue;
const machines = hosts.map(({ id, file }): [string, Host] => {
  const { host } = JSON.parse(readFileSync(`public/${file}`, 'utf8')) as Scenario;
  return [id, host];
});
const all: readonly [string, Host][] = [...machines, ...LARGE.map((host): [string, Host] => [host.name, host])];

/** Widths of the map and of its rooms, as `npm run gallery` pictures them on a screen of 1440 px; Compare has half of it, phones less. */
const LEVELS: readonly [level: string, size: MapSize, width: number, room: number][] = [
  ['host', 'explore', 960, 0],
  ['node', 'explore', 960, 560],
  ['core', 'explore', 960, 1000],
  ['beside another', 'compare', 583, 0],
  ['on a phone', 'explore', 390, 0],
];

function layoutAt(host: Host, size: MapSize, width: number, room: number): Layout {
  const graph = graphOf(host);
  const usual = layoutHost(graph, size, width);
  return room === 0 ? usual : layoutHost(graph, size, width, { scale: room / usual.rooms[0].w, moving: false });
}

/** The picture of an estate at rest. */
function layersOf({ host, guests }: Scenario, frames: Frames, layout: Layout): readonly Layer[] {
  const scene = sceneOf({ graph: graphOf(host), layout, guests, at: { frames, index: 0, time: 0 } });
  return drawScene(scene, inkOf({ theme: DARK, layout, guests }));
}

describe.each(all)('%s', (_, host) => {
  const scenario = estateOn(host);
  const frames = stillFrames(scenario);

  test('its guests are a valid scenario', () => {
    const { value, problems } = readScenario(writeScenario(scenario), 'gallery');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value?.guests.length).toBeGreaterThan(5);
  });

  test.each(LEVELS)('%s: no text overlaps another, leaves its room or is cut', (__, size, width, room) => {
    const layout = layoutAt(host, size, width, room);
    const layers = layersOf(scenario, frames, layout);
    expect(textProblems(layers, layout)).toEqual([]);
    const names = layers.flatMap(({ marks }) => marks.filter(({ cls }) => cls === 'node-name'));
    // Tiles of a phone's 256 nodes are too small for three figures.
    if (layout.rooms[0].w >= 32) expect(names).toHaveLength(host.nodes.length);
  });
});

/** Caches and threads near by, memory without CPUs, nodes nested in packages. */
test.each([
  ['epyc-9354p-nps4', 'node', 560],
  ['xeon-6787p-cxl', 'host', 0],
  ['platinum-8468-snc4', 'host', 0],
])('%s, %s: equals its baseline, on every machine', (id, level, room) => {
  const host = new Map(machines).get(id)!;
  const layout = layoutAt(host, 'explore', 960, room);
  const { width, height } = layout;
  const scenario = estateOn(host);
  const text = sceneSvg(layersOf(scenario, stillFrames(scenario), layout), {
    title: 'Map',
    width,
    height,
    background: DARK.bg0,
  });
  expect(baselineDifference(`${id}-${level}-dark`, text)).toBeUndefined();
});
