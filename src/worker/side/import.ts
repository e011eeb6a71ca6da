import { splitCollected } from '../../formats/collected.ts';
import { detectFormat, looksLikeScenario } from '../../formats/detect.ts';
import { decodeGuestText } from '../../formats/guests/decode.ts';
import { detectGuests, readAllGuests } from '../../formats/guests/read-guests.ts';
import type { ReadGuest } from '../../formats/guests/reading.ts';
import { readHosts, type HostReading } from '../../formats/read-host.ts';
import { readScenario } from '../../formats/scenario-file.ts';
import type { Host } from '../../model/host.ts';
import type { Problem, Reading } from '../../model/problem.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Share } from '../../model/units.ts';
import type { ImportInput, ImportReply, InputSummary, OutputSummary } from '../protocol.ts';
import { plain, type Handler, type JobContext } from './context.ts';

/** More than any real export; a text of that size already fills some 500 MB of memory while it is read. */
const LARGEST_MIB = 128;

/** A text, what is in it, and who hears how far its reading is. */
interface Text {
  readonly text: string;
  readonly file: string;
  readonly outputs: readonly Output[];
  readonly tell: (share: Share) => void;
}

interface Output extends OutputSummary {
  readonly isHost: boolean;
}

type Read = Omit<ImportReply, 'inputs'>;

function refused(problems: readonly Problem[]): Read {
  return { imported: undefined, problems };
}

function decode({ source, file }: ImportInput): Reading<string> {
  if (typeof source === 'string') return { value: source, problems: [] };
  if (source.byteLength <= LARGEST_MIB * 2 ** 20) return decodeGuestText(new Uint8Array(source), file);
  const message = `The file has ${Math.ceil(source.byteLength / 2 ** 20)} MiB: at most ${LARGEST_MIB} MiB are read.`;
  return { value: undefined, problems: [{ severity: 'error', code: 'too-large', message, file }] };
}

function outputOf(text: string, command: string | undefined, failed: boolean): Output {
  const host = detectFormat(text);
  return { command, failed, isHost: host !== undefined, format: host ?? detectGuests(text) };
}

/** The outputs that a text holds: several where it was collected, else itself. */
function outputsOf(text: string): readonly Output[] {
  const sections = splitCollected(text);
  if (!sections) return [outputOf(text, undefined, false)];
  return sections.map((section) => outputOf(section.text, section.command, section.failed));
}

function speaksOfHost({ outputs }: Text): boolean {
  return outputs.some(({ isHost }) => isHost);
}

function speaksOfGuests({ outputs }: Text): boolean {
  return outputs.some(({ isHost, format }) => !isHost && format !== undefined);
}

function withoutFacts({ facts: _facts, ...guest }: ReadGuest): Guest {
  return guest;
}

function hostOf(texts: readonly Text[]): Reading<HostReading | undefined> {
  return texts.length > 0 ? readHosts(texts) : { value: undefined, problems: [] };
}

function guestsOf(texts: readonly Text[], host: Host | undefined): Reading<readonly Guest[] | undefined> {
  if (texts.length === 0) return { value: undefined, problems: [] };
  for (const { tell } of texts) tell(0);
  const { value, problems } = readAllGuests(texts, host);
  return { value: value?.guests.map(withoutFacts), problems };
}

const EXPECTED =
  'This is nothing that can be read here: a host (hwloc XML, numactl --hardware, lscpu, xl info -n, virsh capabilities), guests (xl.cfg, libvirt domain XML, a QEMU command line, xl list -n, xl vcpu-list, numastat -p), a scenario file or what the collector writes was expected.';

const EMPTY = 'There is nothing in this input.';

/** The readers of hosts speak of hosts alone; here guests would have done as well. */
function inOneBox(problem: Problem): Problem {
  if (problem.code === 'empty') return { ...problem, message: EMPTY };
  return problem.code === 'unknown-format' ? { ...problem, message: EXPECTED } : problem;
}

/** Texts that nothing is known of go to the readers of hosts, which say best what is wrong with them. */
function readParts(texts: readonly Text[], current: Host | undefined): Read {
  const hostTexts = texts.filter((text) => speaksOfHost(text) || !speaksOfGuests(text));
  const guestTexts = texts.filter(speaksOfGuests);
  const host = hostOf(hostTexts);
  const guests = guestsOf(guestTexts, host.value?.host ?? current);
  const problems = [...host.problems.map(inOneBox), ...guests.problems];
  const isWhole = (hostTexts.length === 0 || host.value) && (guestTexts.length === 0 || guests.value);
  if (!isWhole) return refused(problems);
  return { imported: { kind: 'parts', host: host.value, guests: guests.value }, problems };
}

function readAll(texts: readonly Text[], current: Host | undefined): Read {
  const [first] = texts;
  if (texts.length !== 1 || !first || !looksLikeScenario(first.text)) return readParts(texts, current);
  const { value, problems } = readScenario(first.text, first.file);
  return { imported: value && { kind: 'scenario', scenario: value }, problems };
}

function summaryOf({ file, outputs }: Text): InputSummary {
  return { file, outputs: outputs.map(({ command, format, failed }) => ({ command, format, failed })) };
}

interface Decoded {
  readonly file: string;
  readonly text: string;
}

/** The texts with what is in them; each tells of itself as a part of all. */
function prepare(decoded: readonly Decoded[], context: JobContext<'readImport'>): Text[] {
  const all = decoded.reduce((sum, { text }) => sum + text.length, 0) || 1;
  let before = 0;
  return decoded.map(({ text, file }) => {
    const start = before;
    before += text.length;
    const tell = (share: Share): void => context.tell({ file, done: (start + share * text.length) / all });
    return { text, file, outputs: outputsOf(text), tell };
  });
}

/** Reads dropped, chosen or pasted inputs, recognised by their content; bytes are decoded here, not in the page. */
export const importJob: Handler<'readImport'> = async ({ inputs, host }, context) => {
  const read = inputs.map((input) => ({ ...decode(input), file: input.file }));
  await context.breathe();
  const decoded = read.flatMap(({ value, file }) => (value === undefined ? [] : [{ text: value, file }]));
  const texts = prepare(decoded, context);
  await context.breathe();
  const problems = read.flatMap((one) => one.problems);
  const reply = texts.length === read.length ? readAll(texts, host) : refused(problems);
  return plain({ ...reply, inputs: texts.map(summaryOf) });
};
