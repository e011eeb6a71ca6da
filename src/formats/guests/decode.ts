import type { Reading } from '../../model/problem.ts';
import { decodeText } from '../decode.ts';

/** As `decodeText`, but a UTF-8 byte order mark stays as U+FEFF: xl refuses a configuration that begins with one. */
export function decodeGuestText(bytes: Uint8Array, file: string): Reading<string> {
  const { value, problems } = decodeText(bytes, file);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { value: value !== undefined && marked ? `\uFEFF${value}` : value, problems };
}
