import type { Host } from '../../model/host.ts';
import type { Problem, Reading } from '../../model/problem.ts';
import { inWhole, splitCollected, type Section } from '../collected.ts';
import { looksLikeScenario } from '../detect.ts';
import { readScenario } from '../scenario-file.ts';
import { isTrace, readTrace } from '../trace/read-trace.ts';
import { rootName } from '../xml.ts';
import { readDomain } from './libvirt/read-domain.ts';
import { isNumastat, readNumastat } from './linux/numastat.ts';
import { isVirshTuning, readVirshTuning } from './linux/virsh-tuning.ts';
import { withOwnNames } from './names.ts';
import { guestOfPartial, mergePartials, type PartialGuest } from './partial.ts';
import { isQemuCommand } from './qemu/command.ts';
import { readQemu } from './qemu/read-qemu.ts';
import type { GuestsFormat, GuestsReading, ReadGuest } from './reading.ts';
import { Source } from './source.ts';
import { isDebugU } from './xen/debug-u.ts';
import { isXlList } from './xen/list-n.ts';
import { readDebugU, readListN, readVcpuList, type ListReading } from './xen/read-xen.ts';
import { isVcpuList } from './xen/vcpu-list.ts';
import { readXlCfg } from './xl/read-xl-cfg.ts';
import { isThread2007, readThread2007 } from './xl/thread2007.ts';

/** The guests of a scenario file, as they stand there. */
function guestsOfScenario(text: string, file: string): Reading<GuestsReading> {
  const { value, problems } = readScenario(text, file);
  return { value: value && { format: 'scenario', guests: value.guests, warnings: problems }, problems };
}

type WholeFormat = 'scenario' | 'xl-cfg' | 'thread2007' | 'libvirt-domain' | 'qemu-command' | 'vm-trace';

const READERS: Readonly<Record<WholeFormat, (text: string, file: string, host?: Host) => Reading<GuestsReading>>> = {
  scenario: guestsOfScenario,
  'xl-cfg': readXlCfg,
  thread2007: readThread2007,
  'libvirt-domain': readDomain,
  'qemu-command': readQemu,
  'vm-trace': readTrace,
};

type ListFormat = 'xl-vcpu-list' | 'xl-list-n' | 'xl-debug-keys-u' | 'numastat-p' | 'virsh-vcpupin';

const LISTS: Readonly<Record<ListFormat, (source: Source) => ListReading>> = {
  'xl-vcpu-list': readVcpuList,
  'xl-list-n': readListN,
  'xl-debug-keys-u': readDebugU,
  'numastat-p': readNumastat,
  'virsh-vcpupin': readVirshTuning,
};

