import { planMoves } from '../analysis/plan.ts';
import { anonymise, anonymiseText, pseudonymsOf, renamed } from '../formats/guests/anonymise.ts';
import { readAllGuests } from '../formats/guests/read-guests.ts';
import { exportScenario, TARGETS, type ExportOptions, type ExportTarget } from '../formats/guests/write/convert.ts';
import type { Exported } from '../formats/guests/write/exported.ts';
import { originalGuest } from '../formats/guests/write/unchanged.ts';
import { shown } from '../model/findings.ts';
import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { UsageError, type Arguments } from './arguments.ts';
import { loadWhole, withoutFacts } from './check.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { isScenarioText, loadHost, loadTexts, type Text } from './guest-input.ts';
import { tell } from './input.ts';
import { DONE, REFUSED, type Io } from './io.ts';
import { printJson } from './json.ts';

function targetOf(given: Arguments): ExportTarget {
  const name = given.one('to');
  const target = TARGETS.find((one) => one === name);
  if (target === undefined) throw new UsageError(`--to ${shown(name ?? '')}: one of ${TARGETS.join(', ')} is expected`);
  return target;
}

/** Stands for a host that is not given: the nodes that guests are on, without CPU numbers. */
function hostFor(guests: readonly Guest[]): Host {
  const named = guests
    .flatMap(({ placement }) => placement?.parts ?? [])
    .flatMap(({ node, memoryOn }) => [node, ...(memoryOn ?? []).map((one) => one.node)]);
  const ids = [...new Set([0, ...named])].toSorted((a, b) => a - b);
  const memoryMiB = 2 ** 40;
  return {
    name: 'unknown host',
    nodes: ids.map((id) => ({ id, cores: 1024, threads: 1024, memoryMiB, bandwidthGBs: 10, latencyNs: 100 })),
  };
}

function guestsOnly(io: Io, texts: readonly Text[], host: Host | undefined): Scenario | undefined {
  const { value, problems } = readAllGuests(texts, host);
  tell(io, problems);
  if (!value) return undefined;
  const guests = value.guests.map(withoutFacts);
  return { nearfar: 1, host: host ?? hostFor(guests), guests };
}

function loadConvertible(io: Io, given: Arguments): Scenario | undefined {
  const host = loadHost(io, given.one('host'));
  const texts = host === null ? undefined : loadTexts(io, given.files);
  if (host === null || !texts) return undefined;
  const isScenario = texts.length === 1 && isScenarioText(texts[0]!.text);
  if (!isScenario) return guestsOnly(io, texts, host);
  const scenario = loadWhole(io, given.files);
  return scenario && host ? { ...scenario, host } : scenario;
}

/** The guests as they were imported, for the plan. */
function importedState(scenario: Scenario): Scenario {
  const guests = scenario.guests.map((guest) => {
    const was = originalGuest(guest, scenario.host);
    return was ? withoutFacts({ ...was, name: guest.name }) : guest;
  });
  return { ...scenario, guests };
}

function optionsFor(scenario: Scenario, target: ExportTarget): ExportOptions {
  if (target !== 'commands') return {};
  const { order, impossible } = planMoves(importedState(scenario), scenario);
  const every = order.length > 0 ? order : scenario.guests.filter(({ placement }) => placement).map(({ name }) => name);
  return { order: every, ...(impossible !== undefined && { impossible }) };
}

/** The guests for the target, and the options for it, under names of their own. */
function withoutNames(scenario: Scenario, target: ExportTarget): Exported {
  const names = pseudonymsOf(scenario);
  if (target !== 'commands') return exportScenario(anonymise(scenario, names), target);
  const { order, impossible } = optionsFor(scenario, target);
  return exportScenario(renamed(scenario, names), target, {
    ...(order && { order: order.map((name) => names.get(name) ?? name) }),
    ...(impossible !== undefined && { impossible: anonymiseText(impossible, names) }),
  });
}

/** Several files in one text; libvirt's become one document, so that it can be read again. */
function joined({ files }: Exported, target: ExportTarget): string {
  if (target === 'commands') return files[0]!.text;
  if (files.length === 1) return files[0]!.text;
  if (target === 'libvirt') return `<domains>\n${files.map(({ text }) => text.trimEnd()).join('\n')}\n</domains>\n`;
  return files.map(({ name, text }) => `# ==> ${name} <==\n${text}`).join('\n');
}

/** What cannot be expressed, once for all guests that it holds for. */
function noteLines({ notes }: Exported): string[] {
  const guests = new Map<string, string[]>();
  for (const { guest, message } of notes)
    guests.set(message, [...(guests.get(message) ?? []), ...(guest === '' ? [] : [guest])]);
  return [...guests].map(([message, names]) => {
    const some = names.slice(0, 3).map((name) => shown(name));
    const more = names.length > some.length ? ` and ${names.length - some.length} more` : '';
    return names.length === 0 ? message : `${some.join(', ')}${more}: ${message}`;
  });
}

export const convert: Command = {
  name: 'convert',
  files: 'FILE…',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  summary:
    'Writes guests with their placement as another system wants them: configurations, or commands for a running host.',
  options: [
    { name: 'to', value: TARGETS.join('|'), help: 'what to write' },
    { name: 'host', value: 'FILE', help: 'the host that they run on, for pins and node numbers' },
    { name: 'undo', help: 'with --to commands: those that take the others back' },
    { name: 'anonymous', help: 'names of guests, groups and host replaced, imported originals left out' },
    JSON_OPTION,
  ],
  run(given, io) {
    const target = targetOf(given);
    const scenario = loadConvertible(io, given);
    if (scenario === undefined) return REFUSED;
    const exported = given.has('anonymous')
      ? withoutNames(scenario, target)
      : exportScenario(scenario, target, optionsFor(scenario, target));
    for (const line of noteLines(exported)) io.err(`${line}\n`);
    if (given.has('json')) printJson(io, { to: target, ...exported });
    else io.out(given.has('undo') && target === 'commands' ? exported.files[1]!.text : joined(exported, target));
    return DONE;
  },
};
