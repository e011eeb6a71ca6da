import { decodeText } from '../../formats/decode.ts';
import { looksLikeScenario } from '../../formats/detect.ts';
import { readHost } from '../../formats/read-host.ts';
import { readScenario } from '../../formats/scenario-file.ts';
import type { Reading } from '../../model/problem.ts';
import type { ImportReply } from '../protocol.ts';
import { plain, type Handler } from './context.ts';

/** More than any real export; a text of that size already fills some 500 MB of memory while it is read. */
const LARGEST_MIB = 128;

function decode(source: string | ArrayBuffer, file: string): Reading<string> {
  if (typeof source === 'string') return { value: source, problems: [] };
  if (source.byteLength <= LARGEST_MIB * 2 ** 20) return decodeText(new Uint8Array(source), file);
  const message = `The file has ${Math.ceil(source.byteLength / 2 ** 20)} MiB: at most ${LARGEST_MIB} MiB are read.`;
  return { value: undefined, problems: [{ severity: 'error', code: 'too-large', message, file }] };
}

/** A JSON object is a scenario file; everything else is a host in one of the formats that are known by their content. */
function read(text: string, file: string): ImportReply {
  if (looksLikeScenario(text)) {
    const { value, problems } = readScenario(text, file);
    return { imported: value && { kind: 'scenario', scenario: value }, problems };
  }
  const { value, problems } = readHost(text, file);
  return { imported: value && { kind: 'host', reading: value }, problems };
}

/** Reads a dropped, chosen or pasted input; a file's bytes are read here, not in the page. */
export const importJob: Handler<'readImport'> = ({ source, file }) => {
  const { value, problems } = decode(source, file);
  return plain(value === undefined ? { imported: undefined, problems } : read(value, file));
};
