import type { Inspection } from '../formats/inspection.ts';
import { readHosts } from '../formats/read-host.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { loadTexts } from './guest-input.ts';
import { tell } from './input.ts';
import { DONE, REFUSED } from './io.ts';
import { table } from './table.ts';
import { printJson } from './json.ts';

const BYTES_PER_MIB = 1_048_576;

function known(value: number | string | null): string {
  return value === null ? 'not stated' : `${value}`;
}

function mebibytes(bytes: number | null | undefined): string {
  return bytes === null || bytes === undefined ? '–' : `${Math.round(bytes / BYTES_PER_MIB)}`;
}

function tables(one: Inspection): string {
  const nodes = one.nodes.map((node) => [
    `${node.os}`,
    node.pus ?? '–',
    mebibytes(node.memoryBytes),
    mebibytes(node.freeBytes),
  ]);
  const distances = one.distances.map(({ name, nodes: ids, values }) => {
    const rows = values.map((row, n) => [`${ids[n]}`, ...row.map(String)]);
    return `\n${name ?? 'distances'}\n${table(['node', ...ids.map(String)], rows)}`;
  });
  const facts = table(
    ['what', 'count'],
    [
      ['format', one.format],
      ['nodes', `${one.nodeCount}`],
      ['CPUs', known(one.puCount)],
      ['packages', known(one.packageCount)],
      ['cores', known(one.coreCount)],
      ['L3 caches', known(one.l3Count)],
      ['CPUs without a node', known(one.pusWithoutNode) || 'none'],
      ['CPUs in several nodes', one.pusInSeveralNodes || 'none'],
    ],
  );
  return `${facts}\n${table(['node', 'CPUs', 'MiB', 'free MiB'], nodes)}${distances.join('')}`;
}

export const inspect: Command = {
  name: 'inspect',
  files: 'FILE…',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  summary:
    'Reads a host in any known format, recognised by content, and prints its topology; several files describe one host.',
  options: [JSON_OPTION],
  run(given, io) {
    const texts = loadTexts(io, given.files);
    if (texts === undefined) return REFUSED;
    const { value, problems } = readHosts(texts);
    tell(io, problems);
    if (value === undefined) return REFUSED;
    if (given.has('json')) printJson(io, value.inspection);
    else io.out(tables(value.inspection));
    return DONE;
  },
};
