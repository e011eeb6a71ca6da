import type { Problem } from '../model/problem.ts';
import { positionAt } from './position.ts';

/** Linux has at most 1,024 nodes; twice that leaves room, and a matrix of them still fits the memory. */
export const MAX_NODES = 2048;

/** CPU numbers in all lists of an input together; fake NUMA and shared memory name every CPU in many nodes. */
const MAX_LISTED = 4_000_000;

/** The largest outputs (1,024 nodes with their matrix, tables of 65,536 CPUs) stay far below. */
const MAX_LENGTH = 16 * 2 ** 20;
const MAX_LINES = 250_000;
const MAX_LINE = 1_000_000;

/** How much an input may make its reader list. */
export class Budget {
  #left = MAX_LISTED;

  /** false = no more. */
  take(count: number): boolean {
    this.#left -= count;
    return this.#left >= 0;
  }
}

function tooLong(text: string): { offset: number; message: string } | undefined {
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end;
    if (next - start > MAX_LINE) return { offset: start, message: `This line has more than ${MAX_LINE} characters` };
    if (line > MAX_LINES) return { offset: start, message: `The text has more than ${MAX_LINES} lines` };
    start = next + 1;
  }
  return undefined;
}

/** Why a text is too large to be the output of a command; XML has limits of its own. */
export function refuseSize(text: string, file: string): Problem | undefined {
  const whole = `The text has more than ${MAX_LENGTH / 2 ** 20} million characters`;
  const fault = text.length > MAX_LENGTH ? { offset: 0, message: whole } : tooLong(text);
  if (!fault) return undefined;
  const message = `${fault.message}: no command prints so much about a host.`;
  return { severity: 'error', code: 'too-large', message, file, ...positionAt(text, fault.offset) };
}
