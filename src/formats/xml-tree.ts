import type { Reading } from '../model/problem.ts';
import { readXml, XmlFault, xmlProblem, type XmlTag } from './xml.ts';

/** An element with its place in the text, for editing the document by splicing. All offsets are UTF-16 units. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside the element, concatenated. */
  readonly text: string;
  /** From the "<" of the start tag … */
  readonly start: number;
  /** … which ends here, where the content begins … */
  readonly contentStart: number;
  /** … the content ends here (the "<" of the end tag; `contentStart` for an empty element) … */
  readonly contentEnd: number;
  /** … to behind the ">" of the end tag. */
  readonly end: number;
}

interface Growing {
  name: string;
  attributes: XmlTag['attributes'];
  children: Growing[];
  text: string;
  start: number;
  contentStart: number;
  contentEnd: number;
  end: number;
}

/** More elements than this would not fit the memory that a reader may use; domain files have some hundred. */
const MAX_ELEMENTS = 500_000;

class TreeBuilder {
  root: Growing | undefined;
  readonly #open: Growing[] = [];
  #count = 0;

  open({ name, attributes, start, end }: XmlTag): void {
    if (++this.#count > MAX_ELEMENTS)
      throw new XmlFault('xml-size', `The document has more than ${MAX_ELEMENTS} elements.`, start);
    const element = { name, attributes, children: [], text: '', start, contentStart: end, contentEnd: end, end };
    this.#open.at(-1)?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }

  close(_name: string, start: number, end: number): void {
    const element = this.#open.pop();
    if (!element) return;
    element.contentEnd = start;
    element.end = end;
  }

  text(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
  }
}

/** The root element of a document, or the first fault with line and column. */
export function parseXml(text: string, file: string): Reading<XmlElement> {
  const builder = new TreeBuilder();
  try {
    readXml(text, builder);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return { value: undefined, problems: [xmlProblem(error, text, file)] };
  }
  return { value: builder.root, problems: [] };
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The first element at a path below: `find(domain, 'cpu', 'numa')`. */
export function find(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

/** Where an attribute stands in the text: the whole `name="value"`, and the raw value between its quotes. */
export interface AttributeSpan {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly end: number;
}

/** The attributes of an element in the order of the text. */
export function attributeSpans(text: string, element: XmlElement): AttributeSpan[] {
  const nameEnd = element.start + 1 + element.name.length;
  const pattern = /([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')/g;
  return [...text.slice(nameEnd, element.contentStart).matchAll(pattern)].map((match) => {
    const start = nameEnd + match.index;
    const end = start + match[0].length;
    return { name: match[1] ?? '', start, valueStart: end - (match[2]?.length ?? 0) + 1, valueEnd: end - 1, end };
  });
}
