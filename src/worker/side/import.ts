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
import type { ImportInput, ImportReply } from '../protocol.ts';
import { plain, type Handler } from './context.ts';

/** More than any real export; a text of that size already fills some 500 MB of memory while it is read. */
const LARGEST_MIB = 128;

interface Text {
  readonly text: string;
  readonly file: string;
}

function refused(problems: readonly Problem[]): ImportReply {
  return { imported: undefined, problems };
}

function decode({ source, file }: ImportInput): Reading<string> {
  if (typeof source === 'string') return { value: source, problems: [] };
  if (source.byteLength <= LARGEST_MIB * 2 ** 20) return decodeGuestText(new Uint8Array(source), file);
  const message = `The file has ${Math.ceil(source.byteLength / 2 ** 20)} MiB: at most ${LARGEST_MIB} MiB are read.`;
  return { value: undefined, problems: [{ severity: 'error', code: 'too-large', message, file }] };
}

/** The outputs that a text holds: several where it was collected, else itself. */
function outputsOf({ text }: Text): readonly string[] {
  return splitCollected(text)?.map((section) => section.text) ?? [text];
}

function speaksOfHost(text: Text): boolean {
  return outputsOf(text).some((output) => detectFormat(output) !== undefined);
}

function speaksOfGuests(text: Text): boolean {
  return outputsOf(text).some((output) => detectFormat(output) === undefined && detectGuests(output) !== undefined);
}

function withoutFacts({ facts: _facts, ...guest }: ReadGuest): Guest {
  return guest;
}

function guestsOf(texts: readonly Text[], host: Host | undefined): Reading<readonly Guest[] | undefined> {
  if (texts.length === 0) return { value: undefined, problems: [] };
  const { value, problems } = readAllGuests(texts, host);
  return { value: value?.guests.map(withoutFacts), problems };
}

/** Texts that nothing is known of go to the readers of hosts, which say best what was expected. */
function readParts(texts: readonly Text[], current: Host | undefined): ImportReply {
  const hostTexts = texts.filter((text) => speaksOfHost(text) || !speaksOfGuests(text));
  const guestTexts = texts.filter(speaksOfGuests);
  const host: Reading<HostReading> = hostTexts.length > 0 ? readHosts(hostTexts) : { value: undefined, problems: [] };
  if (hostTexts.length > 0 && !host.value) return refused(host.problems);
  const guests = guestsOf(guestTexts, host.value?.host ?? current);
  const problems = [...host.problems, ...guests.problems];
  if (guestTexts.length > 0 && !guests.value) return refused(problems);
  return { imported: { kind: 'parts', host: host.value, guests: guests.value }, problems };
}

function readAll(texts: readonly Text[], current: Host | undefined): ImportReply {
  const [first] = texts;
  if (texts.length !== 1 || !first || !looksLikeScenario(first.text)) return readParts(texts, current);
  const { value, problems } = readScenario(first.text, first.file);
  return { imported: value && { kind: 'scenario', scenario: value }, problems };
}

/** Reads dropped, chosen or pasted inputs, recognised by their content; bytes are decoded here, not in the page. */
export const importJob: Handler<'readImport'> = ({ inputs, host }) => {
  const read = inputs.map((input) => ({ ...decode(input), file: input.file }));
  const texts = read.flatMap(({ value, file }) => (value === undefined ? [] : [{ text: value, file }]));
  return plain(texts.length === read.length ? readAll(texts, host) : refused(read.flatMap(({ problems }) => problems)));
};
