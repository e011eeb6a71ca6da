import { SaxesParser } from 'saxes';
import type { Problem } from '../model/problem.ts';
import { positionAt } from './position.ts';
import { quoted } from './problems.ts';

/** Deeper than any document that we read; libhwloc and libvirt stay below 40. */
const MAX_DEPTH = 200;

/** A start tag (or an empty-element tag): where it stands in the text, its attributes with their values decoded. */
export interface XmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** Offset of its "<". */
  readonly start: number;
  /** Offset behind its ">". */
  readonly end: number;
}

/** What a document says, in its order. Handlers may throw XmlFault to stop. */
export interface XmlHandler {
  open(tag: XmlTag): void;
  /** `start` and `end` span the end tag; both are the end of the start tag for an empty element. */
  close(name: string, start: number, end: number): void;
  /** Character data and CDATA; white space too. */
  text?(text: string): void;
}

/** Why a document is refused, and where. */
export class XmlFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** saxes speaks in half sentences; the usual ones in plain words. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^unclosed tag: (.*)/, 'The XML ends early: the element $1 is not closed.'],
  [/^unexpected end|^document must contain a root/, 'The XML ends early: its root element is missing or not complete.'],
  [
    /^documents may contain only one root|^an XML declaration must be at/,
    'There is data after the end of the document: XML has one root element.',
  ],
  [
    /^text data outside of root/,
    'There is text outside the root element: the document is over, or has not begun, there.',
  ],
  [/^duplicate attribute: (.*)/, 'The attribute $1 is given twice in one tag.'],
  [/^undefined entity/, 'Entities other than &lt; &gt; &amp; &quot; and &apos; are not allowed.'],
  [/^disallowed character/, 'A character stands here that XML does not allow.'],
  [/^unexpected close tag|^unmatched closing tag: (.*)/, 'This end tag has no start tag.'],
];

function sentence(message: string, text: string): string {
  if (/unclosed tag|unexpected end/.test(message) && text.lastIndexOf('<') > text.lastIndexOf('>'))
    return 'The XML ends early, inside a tag.';
  const bare = message.replace(/^(?:\d+:\d+: )+/, '');
  for (const [pattern, plain] of SENTENCES) {
    const match = pattern.exec(bare);
    if (match) return plain.replace('$1', () => quoted(match[1]?.replace(/\.$/, '') ?? ''));
  }
  return `This is not well-formed XML: ${quoted(bare)}.`;
}

function refuseEntities(doctype: string, offset: number): void {
  if (/<!ENTITY/i.test(doctype))
    throw new XmlFault('xml-entity', 'Entity definitions are not allowed: nothing is expanded or fetched.', offset);
}

/** The parser stands just behind the ">" of a tag; "<" cannot occur inside one. */
function tagStart(text: string, end: number): number {
  return text.lastIndexOf('<', end - 1);
}

/** Hears how much of a text is read, 0..1; called now and then. */
export type TellRead = (share: number) => void;

/** Characters between two words about the way. */
const TELL_EVERY = 500_000;

function connect(parser: SaxesParser, text: string, handler: XmlHandler, tell?: TellRead): void {
  let depth = 0;
  let next = TELL_EVERY;
  parser.on('doctype', (doctype) => refuseEntities(doctype, parser.position));
  parser.on('opentag', (tag) => {
    const end = parser.position;
    const start = tagStart(text, end);
    if (end >= next) {
      next = end + TELL_EVERY;
      tell?.(end / text.length);
    }
    if (++depth > MAX_DEPTH)
      throw new XmlFault('xml-depth', `Elements are nested too deep: more than ${MAX_DEPTH} levels.`, start);
    handler.open({ name: tag.name, attributes: tag.attributes, start, end });
  });
  parser.on('closetag', (tag) => {
    depth--;
    const end = parser.position;
    handler.close(tag.name, tag.isSelfClosing ? end : tagStart(text, end), end);
  });
  if (handler.text) {
    parser.on('text', (data) => handler.text?.(data));
    parser.on('cdata', (data) => handler.text?.(data));
  }
}

/**
 * Reads a document from its whole text, without building a tree. Entities are never expanded, a DTD is never fetched, and
 * nesting is bounded. Throws XmlFault for the first fault.
 */
export function readXml(text: string, handler: XmlHandler, tell?: TellRead): void {
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw new XmlFault('xml-syntax', sentence(error.message, text), Math.min(parser.position, text.length));
  });
  connect(parser, text, handler, tell);
  parser.write(text).close();
}

/** A fault as the user sees it. */
export function xmlProblem(fault: XmlFault, text: string, file: string): Problem {
  return { severity: 'error', code: fault.code, message: fault.message, file, ...positionAt(text, fault.offset) };
}

/** The name of the root element, read from the beginning of the text; undefined where the text is no XML. */
export function rootName(text: string): string | undefined {
  const match =
    /^\uFEFF?\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->)[^])*-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*<([^\s<>/!?]+)/i.exec(
      text.slice(0, 65_536),
    );
  return match?.[1];
}
