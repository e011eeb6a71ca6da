import type { Io } from './io.ts';

/** Levels whose members are written one by one: a list of thousands of guests, each with its figures by node, is longer than a string may be. */
const LEVELS = 2;
/** Characters that are handed over at once. */
const PIECE = 1_000_000;

function membersOf(value: object): [label: string, member: unknown][] {
  if (Array.isArray(value)) return value.map((member: unknown) => ['', member]);
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [`${JSON.stringify(key)}: `, member]);
}

/** What `JSON.stringify(value, null, 2)` gives, in pieces. */
export function* jsonPieces(value: unknown, levels = LEVELS, indent = ''): Generator<string, void> {
  const members = levels > 0 && typeof value === 'object' && value !== null ? membersOf(value) : [];
  if (members.length === 0) {
    yield JSON.stringify(value ?? null, null, 2).replaceAll('\n', `\n${indent}`);
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  let before = `${open}\n`;
  for (const [label, member] of members) {
    yield `${before}${indent}  ${label}`;
    yield* jsonPieces(member, levels - 1, `${indent}  `);
    before = ',\n';
  }
  yield `\n${indent}${close}`;
}

/** One JSON document on standard output. */
export function printJson(io: Io, value: unknown): void {
  let text = '';
  for (const piece of jsonPieces(value)) {
    text += piece;
    if (text.length < PIECE) continue;
    io.out(text);
    text = '';
  }
  io.out(`${text}\n`);
}
