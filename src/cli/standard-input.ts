import { readSync } from 'node:fs';

const STANDARD_INPUT = 0;
const CHUNK = 65_536;
/** How long to wait for a terminal or pipe that has nothing yet, ms. */
const PAUSE_MS = 10;

/** Fills the buffer with what there is now; 0 = the end. Throws with the code EAGAIN where there is nothing yet. */
export type ReadSome = (buffer: Uint8Array) => number;

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Bytes that were read; undefined = nothing yet. */
function next(read: ReadSome, buffer: Uint8Array): number | undefined {
  try {
    return read(buffer);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EAGAIN') return undefined;
    // How some systems say that a console or pipe has been closed.
    if (code === 'EOF') return 0;
    throw error;
  }
}

/**
 * Standard input to its end. Where another program has made it non-blocking, as some shells do with a terminal, there may be
 * nothing yet: then it waits.
 */
export function readStandardInput(
  read: ReadSome = (buffer) => readSync(STANDARD_INPUT, buffer),
  wait: () => void = pause,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const buffer = new Uint8Array(CHUNK);
    const count = next(read, buffer);
    if (count === 0) return new Uint8Array(Buffer.concat(pieces));
    if (count === undefined) wait();
    else pieces.push(buffer.subarray(0, count));
  }
}
