import { LINK, LINK_FIELDS, NODE, NODE_FIELDS } from '../../engine/frames.ts';
import type { Host } from '../../model/host.ts';
import type { FrameAt } from '../map/types.ts';
import { graphOf } from '../map/graph.ts';
import { partRows } from '../map/frame-rows.ts';
import { gib, gibDown, rate } from '../map/units-text.ts';
import { COLUMNS, SOURCES } from '../texts/tables.ts';
import type { Cell, Column } from './columns.ts';

/** A node or a link of the host at an instant: its position in the host's (the frames') order. */
export interface HostRow {
  readonly key: string;
  readonly index: number;
  /** Guests at home on a node. */
  readonly guests: number;
}

type Words = readonly [title: string, help: string];

function column(
  id: string,
  [title, help]: Words,
  source: string,
  cell: (row: HostRow) => Omit<Cell, 'source'> & { readonly source?: string },
): Column<HostRow> {
  return {
    id,
    title,
    help,
    source,
    isFigure: true,
    width: 84,
    cell: (row) => ({ source, ...cell(row) }),
  };
}

function figure(value: number, text: string): Omit<Cell, 'source'> {
  return { value, text };
}

/** A full one is bad news. */
function load(share: number): Omit<Cell, 'source'> {
  return { value: share * 100, text: String(Math.round(share * 100)), isBad: share >= 0.995 };
}

/** The kind of source of a figure of the host ("measured"), and its words. */
function sourceOf(host: Host, path: string): { readonly kind: string; readonly words: string } {
  const { kind, text } = host.sources?.[path] ?? host.sources?.[''] ?? { kind: SOURCES.file, text: '' };
  return { kind, words: text === '' ? kind : `${kind}: ${text}` };
}

/** The nodes of a host, in its order. */
export function nodeRows(host: Host, at: FrameAt): readonly HostRow[] {
  const guests = host.nodes.map(() => new Set<number>());
  for (const part of partRows(at, host.nodes.length)) guests[part.home]?.add(part.guest);
  return host.nodes.map((node, index) => ({ key: `node ${node.id}`, index, guests: guests[index]?.size ?? 0 }));
}

export function nodeColumns(host: Host, { frames, index }: FrameAt): readonly Column<HostRow>[] {
  const words = COLUMNS.node;
  const n = host.nodes.length;
  const now = (row: HostRow, field: number): number => frames.nodes[(index * n + row.index) * NODE_FIELDS + field] ?? 0;
  const of = (row: HostRow): Host['nodes'][number] => host.nodes[row.index]!;
  const stated = (
    id: keyof typeof words,
    path: string,
    cell: (row: HostRow) => Omit<Cell, 'source'>,
  ): Column<HostRow> => {
    const source = sourceOf(host, path);
    return column(id, words[id], source.kind, (row) => ({ ...cell(row), source: source.words }));
  };
  const computed = (id: keyof typeof words, cell: (row: HostRow) => Omit<Cell, 'source'>): Column<HostRow> =>
    column(id, words[id], SOURCES.computed, cell);
  const share = (row: HostRow, field: number): number => now(row, field) / Math.max(1, of(row).cores);
  return [
    stated('name', 'nodes[].cores', (row) => figure(of(row).id, `Node ${of(row).id}`)),
    stated('cores', 'nodes[].cores', (row) => figure(of(row).cores, `${of(row).cores}`)),
    stated('threads', 'nodes[].threads', (row) => figure(of(row).threads, `${of(row).threads}`)),
    stated('memory', 'nodes[].memoryMiB', (row) => figure(of(row).memoryMiB / 1024, gib(of(row).memoryMiB))),
    computed('free', (row) => {
      const free = Math.max(0, of(row).memoryMiB - now(row, NODE.usedMiB) - now(row, NODE.reservedMiB));
      return figure(free / 1024, gibDown(free));
    }),
    computed('guests', (row) => figure(row.guests, `${row.guests}`)),
    computed('demand', (row) => ({ ...load(share(row, NODE.cpuDemand)), isBad: share(row, NODE.cpuDemand) > 1.005 })),
    computed('used', (row) => ({ ...load(share(row, NODE.cpuUsed)), isBad: false })),
    stated('capacity', 'nodes[].bandwidthGBs', (row) => figure(of(row).bandwidthGBs, rate(of(row).bandwidthGBs))),
    computed('traffic', (row) => figure(now(row, NODE.bandwidthGBs), rate(now(row, NODE.bandwidthGBs)))),
    computed('load', (row) => load(now(row, NODE.utilisation))),
    computed('wait', (row) => figure(now(row, NODE.waitNs), now(row, NODE.waitNs).toFixed(1))),
    stated('latency', 'nodes[].latencyNs', (row) => figure(of(row).latencyNs, `${Math.round(of(row).latencyNs)}`)),
  ].map((one) => (one.id === 'name' ? { ...one, width: 148, isFigure: false } : one));
}

/** The links of a host, in the order of the frames. */
export function linkRows(host: Host): readonly HostRow[] {
  return graphOf(host).links.map(({ from, to }, index) => ({ key: `link ${from} ${to}`, index, guests: 0 }));
}

export function linkColumns(host: Host, { frames, index }: FrameAt): readonly Column<HostRow>[] {
  const words = COLUMNS.link;
  const { links } = graphOf(host);
  const of = (row: HostRow): (typeof links)[number] => links[row.index]!;
  const id = (node: number): number => host.nodes[node]?.id ?? node;
  const given = sourceOf(host, 'links[].capacityGBs');
  const { kind } = links[0]?.inferred === true ? { kind: 'inferred' } : given;
  const now = (row: HostRow, field: number): number =>
    frames.links[(index * links.length + row.index) * LINK_FIELDS + field] ?? 0;
  return [
    column('from', words.from, kind, (row) => figure(id(of(row).from), `Node ${id(of(row).from)}`)),
    column('to', words.to, kind, (row) => figure(id(of(row).to), `Node ${id(of(row).to)}`)),
    column('capacity', words.capacity, kind, (row) => ({
      ...figure(of(row).capacityGBs, rate(of(row).capacityGBs)),
      source: of(row).inferred ? kind : given.words,
    })),
    column('traffic', words.traffic, SOURCES.computed, (row) =>
      figure(now(row, LINK.bandwidthGBs), rate(now(row, LINK.bandwidthGBs))),
    ),
    column('load', words.load, SOURCES.computed, (row) => load(now(row, LINK.utilisation))),
    column('wait', words.wait, SOURCES.computed, (row) =>
      figure(now(row, LINK.waitNs), now(row, LINK.waitNs).toFixed(1)),
    ),
  ].map((one) => (one.id === 'from' || one.id === 'to' ? { ...one, width: 116, isFigure: false } : one));
}
