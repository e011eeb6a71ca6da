import { MAX_CPU } from '../model/cpulist.ts';
import { type Bitmap, parseBitmap } from './bitmap.ts';
import { type Problems, quoted } from './problems.ts';
import type { Places } from './position.ts';
import type { XmlTag } from './xml.ts';

/** What the types of all hwloc versions stand for; undefined for the many that we have no use for. */
export type ObjectKind = 'machine' | 'numa' | 'package' | 'l3' | 'core' | 'pu' | 'device';

/** One object of the topology, as far as it is of use. */
export interface HwlocObject {
  readonly kind: ObjectKind | undefined;
  readonly type: string;
  readonly os: number | null;
  readonly gp: number | null;
  readonly cpuset: Bitmap | undefined;
  /** Of the nearest object around that states one. */
  readonly outerCpuset: Bitmap | undefined;
  readonly bytes: number | null;
  readonly subtype: string | undefined;
  /** Address of a PCI device. */
  readonly busId: string | undefined;
  readonly start: number;
}

const KINDS: Readonly<Record<string, ObjectKind>> = {
  Machine: 'machine',
  System: 'machine',
  NUMANode: 'numa',
  Node: 'numa',
  Package: 'package',
  Socket: 'package',
  L3Cache: 'l3',
  Core: 'core',
  PU: 'pu',
  PCIDev: 'device',
};

const KNOWN = new Set(
  'Machine System NUMANode Node Package Socket Die Group Cache L1Cache L2Cache L3Cache L4Cache L5Cache L1iCache L2iCache L3iCache MemCache Core PU Bridge PCIDev OSDev Misc'.split(
    ' ',
  ),
);

export function isKnownType(type: string): boolean {
  return KNOWN.has(type);
}

function kindOf(type: string, attributes: XmlTag['attributes']): ObjectKind | undefined {
  if (type === 'Cache') return attributes.depth === '3' && attributes.cache_type !== '2' ? 'l3' : undefined;
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

/** Reads the attributes of one object; faults go to `problems` with the place of the tag. */
export class ObjectReader {
  constructor(
    private readonly problems: Problems,
    private readonly places: Places,
  ) {}

  read(tag: XmlTag, outerCpuset: Bitmap | undefined): HwlocObject {
    const { attributes, start } = tag;
    const type = attributes.type ?? '';
    const kind = kindOf(type, attributes);
    return {
      kind,
      type,
      os: this.#index(tag, kind),
      gp: attributes.gp_index === undefined ? null : Number(attributes.gp_index),
      cpuset: this.bitmap(tag, 'cpuset'),
      outerCpuset,
      bytes: this.#bytes(tag, kind),
      subtype: attributes.subtype,
      busId: attributes.pci_busid,
      start,
    };
  }

  bitmap(tag: XmlTag, attribute: string): Bitmap | undefined {
    const text = tag.attributes[attribute];
    if (text === undefined) return undefined;
    const bitmap = parseBitmap(text);
    if (typeof bitmap !== 'string') return bitmap;
    this.#error('hwloc-bitmap', `The ${attribute} ${quoted(text)} of this ${tag.attributes.type} ${bitmap}.`, tag);
    return undefined;
  }

  #index(tag: XmlTag, kind: ObjectKind | undefined): number | null {
    const text = tag.attributes.os_index;
    if (text === undefined) return this.#indexFromSet(tag, kind);
    if (kind === undefined || kind === 'device') return null;
    const strict = kind === 'pu' || kind === 'numa';
    if (!/^\d{1,10}$/.test(text)) {
      this.#error('hwloc-index', `The os_index ${quoted(text)} of this ${tag.attributes.type} is not a number.`, tag);
      return null;
    }
    if (Number(text) <= MAX_CPU) return Number(text);
    if (strict)
      this.#error('hwloc-index', `The os_index ${text} of this ${tag.attributes.type} is beyond ${MAX_CPU}.`, tag);
    return null;
  }

  /** A node or PU without an index has a set with one bit. */
  #indexFromSet(tag: XmlTag, kind: ObjectKind | undefined): number | null {
    if (kind !== 'pu' && kind !== 'numa') return null;
    const set = this.bitmap(tag, kind === 'pu' ? 'cpuset' : 'nodeset');
    const word = set?.words.at(-1) ?? 0;
    const single =
      set &&
      word !== 0 &&
      (word & (word - 1)) === 0 &&
      set.words.every((w, i) => w === 0 || i === set.words.length - 1);
    if (single) return (set.words.length - 1) * 32 + 31 - Math.clz32(word);
    this.#error('hwloc-index', `This ${tag.attributes.type} has no os_index: a number was expected.`, tag);
    return null;
  }

  #bytes(tag: XmlTag, kind: ObjectKind | undefined): number | null {
    const name = kind === 'l3' ? 'cache_size' : 'local_memory';
    const text = tag.attributes[name];
    if (text === undefined || kind === undefined) return null;
    if (!/^\d{1,20}$/.test(text)) {
      const whose = kind === 'numa' ? ` of node ${tag.attributes.os_index}` : ` of this ${tag.attributes.type}`;
      this.#error('hwloc-memory', `The ${name} ${quoted(text)}${whose} is not a decimal number of bytes.`, tag);
      return null;
    }
    const bytes = Number(text);
    if (bytes > Number.MAX_SAFE_INTEGER) this.#huge(tag, name, text);
    return bytes;
  }

  #huge(tag: XmlTag, name: string, text: string): void {
    const message = `The ${name} of ${text} bytes is beyond 2^53: taken as the nearest number that can be held.`;
    this.problems.warn('memory-beyond-2-53', message, this.places.at(tag.start));
  }

  #error(code: string, message: string, tag: XmlTag): void {
    this.problems.error(code, message, this.places.at(tag.start));
  }
}
