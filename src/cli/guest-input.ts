import { decodeGuestText } from '../formats/guests/decode.ts';
import { readAllGuests } from '../formats/guests/read-guests.ts';
import type { GuestsReading } from '../formats/guests/reading.ts';
import { looksLikeScenario } from '../formats/detect.ts';
import { readHost } from '../formats/read-host.ts';
import { readScenario } from '../formats/scenario-file.ts';
import type { Host } from '../model/host.ts';
import type { Reading } from '../model/problem.ts';
import { load, nameOf, readText, tell } from './input.ts';
import type { Io } from './io.ts';

export interface Text {
  readonly text: string;
  readonly file: string;
}

/** The texts of several files, or undefined if one of them cannot be read. */
export function loadTexts(io: Io, paths: readonly string[]): Text[] | undefined {
  const texts: Text[] = [];
  for (const path of paths) {
    const { value, problems } = readText(io, path, decodeGuestText);
    tell(io, problems);
    if (value === undefined) return undefined;
    texts.push({ text: value, file: nameOf(path) });
  }
  return texts;
}

/** A scenario file: its host counts. */
export function isScenarioText(text: string): boolean {
  return looksLikeScenario(text);
}

function hostOf(text: string, file: string): Reading<Host> {
  const { value, problems } = isScenarioText(text) ? readScenario(text, file) : readHost(text, file);
  return { value: value?.host, problems };
}

/** The host of `--host`: undefined without the option, null where the file is refused. */
export function loadHost(io: Io, path: string | undefined): Host | undefined | null {
  return path === undefined ? undefined : (load(io, path, hostOf) ?? null);
}

/** Guests of all files together; undefined = refused. Warnings go to standard error. */
export function loadGuests(io: Io, paths: readonly string[], host: Host | undefined): GuestsReading | undefined {
  const texts = loadTexts(io, paths);
  if (!texts) return undefined;
  const { value, problems } = readAllGuests(texts, host);
  tell(io, problems);
  return value;
}
