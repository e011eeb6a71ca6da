import type { Scenario } from '../model/scenario.ts';

/** Version of what stands in a link: `s=1.<base64url of the deflated scenario file>`. */
const VERSION = '1';
/** A link may unfold to at most this much: longer ones are not ours. */
const MOST_BYTES = 16 * 2 ** 20;
/** Browsers open no longer addresses. */
const MOST_CHARACTERS = 2_000_000;

/** A link that cannot be opened or made, with the sentence for the user. */
export class LinkError extends Error {}

async function pump(bytes: Uint8Array<ArrayBuffer>, through: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) throw new LinkError('it unfolds to more than any scenario');
    pieces.push(Uint8Array.from(value));
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const PIECE = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new LinkError('it has characters in it that no link of ours has');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** A scenario as it stands in a link. Rejects with LinkError for one that no page would open from a link. */
export async function encodeScenario(scenario: Scenario): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(scenario));
  if (text.length > MOST_BYTES) throw new LinkError('the scenario is larger than any link may unfold to');
  const code = `${VERSION}.${toBase64Url(await pump(text, new CompressionStream('deflate-raw')))}`;
  if (code.length > MOST_CHARACTERS) throw new LinkError('browsers open no address that is so long');
  return code;
}

/** The scenario file's text in a link. Rejects with LinkError for a link that is not ours, cut short or of a later version. */
export async function decodeLink(code: string): Promise<string> {
  const [version, body] = code.split('.', 2);
  if (version !== VERSION || body === undefined)
    throw new LinkError(`it is of version "${(version ?? '').slice(0, 8)}", and this page reads version ${VERSION}`);
  try {
    const bytes = await pump(fromBase64Url(body), new DecompressionStream('deflate-raw'));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('it is cut short or damaged');
  }
}
