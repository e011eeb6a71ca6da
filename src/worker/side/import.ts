import { detectFormat } from '../../formats/detect.ts';
import { readHost } from '../../formats/read-host.ts';
import { readScenario } from '../../formats/scenario-file.ts';
import type { Problem } from '../../model/problem.ts';
import type { ImportReply } from '../protocol.ts';
import type { Handler, JobContext } from './context.ts';
import { plain } from './context.ts';

/** More than any real export; a text of that size already fills some 500 MB of memory while it is read. */
const LARGEST_BYTES = 128 * 1024 * 1024;
const PIECE_BYTES = 4 * 1024 * 1024;

async function textOf(source: string | ArrayBuffer, context: JobContext<'readImport'>): Promise<string> {
  if (typeof source === 'string') return source;
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for (let at = 0; at < source.byteLength; at += PIECE_BYTES) {
    const piece = new Uint8Array(source, at, Math.min(PIECE_BYTES, source.byteLength - at));
    pieces.push(decoder.decode(piece, { stream: true }));
    context.tell({ done: (at + piece.length) / source.byteLength / 2 });
    await context.breathe();
  }
  return pieces.join('') + decoder.decode();
}

function refused(problem: Omit<Problem, 'severity'>): ImportReply {
  return { imported: undefined, problems: [{ severity: 'error', ...problem }] };
}

function read(text: string, file: string): ImportReply {
  const format = detectFormat(text);
  if (format === 'scenario') {
    const { value, problems } = readScenario(text, file);
    return { imported: value && { kind: 'scenario', scenario: value }, problems };
  }
  const { value, problems } = readHost(text, file);
  return { imported: value && { kind: 'host', reading: value }, problems };
}

/** Reads a dropped, chosen or pasted input; a file's bytes are read here, not in the page. */
export const importJob: Handler<'readImport'> = async ({ source, file }, context) => {
  const size = typeof source === 'string' ? source.length : source.byteLength;
  if (size > LARGEST_BYTES)
    return plain(
      refused({ code: 'too-large', file, message: `The file has ${size} bytes; at most ${LARGEST_BYTES} are read.` }),
    );
  const text = await textOf(source, context);
  if (text.trim() === '') return plain(refused({ code: 'empty', file, message: 'There is nothing in it.' }));
  context.tell({ done: 0.5 });
  await context.breathe();
  return plain(read(text, file));
};
