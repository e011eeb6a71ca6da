import type { GuestsReading, ReadGuest } from '../formats/guests/reading.ts';
import { formatCpulist } from '../model/cpulist.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { loadGuests, loadHost } from './guest-input.ts';
import { DONE, REFUSED } from './io.ts';
import { table } from './table.ts';
import { printJson } from './json.ts';

function memoryNodes({ placement }: ReadGuest): string {
  const nodes = placement?.parts.flatMap(({ node, memoryOn }) => memoryOn?.map((one) => one.node) ?? [node]);
  return nodes ? formatCpulist(nodes) : '–';
}

function tables({ format, guests }: GuestsReading): string {
  const rows = guests.map((guest) => [
    guest.name,
    guest.vcpus,
    Math.round(guest.memoryMiB),
    guest.placement ? guest.placement.parts.map(({ node }) => node).join(',') : 'anywhere',
    memoryNodes(guest),
    guest.placement?.parts.map(({ cpus }) => cpus ?? '–').join(' ') ?? '–',
  ]);
  return `${format}\n${table(['guest', 'vCPUs', 'MiB', 'nodes', 'memory on', 'pinned to'], rows)}`;
}

export const guests: Command = {
  name: 'guests',
  files: 'FILE…',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  summary: 'Reads guests in any known format, recognised by content, and prints them as guests of a scenario.',
  options: [JSON_OPTION, { name: 'host', value: 'FILE', help: 'the host that they run on, for pins and node numbers' }],
  run(given, io) {
    const host = loadHost(io, given.one('host'));
    const reading = host === null ? undefined : loadGuests(io, given.files, host);
    if (reading === undefined) return REFUSED;
    if (given.has('json')) printJson(io, reading);
    else io.out(tables(reading));
    return DONE;
  },
};
