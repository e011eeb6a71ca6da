import { readFileSync } from 'node:fs';
import { main } from '../program.ts';

export interface Answer {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program on pretended files (names → text); other names are read from the disk. */
export function nearfar(argv: readonly string[], files: Readonly<Record<string, string>> = {}): Answer {
  let out = '';
  let err = '';
  const read = (path: string): Uint8Array => {
    const text = files[path];
    return text === undefined ? readFileSync(path) : new TextEncoder().encode(text);
  };
  const status = main(argv, { read, out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}

/** The JSON document that a command prints; fails if it was refused. */
export function json(argv: readonly string[], files: Readonly<Record<string, string>> = {}): unknown {
  const { status, out, err } = nearfar([...argv, '--json'], files);
  if (status !== 0) throw new Error(`exit status ${status}: ${err}`);
  return JSON.parse(out);
}
