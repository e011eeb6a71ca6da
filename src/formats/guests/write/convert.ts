import type { Guest, Scenario } from '../../../model/scenario.ts';
import { writeScenario } from '../../scenario-file.ts';
import { fileName, type Exported, type ExportedFile, type ExportNote, type WriteContext } from './exported.ts';
import { hostCommands } from './commands.ts';
import { writeLibvirt } from './libvirt.ts';
import { writeQemu } from './qemu.ts';
import { commentText } from './quote.ts';
import { writeThread2007 } from './thread2007.ts';
import { writeXl } from './xl.ts';

export const TARGETS = ['xl', 'libvirt', 'qemu', 'thread2007', 'commands', 'scenario'] as const;
export type ExportTarget = (typeof TARGETS)[number];

type GuestTarget = Exclude<ExportTarget, 'commands' | 'scenario'>;

const WRITERS: Readonly<Record<GuestTarget, { extension: string; write: (context: WriteContext) => string }>> = {
  xl: { extension: 'cfg', write: writeXl },
  libvirt: { extension: 'xml', write: writeLibvirt },
  qemu: { extension: 'sh', write: writeQemu },
  thread2007: { extension: 'cfg', write: writeThread2007 },
};

/** What the export of commands needs to know beside the scenario. */
export interface ExportOptions {
  /** The scenario as it was; without it guests are taken to be as they were imported. */
  readonly before?: Scenario;
  /** Order of the moves (analysis/plan.ts), and what to say where there is none. */
  readonly order?: readonly string[];
  readonly impossible?: string;
}

function withOwnFileNames(files: readonly ExportedFile[]): ExportedFile[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return files.map((file) => {
    let { name } = file;
    let count = next.get(file.name) ?? 2;
    while (taken.has(name)) name = file.name.replace(/\.(\w+)$/, `-${count++}.$1`);
    next.set(file.name, count);
    taken.add(name);
    return { ...file, name };
  });
}

function guestFile(scenario: Scenario, guest: Guest, target: GuestTarget, notes: ExportNote[]): ExportedFile {
  const { extension, write } = WRITERS[target];
  const said = new Set<string>();
  const note = (message: string): void => {
    if (!said.has(message)) notes.push({ guest: guest.name, message });
    said.add(message);
  };
  return { name: fileName(guest.name, extension), text: write({ host: scenario.host, guest, note }) };
}

function script(lines: readonly string[]): string {
  return `${['#!/bin/sh', ...lines].join('\n')}\n`;
}

function commandFiles(scenario: Scenario, options: ExportOptions, notes: ExportNote[]): ExportedFile[] {
  const { commands, undo } = hostCommands(scenario, options.before, options.order, notes);
  if (options.impossible !== undefined) notes.push({ guest: '', message: options.impossible });
  // Whoever runs the script may never see the notes.
  const warning = options.impossible === undefined ? [] : [`# ${commentText(options.impossible)}`];
  return [
    { name: 'apply.sh', text: script([...warning, ...commands]) },
    { name: 'undo.sh', text: script(undo) },
  ];
}

/** The guests of a scenario, with their placements, as another system wants them. What it cannot express is in the notes. */
export function exportScenario(scenario: Scenario, target: ExportTarget, options: ExportOptions = {}): Exported {
  const notes: ExportNote[] = [];
  if (target === 'scenario')
    return { files: [{ name: 'scenario.nearfar.json', text: writeScenario(scenario) }], notes };
  if (target === 'commands') return { files: commandFiles(scenario, options, notes), notes };
  const files = scenario.guests.map((guest) => guestFile(scenario, guest, target, notes));
  return { files: withOwnFileNames(files), notes };
}
