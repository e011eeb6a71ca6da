import { select } from 'd3-selection';
import { stillFrames } from '../../../engine/still.ts';
import type { Host } from '../../../model/host.ts';
import type { Guest, Scenario } from '../../../model/scenario.ts';
import { gridBoxes } from '../draw-cores.ts';
import { graphOf, type MapGraph } from '../graph.ts';
import { layoutHost, UNZOOMED, type Layout } from '../layout.ts';
import { TANK_CELLS, TANK_COLUMNS, TANK_ROWS } from '../metrics.ts';
import { Painter } from '../painter.ts';
import { InkWell } from '../picture.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { targetsKey, targetsOf } from '../targets.ts';
import type { FrameAt, NodeState } from '../types.ts';
import { DARK } from './theme.ts';

/** What `npm run bench:map` runs in a browser: the map's own code against a plain d3 re-join of the same scene. */

const WIDTH = 1600;
const HEIGHT = 900;
const VIEW = { x: 0, y: 0, w: WIDTH, h: HEIGHT };

interface Bench {
  readonly graph: MapGraph;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  readonly layout: Layout;
}

type Mode = 'drag' | 'all' | 'play' | 'zoom';
type Technique = 'map' | 'd3' | 'empty';

interface Timing {
  readonly draw: number[];
  readonly frame: number[];
}

/** A host and guests that fill it by half, from a small generator: the same every time. */
function scenarioOf(nodeCount: number, cores: number, guestCount: number): Scenario {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const nodes = Array.from({ length: nodeCount }, (_, id) => ({
    id,
    cores,
    threads: cores,
    memoryMiB: 262_144,
    bandwidthGBs: 100,
    latencyNs: 90,
  }));
  const links = nodes.flatMap(({ id }) => {
    const next = (id + 1) % nodeCount;
    return [
      { from: id, to: next, capacityGBs: 40 },
      { from: next, to: id, capacityGBs: 40 },
    ];
  });
  const host: Host = { name: 'bench', nodes, links };
  const share = Math.floor((nodeCount * 262_144 * 0.55) / guestCount / 256) * 256;
  const guests = Array.from({ length: guestCount }, (_, i): Guest => {
    const node = i % nodeCount;
    const vcpus = 1 + Math.floor(random() * 4);
    const placement = { parts: [{ node, vcpus, memoryMiB: share }] };
    const workload = { duty: 0.2 + 0.8 * random() };
    return { name: `vm-${i}`, group: `g${i % 12}`, vcpus, memoryMiB: share, workload, placement };
  });
  return { nearfar: 1, host, guests };
}

let bench: Bench | undefined;

function prepare(nodeCount: number, cores: number, guestCount: number): { cells: number; cpus: number } {
  const scenario = scenarioOf(nodeCount, cores, guestCount);
  const graph = graphOf(scenario.host);
  const at = { frames: stillFrames(scenario), index: 0, time: 0 };
  bench = { graph, guests: scenario.guests, at, layout: layoutHost(graph, 'explore', WIDTH) };
  return { cells: nodeCount * 256, cpus: nodeCount * cores };
}

function ready(): Bench {
  if (!bench) throw new Error('prepare first');
  return bench;
}

/** A guest held over one node after the other. */
function heldOver(node: number, count: number): ReadonlyMap<number, NodeState> {
  const strip = { icon: 'check', verdict: 'Possible', detail: 'hot-first, 4.0 s' } as const;
  const states = new Map<number, NodeState>();
  for (let i = 0; i < count; i += 1) states.set(i, { kind: 'possible', strip });
  const wouldBe = [{ guest: 0, memoryMiB: 4096, label: 'vm-0 would go here' }];
  states.set(node, { kind: 'target', strip, wouldBe, cpuText: 'CPU 50 → 60 %' });
  return states;
}

type Step = (i: number) => void;

