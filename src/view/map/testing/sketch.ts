import { graphOf } from '../graph.ts';
import type { Host, Link, NumaNode } from '../../../model/host.ts';
import { layoutHost } from '../layout.ts';
import { sceneOf, type RoomScene, type Scene } from '../scene.ts';
import { forEachCell } from '../tank.ts';
import { frameOf } from './frames-builder.ts';
import { links } from './hosts.ts';
import { GUESTS, part } from './mixed-estate.ts';

/**
 * Hosts and their guests drawn by hand, and scenes drawn back in the same way, so that what the map makes of a host can be compared
 * with what a person would draw:
 *
 *     0 - 1       nodes where their rooms lie, in columns of four characters; m = memory only, c = CPUs only
 *     | X |       links between neighbours: - | \ / and X for both diagonals
 *     2 - 3m
 *     far 0-7     links between rooms that are no neighbours
 *     package 0-1 nodes of one package, in a frame
 *     + db-1 n0 2v 1.5G [0*16 1*16]      a part of a guest, as `mixed-estate` reads it
 *     0: db-1 ####....                   the tank of a node: a block for each guest, a sign for every column, # its memory
 */
export interface Sketch {
  readonly host: Host;
  readonly parts: readonly string[];
}

const PITCH = 4;
const NODE = /(\d+)([mc]?)/g;
const CORES = 4;
const MEMORY_MIB = 8192;

interface Spot {
  readonly id: number;
  readonly kind: string;
  readonly row: number;
  readonly column: number;
}

function nodeOf({ id, kind }: Spot): NumaNode {
  const cores = kind === 'm' ? 0 : CORES;
  const node = {
    id,
    cores,
    threads: cores,
    memoryMiB: kind === 'c' ? 0 : MEMORY_MIB,
    bandwidthGBs: 10,
    latencyNs: 100,
  };
  return cores > 0 ? { ...node, cpus: `${id * CORES}-${id * CORES + CORES - 1}` } : node;
}

/** Pairs that a sign between two rows of nodes joins. */
function crossing(sign: string, column: number, half: boolean): (readonly [number, number])[] {
  if (!half) return sign === '|' ? [[column, column]] : [];
  const falling = [column, column + 1] as const;
  const rising = [column + 1, column] as const;
  if (sign === 'X') return [falling, rising];
  return sign === '\\' ? [falling] : sign === '/' ? [rising] : [];
}

function wiresBetween(line: string, above: number, at: (row: number, column: number) => number): string[] {
  return Array.from(line).flatMap((sign, i) => {
    const half = i % PITCH === PITCH / 2;
    if (i % PITCH !== 0 && !half) return [];
    return crossing(sign, Math.floor(i / PITCH), half).map(([a, b]) => `${at(above, a)}-${at(above + 1, b)}`);
  });
}

/** Reads a sketch: its host and its guests' parts; what is drawn of tanks is for comparison only. */
export function readSketch(text: string): Sketch {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const grid = lines.filter((line) => /^[\d\s\-|\\/Xmc]+$/.test(line));
  const spots = grid
    .filter((_, i) => i % 2 === 0)
    .flatMap((line, row) =>
      [...line.matchAll(NODE)].map(({ 1: id, 2: kind, index }): Spot => ({
        id: Number(id),
        kind,
        row,
        column: Math.round(index / PITCH),
      })),
    );
  const at = (row: number, column: number): number =>
    spots.find((spot) => spot.row === row && spot.column === column)!.id;
  const across = grid
    .filter((_, i) => i % 2 === 0)
    .flatMap((line) => [...line.matchAll(/(\d+)[mc]?(?= - *(\d+))/g)].map(({ 1: a, 2: b }) => `${a}-${b}`));
  const down = grid.flatMap((line, i) => (i % 2 === 1 ? wiresBetween(line, (i - 1) / 2, at) : []));
  const far = lines.filter((line) => line.startsWith('far ')).flatMap((line) => line.slice(4).split(' '));
  const packages = lines
    .filter((line) => line.startsWith('package '))
    .map((line) => line.slice(8).split('-').map(Number));
  const nodes = spots.toSorted((a, b) => a.id - b.id).map(nodeOf);
  const wires: Link[] = links([...across, ...down, ...far].join(' '));
  const topology = {
    packages: packages.map((ids, id) => ({
      id,
      cpus: ids.map((node) => nodes.find((one) => one.id === node)!.cpus).join(','),
    })),
  };
  return {
    host: { name: 'sketch', nodes, links: wires, ...(packages.length > 0 ? { topology } : {}) },
    parts: lines.filter((line) => line.startsWith('+ ')).map((line) => line.slice(2)),
  };
}

