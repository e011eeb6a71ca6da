import type { Host } from '../model/host.ts';
import type { Problem, Reading } from '../model/problem.ts';
import { inWhole, type Section, splitCollected } from './collected.ts';
import { detectFormat, type HostFormatId } from './detect.ts';
import { doubtHost } from './doubts.ts';
import { hostFrom } from './host-from.ts';
import { readHwloc } from './hwloc.ts';
import { type Inspection, inspectionOf } from './inspection.ts';
import { readLstopoText } from './lstopo-text.ts';
import { readLscpu } from './lscpu.ts';
import { mistakenRoot, mistakenText } from './not-a-host.ts';
import { readNumactl } from './numactl.ts';
import { refuseSize } from './limits.ts';
import { mergeHosts, type Witness } from './merge-hosts.ts';
import { readScenarioHost } from './scenario-host.ts';
import { readVirshNodeinfo } from './virsh-nodeinfo.ts';
import type { Observation } from './observed.ts';
import { positionAt } from './position.ts';
import { Problems, quoted } from './problems.ts';
import { readVirshCapabilities } from './virsh-capabilities.ts';
import { readXlInfo } from './xl-info.ts';
import { parseXml } from './xml-tree.ts';
import { rootName, type TellRead } from './xml.ts';

/** A host that was read: for the map and the engine, and as `inspect` prints it. */
export interface HostReading {
  readonly format: string;
  readonly host: Host;
  readonly inspection: Inspection;
}

const READERS: Readonly<Record<HostFormatId, (text: string, file: string, tell?: TellRead) => Observation>> = {
  'hwloc-xml': readHwloc,
  numactl: readNumactl,
  lscpu: readLscpu,
  'xl-info': readXlInfo,
  'virsh-capabilities': readVirshCapabilities,
  'lstopo-text': readLstopoText,
  'virsh-nodeinfo': readVirshNodeinfo,
  scenario: readScenarioHost,
};

const EXPECTED =
  'hwloc XML (lstopo --of xml), numactl --hardware, lscpu, xl info -n, virsh capabilities or a scenario file was expected';

/** Control characters say that this is no text, or not a whole one. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0e-\x1f]/;

function refused(file: string, code: string, message: string, text: string, offset: number): Reading<never> {
  const problem: Problem = { severity: 'error', code, message, file, ...positionAt(text, offset) };
  return { value: undefined, problems: [problem] };
}

/** Offset of the first character that shows. */
function firstInk(text: string): number {
  return Math.max(0, text.search(/[^\s\uFEFF]/));
}

/** Faults of the text as such; undefined = it may be read. */
function refuseText(text: string, file: string): Reading<never> | undefined {
  if (text === '') return refused(file, 'empty', `The input is empty: ${EXPECTED}.`, text, 0);
  if (/^[\uFEFF\s]*$/.test(text)) return refused(file, 'empty', `The input holds no data: ${EXPECTED}.`, text, 0);
  const control = CONTROL.exec(text);
  if (!control) return undefined;
  const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
  return refused(
    file,
    'control-character',
    `A control character (U+${code}) stands here: a text was expected.`,
    text,
    control.index,
  );
}

/** Why a text of no known format is refused, in its own terms where it can be told what it is. */
function unrecognised(text: string, file: string): Reading<never> {
  const start = firstInk(text);
  const root = rootName(text);
  const wrong = root === undefined ? undefined : mistakenRoot(root);
  if (wrong) return refused(file, 'xml-root', `${wrong}.`, text, start);
  if (text.startsWith('<', start)) return refuseXml(text, file);
  const known = mistakenText(text);
  if (known) return refused(file, known.code, known.message, text, start);
  return refused(file, 'unknown-format', `The format is not recognised: ${EXPECTED}.`, text, start);
}

function refuseXml(text: string, file: string): Reading<never> {
  const { value, problems } = parseXml(text, file);
  if (value === undefined) return { value, problems };
  return refused(file, 'xml-root', `The root element is ${quoted(value.name)}: ${EXPECTED}.`, text, value.start);
}

function observe(text: string, file: string, tell?: TellRead): Observation {
  const fault = refuseText(text, file);
  if (fault) return fault;
  const large = text.startsWith('<', firstInk(text)) ? undefined : refuseSize(text, file);
  if (large) return { value: undefined, problems: [large] };
  const format = detectFormat(text);
  return format ? READERS[format](text, file, tell) : unrecognised(text, file);
}

/** One input about a host. */
export interface HostInput {
  readonly text: string;
  readonly file: string;
  /** Hears how far the reading of a large XML is. */
  readonly tell?: TellRead;
}

/** Sections that say something of the host; others (guests, failed commands) are for other readers. */
function observeSections(sections: readonly Section[], file: string, witnesses: Witness[]): Problem[] {
  return sections.flatMap((section) => {
    if (section.failed || detectFormat(section.text) === undefined) return [];
    const { value, problems } = observe(section.text, file);
    if (value) witnesses.push({ host: value, file: `${file} (${section.command})` });
    return inWhole(problems, section);
  });
}

function observeInput({ text, file, tell }: HostInput, witnesses: Witness[]): readonly Problem[] {
  const sections = splitCollected(text);
  if (sections) {
    const before = witnesses.length;
    const problems = observeSections(sections, file, witnesses);
    if (witnesses.length > before || problems.length > 0) return problems;
    return refused(file, 'no-host', `None of the outputs in this text describes a host: ${EXPECTED}.`, text, 0)
      .problems;
  }
  const { value, problems } = observe(text, file, tell);
  if (value) witnesses.push({ host: value, file });
  return problems;
}

/**
 * Reads several inputs about one host (files, pastes, texts of the collector) as one. Contradictions are warnings that
 * name both inputs; an input with an error refuses the whole.
 */
export function readHosts(inputs: readonly HostInput[]): Reading<HostReading> {
  const witnesses: Witness[] = [];
  const problems = inputs.flatMap((input) => observeInput(input, witnesses));
  const title = inputs.map(({ file }) => file).join(', ');
  const doubts = new Problems(title);
  const host = mergeHosts(witnesses, doubts);
  if (!host || problems.some(({ severity }) => severity === 'error')) return { value: undefined, problems };
  doubtHost(host, doubts);
  const all = [...problems, ...doubts.list];
  return {
    value: { format: host.format, host: hostFrom(host, title), inspection: inspectionOf(host, all) },
    problems: all,
  };
}

/**
 * Reads a host in any known format, recognised by content; a text of several outputs too. Warnings stand in `problems`
 * and in the inspection; every error has a line and a column.
 */
export function readHost(text: string, file: string): Reading<HostReading> {
  return readHosts([{ text, file }]);
}