/** A setting of xl.cfg at the start of a line, or a comment before one. */
const SETTING = /^[ \t]*[a-z][_0-9a-z]*[ \t]*\+?=[ \t]*["'[\d]/m;

const DETECTORS: readonly (readonly [GuestsFormat, (text: string) => boolean])[] = [
  ['scenario', looksLikeScenario],
  ['libvirt-domain', (text) => ['domain', 'domains', 'domstatus', 'domainsnapshot'].includes(rootName(text) ?? '')],
  ['xl-vcpu-list', isVcpuList],
  ['xl-list-n', isXlList],
  ['xl-debug-keys-u', isDebugU],
  ['numastat-p', isNumastat],
  ['virsh-vcpupin', isVirshTuning],
  ['qemu-command', isQemuCommand],
  ['thread2007', isThread2007],
  ['vm-trace', isTrace],
  ['xl-cfg', (text) => !/^\s*[<{]/.test(text) && SETTING.test(text)],
];

/** What kind of guests' description a text is, by what stands in it; undefined where nothing is recognised. */
export function detectGuests(text: string): GuestsFormat | undefined {
  const start = text.slice(0, 1_000_000);
  return DETECTORS.find(([, matches]) => matches(start))?.[0];
}

function isWhole(format: GuestsFormat): format is WholeFormat {
  return Object.hasOwn(READERS, format);
}

function isList(format: GuestsFormat): format is ListFormat {
  return Object.hasOwn(LISTS, format);
}

function unknown(source: Source): Problem[] {
  const empty = source.text.trim() === '';
  if (empty) source.error('empty', 'there is no guest in this file: it holds no text', 0);
  else {
    const known =
      'xl.cfg, libvirt domain XML, a QEMU command line, xl vcpu-list, xl list -n, xl debug-keys u, numastat -p, virsh vcpupin, a trace of VMs as CSV';
    source.error('format-unknown', `no guests are recognised here: expected ${known}`, 0);
  }
  return [...source.problems.list];
}

/** Names of xl.cfg: where a file is called so, a broken one is read as one, so that the message is about its line. */
function formatOf(text: string, file: string): GuestsFormat | undefined {
  return (
    detectGuests(text) ?? (/\.(?:cfg|xl)$/i.test(file) ? 'xl-cfg' : /\.xml$/i.test(file) ? 'libvirt-domain' : undefined)
  );
}

function replaced(text: string, file: string): Problem[] {
  const source = new Source(text, file);
  const at = text.indexOf('\uFFFD');
  if (at >= 0) source.warn('not-utf-8', 'a character here is not UTF-8 and was replaced', at);
  return [...source.problems.list];
}

interface OneReading {
  readonly whole?: GuestsReading;
  readonly list?: ListReading;
  readonly problems: readonly Problem[];
  readonly failed: boolean;
}

/** Configurations and commands are read whole; no real one comes near this size. */
const LARGEST_CONFIGURATION = 4 * 2 ** 20;
const BOUNDED: ReadonlySet<GuestsFormat | undefined> = new Set<GuestsFormat>(['xl-cfg', 'thread2007', 'qemu-command']);

function readOne(text: string, file: string, host: Host | undefined): OneReading {
  const source = new Source(text, file);
  const format = formatOf(text, file);
  if (BOUNDED.has(format) && text.length > LARGEST_CONFIGURATION) {
    source.error('too-large', `a text of ${text.length} characters is no configuration of a guest`, 0);
    return { problems: source.problems.list, failed: true };
  }
  if (format === undefined) return { problems: unknown(source), failed: true };
  if (isList(format)) {
    const { facts, partials } = LISTS[format](source);
    const list = { facts, partials: partials.map((partial) => ({ ...partial, format })) };
    return { list, problems: source.problems.list, failed: source.problems.failed };
  }
  const reading = isWhole(format) ? READERS[format](text, file, host) : undefined;
  const problems = [...replaced(text, file), ...(reading?.problems ?? [])];
  return { ...(reading?.value && { whole: reading.value }), problems, failed: !reading?.value };
}

/** A section with the command in front, so that a reader finds the guest's name in it. */
function readSection(section: Section, file: string, host: Host | undefined): OneReading {
  const text =
    /^virsh\b/.test(section.command) && !/^\s*</.test(section.text)
      ? `$ ${section.command}\n${section.text}`
      : section.text;
  const line = section.line - (text === section.text ? 0 : 1);
  const reading = readOne(text, file, host);
  return { ...reading, problems: inWhole(reading.problems, { ...section, line }) };
}

/** One input: a single output, or the sections of a collected text that speak of guests. */
function readInput({ text, file }: GuestsInput, host: Host | undefined): OneReading[] {
  const sections = splitCollected(text)?.filter((section) => detectGuests(section.text) !== undefined);
  if (!sections || sections.length === 0) return [readOne(text, file, host)];
  return sections.map((section) => readSection(section, file, host));
}

/** One text of any known format. */
export function readGuests(text: string, file: string, host?: Host): Reading<GuestsReading> {
  return readAllGuests([{ text, file }], host);
}

/** Where the lists say something of a guest that a file describes, they say where it is now. */
function updated(
  guest: ReadGuest,
  partial: PartialGuest | undefined,
  source: Source,
  host: Host | undefined,
): ReadGuest {
  if (!partial) return guest;
  const { placement } = guestOfPartial(source, { ...partial, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }, host);
  return placement ? { ...guest, placement } : guest;
}

export interface GuestsInput {
  readonly text: string;
  readonly file: string;
}

/**
 * Several texts that describe guests of one host. Lists of the same host (xl list -n, xl vcpu-list, xl debug-keys u …) are put
 * together by domain number or name, and update guests that a configuration describes.
 */
export function readAllGuests(inputs: readonly GuestsInput[], host?: Host): Reading<GuestsReading> {
  const readings = inputs.flatMap((input) => readInput(input, host));
  const problems = readings.flatMap((reading) => reading.problems);
  const first = readings[0];
  if (!first || readings.some((reading) => reading.failed)) return { value: undefined, problems };
  const partials = mergePartials(readings.flatMap(({ list }) => list?.partials ?? []));
  const notes = new Source('', inputs[0]?.file ?? '');
  const byName = new Map(partials.toReversed().map((partial) => [partial.name, partial]));
  const whole = readings
    .flatMap((reading) => reading.whole?.guests ?? [])
    .map((guest) => updated(guest, byName.get(guest.name), notes, host));
  const described = new Set(whole.map(({ name }) => name));
  const listed = partials
    .filter(({ name }) => name === undefined || !described.has(name))
    .map((partial) => guestOfPartial(notes, partial, host));
  const guests = withOwnNames([...whole, ...listed], (message) => notes.warn('name', message, 0));
  const facts = readings.length === 1 ? (first.whole?.facts ?? first.list?.facts) : undefined;
  const warnings = [...problems, ...notes.problems.list];
  const format = first.whole?.format ?? first.list!.facts.format;
  return { value: { format, guests, ...(facts && { facts }), warnings }, problems: warnings };
}