function mapStep(mode: Mode): Step {
  const { graph, guests, at, layout } = ready();
  const canvas = document.querySelector('canvas')!;
  const [painter, inks] = [new Painter(), new InkWell()];
  let before: Scene | undefined;
  return (i) => {
    const zoom = mode === 'zoom' ? { scale: 1 + (i % 40) / 20, moving: true } : UNZOOMED;
    const now = mode === 'zoom' ? layoutHost(graph, 'explore', WIDTH, zoom) : layout;
    const instant = mode === 'play' ? { ...at, frames: { ...at.frames } } : at;
    const nodeStates = mode === 'drag' ? heldOver(i % graph.host.nodes.length, graph.host.nodes.length) : undefined;
    const scene = sceneOf({ graph, layout: now, guests, at: instant, nodeStates, before });
    before = scene;
    const id = mode === 'all' && i % 2 === 1 ? 'heat' : 'owner';
    const ink = inks.inkOf({ theme: DARK, layout: now, guests, lens: { lens: id, scene } });
    painter.paint(canvas, scene, ink, VIEW, 1);
    targetsKey(targetsOf(scene, ink, VIEW));
  };
}

interface Cell {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  fill: string;
}

/** One rect for each CPU and each memory cell of the same scene, free ones too. */
function cellsOf(): Cell[] {
  const { graph, guests, at, layout } = ready();
  const scene = sceneOf({ graph, layout, guests, at });
  const boxes = scene.rooms.flatMap((room) => {
    const { inner, tankY, tankH } = room.room;
    const [w, h] = [inner.w / TANK_COLUMNS, tankH / TANK_ROWS];
    const memory = Array.from({ length: TANK_CELLS }, (_, i) => {
      return { x: inner.x + (i % TANK_COLUMNS) * w, y: tankY + Math.floor(i / TANK_COLUMNS) * h, w: w - 1, h: h - 1 };
    });
    return [...gridBoxes(room, scene), ...memory];
  });
  return boxes.map((box, key) => ({ ...box, key, fill: '#888888' }));
}

function d3Step(mode: Mode): Step {
  const svg = select('svg');
  svg.selectAll('rect').remove();
  const cells = cellsOf();
  const share = Math.max(1, Math.floor(cells.length / 100));
  return (i) => {
    const [from, to] = mode === 'drag' ? [(i * share) % cells.length, share] : [0, cells.length];
    for (let c = from; c < Math.min(cells.length, from + to); c += 1) cells[c].fill = i % 2 ? '#e9db5f' : '#8c6ac8';
    svg
      .selectAll<SVGRectElement, Cell>('rect')
      .data(cells, (cell) => cell.key)
      .join('rect')
      .attr('x', (cell) => cell.x)
      .attr('y', (cell) => cell.y)
      .attr('width', (cell) => cell.w)
      .attr('height', (cell) => cell.h)
      .attr('fill', (cell) => cell.fill);
  };
}

const none: Step = () => undefined;

/** Runs one technique for some frames: time of drawing and of the whole frame, ms. */
function run(technique: Technique, mode: Mode, frames: number): Promise<Timing> {
  const step = technique === 'map' ? mapStep(mode) : technique === 'd3' ? d3Step(mode) : none;
  document.querySelector('svg')!.style.display = technique === 'd3' ? '' : 'none';
  document.querySelector('canvas')!.style.display = technique === 'map' ? '' : 'none';
  step(0);
  const timing: Timing = { draw: [], frame: [] };
  return new Promise((resolve) => {
    let last = 0;
    let i = 0;
    const tick = (now: number): void => {
      if (i > 1) timing.frame.push(now - last);
      last = now;
      i += 1;
      const began = performance.now();
      step(i);
      if (i > 1) timing.draw.push(performance.now() - began);
      if (i < frames) requestAnimationFrame(tick);
      else resolve(timing);
    };
    requestAnimationFrame(tick);
  });
}

Object.assign(window, { nearfarBench: { prepare, run } });
