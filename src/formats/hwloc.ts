import { DistanceReader, type RawMatrix } from './hwloc-distances.ts';
import { type HwlocObject, isKnownType, ObjectReader } from './hwloc-objects.ts';
import { FigureReader } from './hwloc-figures.ts';
import { type HwlocDocument, observedFromHwloc } from './hwloc-host.ts';
import type { Observation } from './observed.ts';
import { Places } from './position.ts';
import { Problems, quoted } from './problems.ts';
import { readXml, type TellRead, XmlFault, type XmlTag } from './xml.ts';

interface Open {
  readonly object: HwlocObject;
  /** Position of the first object inside, in the list of all. */
  readonly first: number;
  /** v1 matrices that stand in this object. */
  readonly matrices: RawMatrix[];
}

/** 65,536 PUs with their cores, caches and nodes. */
const MAX_OBJECTS = 250_000;

/** Infos that are of use; the many others are not kept. */
const INFOS = new Set(['HostName', 'CPUModel', 'DMIProductName', 'Backend']);

class Walk {
  readonly document: HwlocDocument;
  readonly #objects: ObjectReader;
  readonly #distances: DistanceReader;
  readonly #figures = new FigureReader();
  readonly #open: Open[] = [];
  readonly #unknown = new Set<string>();
  #sawRoot = false;
  /** Where the last tag began: character data has no place of its own. */
  #last = 0;

  constructor(
    private readonly problems: Problems,
    private readonly places: Places,
  ) {
    this.#objects = new ObjectReader(problems, places);
    this.#distances = new DistanceReader(problems, places);
    const { matrices } = this.#distances;
    this.document = { version: 1, objects: [], infos: new Map(), matrices, figures: this.#figures.figures };
  }

  open(tag: XmlTag): void {
    this.#last = tag.start;
    if (this.problems.full) throw new XmlFault('too-many-errors', 'Too many errors: the rest was not read.', tag.start);
    if (!this.#sawRoot) this.#root(tag);
    else this.#inside(tag);
  }

  close(name: string): void {
    if (name === 'object') this.#closeObject();
    else this.#distances.close(name);
  }

  text(text: string): void {
    this.#distances.text(text, this.#last);
  }

  #root(tag: XmlTag): void {
    this.#sawRoot = true;
    if (tag.name !== 'topology')
      throw new XmlFault('hwloc-root', `The root element is ${quoted(tag.name)}, expected "topology".`, tag.start);
    const version = tag.attributes.version ?? '1.0';
    const major = /^([123])(?:\.\d+)?$/.exec(version)?.[1];
    if (major === undefined)
      throw new XmlFault(
        'hwloc-version',
        `Format version ${quoted(version)} is unknown, expected 1.x to 3.x.`,
        tag.start,
      );
    this.document.version = major === '1' ? 1 : major === '2' ? 2 : 3;
  }

  #inside(tag: XmlTag): void {
    if (tag.name === 'object') this.#openObject(tag);
    else if (tag.name === 'info') this.#info(tag);
    else if (tag.name === 'distances') this.#open.at(-1)?.matrices.push(this.#distances.openV1(tag));
    else if (tag.name === 'distances2') this.#distances.openV2(tag);
    else if (tag.name === 'memattr') this.#figures.open(tag);
    else if (tag.name === 'memattr_value') this.#figures.value(tag);
    else if (tag.name === 'latency') this.#distances.latency(tag);
    else if (tag.name === 'indexes' || tag.name === 'u64values') this.#distances.sink(tag.name);
  }

  #openObject(tag: XmlTag): void {
    const around = this.#open.at(-1)?.object;
    const object = this.#objects.read(tag, around?.cpuset ?? around?.outerCpuset);
    if (!isKnownType(object.type)) this.#unknownType(object);
    if (object.kind !== undefined) this.#keep(object);
    this.#open.push({ object, first: this.document.objects.length, matrices: [] });
  }

  #keep(object: HwlocObject): void {
    if (this.document.objects.length >= MAX_OBJECTS)
      throw new XmlFault('hwloc-size', `The topology has more than ${MAX_OBJECTS} objects.`, object.start);
    this.document.objects.push(object);
  }

  #unknownType({ type, start }: HwlocObject): void {
    if (this.#unknown.has(type)) return;
    this.#unknown.add(type);
    const message = `The object type ${quoted(type)} is unknown: it is passed over, what is in it is kept.`;
    this.problems.warn('hwloc-unknown-type', message, this.places.at(start));
  }

  #info({ attributes: { name, value } }: XmlTag): void {
    if (name === undefined || value === undefined || !INFOS.has(name)) return;
    if (!this.document.infos.has(name)) this.document.infos.set(name, value);
  }

  /** v1 matrices have no indexes: they are about the nodes inside, in the order of the document. */
  #closeObject(): void {
    const open = this.#open.pop();
    if (!open || open.matrices.length === 0) return;
    const nodes = this.document.objects.slice(open.first).filter(({ kind }) => kind === 'numa');
    for (const matrix of open.matrices) {
      if (matrix.count !== nodes.length) continue;
      matrix.indexes = nodes.map(({ os }) => os ?? -1);
      this.document.matrices.push(matrix);
    }
  }
}

/** Reads hwloc XML (`lstopo --of xml`) of the formats 1, 2 and 3. */
export function readHwloc(text: string, file: string, tell?: TellRead): Observation {
  const problems = new Problems(file);
  const places = new Places(text);
  const walk = new Walk(problems, places);
  try {
    readXml(text, walk, tell);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    problems.error(error.code, error.message, places.at(error.offset));
  }
  const value = problems.failed ? undefined : observedFromHwloc(walk.document, problems, places);
  return problems.reading(value);
}