/** The scene of a sketch, on a map of Explore. */
export function sceneOfSketch({ host, parts }: Sketch, width = 1100): Scene {
  const graph = graphOf(host);
  const drawing = { guests: GUESTS, parts: parts.map(part) };
  return sceneOf({ graph, layout: layoutHost(graph, 'explore', width), guests: GUESTS, at: frameOf(graph, drawing) });
}

class Paper {
  readonly #rows: string[][] = [];

  put(row: number, column: number, text: string): void {
    const line = (this.#rows[row] ??= []);
    Array.from(text).forEach((sign, i) => (line[column + i] = sign));
  }

  get(row: number, column: number): string {
    return this.#rows[row]?.[column] ?? ' ';
  }

  toString(): string {
    return this.#rows
      .map((line) =>
        Array.from(line ?? [], (sign) => sign ?? ' ')
          .join('')
          .trimEnd(),
      )
      .join('\n');
  }
}

function kindOf({ cores, memoryMiB }: NumaNode): string {
  if (cores === 0) return 'm';
  return memoryMiB === 0 ? 'c' : '';
}

/** A link between neighbours, where a person would draw it; false = they are none. */
function putLink(paper: Paper, a: RoomScene, b: RoomScene): boolean {
  const [p, q] = [a.room.slot, b.room.slot];
  const [dx, dy] = [q.column - p.column, q.row - p.row];
  if (Math.abs(dx) > 1 || Math.abs(dy) > 1) return false;
  const [left, top] = [Math.min(p.column, q.column) * PITCH, Math.min(p.row, q.row) * 2];
  if (dy === 0) paper.put(top, left + PITCH / 2, '-');
  else if (dx === 0) paper.put(top + 1, left, '|');
  else {
    const sign = dx * dy > 0 ? '\\' : '/';
    const there = paper.get(top + 1, left + PITCH / 2);
    paper.put(top + 1, left + PITCH / 2, there === ' ' || there === sign ? sign : 'X');
  }
  return true;
}

function tankLine({ node, blocks }: RoomScene, { guests }: Scene): string[] {
  if (blocks.length === 0) return [];
  const texts = blocks.map((placed) => {
    let cells = 0;
    forEachCell(placed, () => (cells += 1));
    return `${guests[placed.block.guest].name} ${'#'.repeat(Math.ceil(cells / 8))}`;
  });
  return [`${node.id}: ${texts.join(' ')}`];
}

/** Draws a scene as a sketch: nodes and links first, then packages, then tanks. */
export function sketchOf(scene: Scene): string {
  const paper = new Paper();
  const { rooms, graph } = scene;
  for (const { room, node } of rooms)
    paper.put(room.slot.row * 2, room.slot.column * PITCH, `${node.id}${kindOf(node)}`);
  const drawn = new Set(scene.channels.map(({ link }) => link));
  const far = new Set<string>();
  graph.links.forEach(({ from, to }, link) => {
    const [a, b] = [rooms[from], rooms[to]];
    if (drawn.has(link) && !putLink(paper, a, b)) far.add([a.node.id, b.node.id].toSorted((p, q) => p - q).join('-'));
  });
  const packages = (graph.host.topology?.packages ?? []).map(({ cpus }) => {
    const list = cpus.split(',');
    const inside = rooms.filter(({ node }) => node.cpus !== undefined && list.includes(node.cpus));
    return `package ${inside.map(({ node }) => node.id).join('-')}`;
  });
  const tanks = rooms.flatMap((room) => tankLine(room, scene));
  return [
    paper.toString(),
    ...(far.size > 0 ? [`far ${[...far].toSorted().join(' ')}`] : []),
    ...packages,
    ...tanks,
  ].join('\n');
}
