import {
  COPY_RATE_FIELDS,
  HOST_FIELDS,
  LATENCY_FIELD,
  LINK_FIELDS,
  NODE_FIELDS,
  SLIT_FIELD,
  type FieldSpec,
} from '../../model/fields.ts';
import { fieldFault } from '../../model/check.ts';
import type { Host } from '../../model/host.ts';
import type { Problem } from '../../model/problem.ts';
import { after, byHand, changedFigures, sameNodes, type Variant } from '../../model/variant.ts';
import { checkHost } from '../../store/variants.ts';
import { HOST_EDITOR } from '../texts/host-editor.ts';

/** What the editor holds while it is open: a host that holds together, and figures as they are typed, by path. */
export interface Draft {
  /** The host on the table. */
  readonly original: Host;
  readonly variant: Variant;
  readonly typed: ReadonlyMap<string, string>;
}

/** Fields by the beginning of their path. */
const TABLES: readonly (readonly [RegExp, Readonly<Record<string, FieldSpec>>])[] = [
  [/^nodes\[\d+\]\.(\w+)$/, NODE_FIELDS],
  [/^links\[\d+\]\.(\w+)$/, LINK_FIELDS],
  [/^copy\.(\w+)$/, COPY_RATE_FIELDS],
  [/^(\w+)$/, HOST_FIELDS],
];

/** The field that a path names; undefined = none that can be typed. */
export function specOf(path: string): FieldSpec | undefined {
  if (path.startsWith('slit[')) return SLIT_FIELD;
  if (path.startsWith('latencyNs[')) return LATENCY_FIELD;
  for (const [pattern, table] of TABLES) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined && Object.hasOwn(table, name)) return table[name];
  }
  return undefined;
}

function segmentsOf(path: string): readonly (string | number)[] {
  return path.split(/[.[\]]+/).flatMap((part) => (part === '' ? [] : [/^\d+$/.test(part) ? Number(part) : part]));
}

/** What a text stands for: undefined = nothing is stated. */
function valueOf(spec: FieldSpec, text: string): unknown {
  const trimmed = text.trim();
  if (spec.kind === 'text' || spec.kind === 'cpulist')
    return spec.required === true || trimmed !== '' ? trimmed : undefined;
  if (trimmed === '') return undefined;
  return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed);
}

/** What is wrong with a text where it stands; undefined = nothing. */
export function faultOf(path: string, text: string): string | undefined {
  const spec = specOf(path);
  if (!spec) return undefined;
  const value = valueOf(spec, text);
  if (value === undefined) return spec.required === true ? fieldFault(spec, text) : undefined;
  return fieldFault(spec, value);
}

/** A copy of plain data with one value in another place; undefined takes the key away (in a matrix it is null). */
function withValue(data: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    return list.map((item, at) => (at === key ? (withValue(item, rest, value) ?? null) : item));
  }
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const next = new Map<string, unknown>(entries);
  const inner = withValue(next.get(key), rest, value);
  if (inner === undefined) next.delete(key);
  else next.set(key, inner);
  return Object.fromEntries(next);
}

/** The text of a field as it is stated; '' = it is not. */
export function statedText(host: Host, path: string): string {
  let value: unknown = host;
  for (const key of segmentsOf(path)) {
    if (typeof value !== 'object' || value === null) return '';
    value = new Map<string, unknown>(Object.entries(value)).get(String(key));
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function openDraft(host: Host): Draft {
  return { original: host, variant: sameNodes(host), typed: new Map() };
}

/** The text of a field as it was typed, or as it is stated. */
export function textAt({ variant, typed }: Draft, path: string): string {
  return typed.get(path) ?? statedText(variant.host, path);
}

export function type(draft: Draft, path: string, text: string): Draft {
  return { ...draft, typed: new Map(draft.typed).set(path, text) };
}

/** A draft looked at as a whole. */
export interface Review {
  /** What comes of it; undefined while something is wrong. */
  readonly variant: Variant | undefined;
  readonly isChanged: boolean;
  /** What is wrong, by path below the host. */
  readonly faults: ReadonlyMap<string, string>;
}

/** "host.nodes[0].threads" → "nodes[0].threads". */
function pathOf({ path = '' }: Problem): string {
  return path.replace(/^host\.?/, '');
}

function finished({ original, variant }: Draft, host: Host): Variant {
  const next = { ...variant, host };
  const changed = changedFigures(original, next);
  const name = changed.length > 0 && host.name === original.name ? HOST_EDITOR.changed(host.name) : host.name;
  return { ...next, host: byHand({ ...host, name }, changed) };
}

/** Checks what was typed: each figure by itself, then the host as a whole, then whether the engine takes it. */
export function review(draft: Draft): Review {
  const { original, variant, typed } = draft;
  const faults = new Map<string, string>();
  if (typed.size === 0 && variant.host === original) return { variant, isChanged: false, faults };
  let candidate: unknown = variant.host;
  for (const [path, text] of typed) {
    const fault = faultOf(path, text);
    const spec = specOf(path);
    if (fault !== undefined) faults.set(path, fault);
    else if (spec) candidate = withValue(candidate, segmentsOf(path), valueOf(spec, text));
  }
  if (faults.size > 0) return { variant: undefined, isChanged: true, faults };
  const { host, problems } = checkHost(candidate);
  for (const problem of problems) if (problem.severity === 'error') faults.set(pathOf(problem), problem.message);
  const isChanged = JSON.stringify(candidate) !== JSON.stringify(original);
  return { variant: host && finished(draft, host), isChanged, faults };
}

/** One step further: what was typed is taken first. Nothing changes while something is wrong, or where the step cannot be. */
export function step(draft: Draft, change: (host: Host) => Variant | string): Draft {
  const { variant } = review(draft);
  const next = variant && change(typedIn(draft, variant));
  if (!variant || !next || typeof next === 'string') return draft;
  return { ...draft, variant: after({ ...variant, host: typedIn(draft, variant) }, next), typed: new Map() };
}

/** The reviewed host with the name that stands in the draft: "(changed)" is added once, at the end. */
function typedIn(draft: Draft, { host }: Variant): Host {
  const name = textAt(draft, 'name').trim();
  return name === draft.original.name ? { ...host, name } : host;
}
