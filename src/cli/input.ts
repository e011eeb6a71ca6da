import { decodeText } from '../formats/decode.ts';
import { readScenario } from '../formats/scenario-file.ts';
import { shown } from '../model/findings.ts';
import type { Problem, Reading } from '../model/problem.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Io } from './io.ts';

/** `FILE:LINE:COLUMN: field: what is wrong and what was expected`. */
export function problemLine({ severity, file, line, column, path, message }: Problem): string {
  const place = [file === undefined ? '' : shown(file, 200), line, column].filter(
    (part) => part !== undefined && part !== '',
  );
  const words = [place.join(':'), severity === 'warning' ? 'warning' : '', path ?? '', message];
  return words.filter((word) => word !== '').join(': ');
}

export function tell(io: Io, problems: readonly Problem[]): void {
  for (const problem of problems) io.err(`${problemLine(problem)}\n`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'there is no such file';
  return error.message;
}

/** A name for messages: standard input has none. */
export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** The text of a file or of standard input. */
export function readText(io: Io, path: string, decode = decodeText): Reading<string> {
  const file = nameOf(path);
  try {
    return decode(io.read(path), file);
  } catch (error) {
    const message = `cannot be read: ${reasonOf(error)}`;
    return { value: undefined, problems: [{ severity: 'error', code: 'unreadable', file, message }] };
  }
}

/** Reads a file by one of the readers and says what is to be said about it; undefined = refused. */
export function load<T>(io: Io, path: string, reader: (text: string, file: string) => Reading<T>): T | undefined {
  const text = readText(io, path);
  if (text.value === undefined) {
    tell(io, text.problems);
    return undefined;
  }
  const { value, problems } = reader(text.value, nameOf(path));
  tell(io, problems);
  return value;
}

export function loadScenario(io: Io, path: string): Scenario | undefined {
  return load(io, path, readScenario);
}

/** What the engine refuses in a scenario that was read from `path`. */
export function tellRefusal(io: Io, path: string, fieldPath: string, message: string): void {
  tell(io, [{ severity: 'error', code: 'refused', file: nameOf(path), path: fieldPath, message }]);
}
