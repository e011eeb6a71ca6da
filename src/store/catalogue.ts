import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import { queryClient } from './client.ts';

export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  /** A few words more: size, kind. */
  readonly detail: string;
  readonly file: string;
}

export interface Catalogue {
  readonly hosts: readonly CatalogueEntry[];
  /** The first is what the page opens with. */
  readonly scenarios: readonly CatalogueEntry[];
}

function isEntry(value: unknown): value is CatalogueEntry {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  return ['id', 'title', 'detail', 'file'].every((name) => typeof fields.get(name) === 'string');
}

function entries(value: unknown, name: string): CatalogueEntry[] {
  const list: unknown =
    typeof value === 'object' && value !== null && name in value
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined;
  if (!Array.isArray(list)) throw new Error(`catalogue.json: "${name}" is not a list`);
  return list.filter(isEntry);
}

async function fetchText(file: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(new URL(file, document.baseURI), { signal });
  if (!response.ok) throw new Error(`${file}: the server answered ${response.status}`);
  return response.text();
}

async function fetchCatalogue(signal: AbortSignal): Promise<Catalogue> {
  const value: unknown = JSON.parse(await fetchText('catalogue.json', signal));
  return { hosts: entries(value, 'hosts'), scenarios: entries(value, 'scenarios') };
}

/** Reads a scenario file's text in the worker; rejects with the first problem. */
export async function readText(text: string, file: string, signal?: AbortSignal): Promise<Scenario> {
  const { value, problems } = await desk.call('readScenario', { text, file }, signal && { signal });
  if (value) return value;
  const [first] = problems;
  throw new Error(
    first ? `${first.path ?? `${file}:${first.line}:${first.column}`}: ${first.message}` : `${file} cannot be read`,
  );
}

const CATALOGUE = {
  queryKey: ['catalogue'],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchCatalogue(signal),
} as const;

function fileQuery(file: string) {
  return {
    queryKey: ['file', file],
    queryFn: async ({ signal }: { signal: AbortSignal }) => readText(await fetchText(file, signal), file, signal),
  } as const;
}

/** The built-in hosts and scenarios. */
export function useCatalogue(): UseQueryResult<Catalogue> {
  return useQuery(CATALOGUE);
}

/** One file of the catalogue, validated like any other input. */
export function fetchScenario(file: string): Promise<Scenario> {
  return queryClient.fetchQuery(fileQuery(file));
}

/** What the page opens with when nothing was saved. */
export async function fetchFirst(): Promise<Scenario> {
  const { scenarios } = await queryClient.fetchQuery(CATALOGUE);
  const [first] = scenarios;
  if (!first) throw new Error('catalogue.json: "scenarios" is empty');
  return fetchScenario(first.file);
}

/**
 * Which built-in host this is, by the name that its file has; undefined while the files are not there or if it is none of
 * them. Nothing is fetched before `isWanted`: the first view needs none of it.
 */
export function useBuiltInHost(
  name: string,
  hosts: readonly CatalogueEntry[],
  isWanted: boolean,
): CatalogueEntry | undefined {
  const files = useQueries({ queries: hosts.map((entry) => ({ ...fileQuery(entry.file), enabled: isWanted })) });
  return hosts.find((_, i) => files[i]?.data?.host.name === name);
}
