import { quoted } from '../../problems.ts';
import { childrenOf, find, type XmlElement } from '../../xml-tree.ts';
import { MAX_MEMORY_BYTES } from '../limits.ts';
import type { Source } from '../source.ts';
import { bytesPerUnit } from './units.ts';

/** Reads values of a domain's elements; what is wrong is said with the place of the element. */
export class DomainReader {
  constructor(
    readonly source: Source,
    readonly domain: XmlElement,
  ) {}

  find(...path: readonly string[]): XmlElement | undefined {
    return find(this.domain, ...path);
  }

  all(parent: readonly string[], name: string): XmlElement[] {
    const element = this.find(...parent);
    return element ? childrenOf(element, name) : [];
  }

  /** A text of digits as a number; anything else is an error at the element. */
  whole(element: XmlElement, text: string | undefined, what: string, max = 2 ** 53): number | undefined {
    if (text === undefined) return undefined;
    const trimmed = text.trim();
    if (/^\d{1,20}$/.test(trimmed) && Number(trimmed) <= max) return Number(trimmed);
    const expected = max < 2 ** 53 ? `a whole number up to ${max}` : 'a whole number';
    this.source.error('not-a-number', `${what} ${quoted(text)} is not ${expected}`, element.start);
    return undefined;
  }

  /** Bytes per unit of an element; undefined (and an error) where libvirt does not know the unit. */
  #factor(element: XmlElement, what: string): number | undefined {
    const unit = element.attributes['unit'] ?? 'KiB';
    const factor = bytesPerUnit(unit);
    if (factor === undefined)
      this.source.error('unit', `the unit ${quoted(unit)} of ${what} is not known`, element.start);
    return factor;
  }

  /** Bytes of an element or attribute in its unit; KiB where none is given. */
  bytes(element: XmlElement | undefined, text = element?.text, what = element?.name ?? ''): number | null {
    if (!element || text === undefined) return null;
    const factor = this.#factor(element, what);
    const count = this.whole(element, text, what);
    if (count === undefined || factor === undefined) return null;
    if (count * factor <= MAX_MEMORY_BYTES) return count * factor;
    this.source.error('number-too-large', `${what} ${quoted(text)} is too large`, element.start);
    return null;
  }
}

/** The attributes that are there, as a plain object. */
export function attributesOf(element: XmlElement): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) if (value !== undefined) attributes[name] = value;
  return attributes;
}

/** An attribute as text, null = not there. */
export function attribute(element: XmlElement | undefined, name: string): string | null {
  return element?.attributes[name] ?? null;
}
