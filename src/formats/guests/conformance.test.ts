import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeGuestText } from './decode.ts';
import { CORPUS, corpusCases, hostileCases, snakeCased, type CorpusCase } from '../testing/corpus.ts';
import { readGuests } from './read-guests.ts';

/** Keys of the expected files that speak of the oracle, not of the input. */
const NOT_COMPARED = new Set(['schema', 'oracle', 'format', 'libvirt_error', 'qemu_args_file', 'qemu_numa_args']);

type Json = Record<string, unknown>;

function comparable(value: unknown): Json {
  return Object.fromEntries(Object.entries(value as Json).filter(([key]) => !NOT_COMPARED.has(key)));
}

function factsLike(facts: unknown, expected: unknown): [unknown, unknown] {
  const wanted = comparable(expected);
  const found = snakeCased(facts) as Json;
  // memAccess is libvirt's own spelling in the expected files.
  const spelled = JSON.parse(JSON.stringify(found).replaceAll('"mem_access"', '"memAccess"')) as Json;
  return [Object.fromEntries(Object.keys(wanted).map((key) => [key, spelled[key]])), wanted];
}

function read({ bytes, name }: CorpusCase): ReturnType<typeof readGuests> {
  const text = decodeGuestText(bytes, name);
  return text.value === undefined ? { value: undefined, problems: text.problems } : readGuests(text.value, name);
}

/** libvirt writes fewer distances than its own xl.cfg has: compared for the directions that it writes. */
function withoutDistances(expected: Json): Json {
  const cells = (expected['cells'] as Json[]).map((cell) => ({ ...cell, distances: expect.anything() as unknown }));
  return { ...expected, cells };
}

/** The command lines that lie beside libvirt's domains. */
function qemuCommands(): { name: string; text: string; expected: Json }[] {
  return corpusCases('libvirt-domain').flatMap(({ name, expected }) => {
    const path = join(CORPUS ?? '', 'dev', 'libvirt-domain', `${name}.args`);
    return existsSync(path) ? [{ name, text: readFileSync(path, 'utf8'), expected }] : [];
  });
}

describe.skipIf(CORPUS === undefined)('the corpus (skipped without NEARFAR_CORPUS)', () => {
  it.each(corpusCases('libvirt-domain').map((one) => [one.name, one] as const))('libvirt-domain %s', (_, one) => {
    const { value, problems } = read(one);
    if (one.expected['libvirt_error'] !== null) expect(problems).not.toHaveLength(0);
    if (!value) return expect(one.expected['libvirt_error']).not.toBeNull();
    const [found, wanted] = factsLike(value.guests[0]!.facts, one.expected);
    return expect(found).toEqual(wanted);
  });

  it.each(corpusCases('xl-cfg').map((one) => [one.name, one] as const))('xl-cfg %s', (_, one) => {
    const { value, problems } = read(one);
    const dryRun = one.expected['libxl_dryrun'] as { rc: number } | null;
    if (dryRun !== null && dryRun.rc !== 0) expect(problems).not.toHaveLength(0);
    else expect(value).toBeDefined();
    const domain = one.expected['libvirt_domain'] as Json | null;
    if (!value || domain === null) return;
    const { facts } = value.guests[0]!;
    const [found, wanted] = factsLike(facts, withoutDistances(domain));
    expect(found).toEqual(wanted);
    expect(facts!.cells.map((cell) => cell.distances)).toMatchObject(
      (domain['cells'] as Json[]).map((cell) => cell['distances']),
    );
  });

  it('libxl agrees on the number of vCPUs and on memory', () => {
    for (const one of corpusCases('xl-cfg')) {
      const dryRun = one.expected['libxl_dryrun'] as { rc: number; json: { b_info: Json } } | null;
      if (dryRun?.rc !== 0) continue;
      const info = dryRun.json.b_info;
      const facts = read(one).value!.guests[0]!.facts!;
      expect([one.name, facts.vcpusMax]).toEqual([one.name, info['max_vcpus']]);
      expect([one.name, facts.vcpusCurrent ?? facts.vcpusMax]).toEqual([
        one.name,
        (info['avail_vcpus'] as unknown[]).length,
      ]);
      expect([one.name, facts.currentMemoryBytes! / 1024]).toEqual([one.name, info['target_memkb']]);
    }
  });

  it('QEMU’s command line says what the domain says that libvirt made it from', () => {
    for (const { name, text, expected } of qemuCommands()) {
      const { value } = readGuests(text, name);
      const facts = value?.guests[0]?.facts;
      expect([name, facts?.name, facts?.vcpusMax]).toEqual([name, expected['name'], expected['vcpus_max']]);
      const cells = expected['cells'] as { cpus: string | null; memory_bytes: number }[];
      // libvirt rounds the memory of a cell up to whole MiB.
      expect([name, facts?.cells.map((cell) => [cell.cpus, Math.ceil((cell.memoryBytes ?? 0) / 2 ** 20)])]).toEqual([
        name,
        cells.map((cell) => [cell.cpus ?? '', Math.ceil(cell.memory_bytes / 2 ** 20)]),
      ]);
    }
  });

  const lists = ['xl-vcpu-list', 'xl-list-n', 'xl-debug-keys-u'];
  it.each(lists.flatMap((kind) => corpusCases(kind).map((one) => [kind, one.name, one] as const)))(
    '%s %s',
    (kind, _, one) => {
      const { value } = read(one);
      expect(value?.format).toBe(kind);
      const [found, wanted] = factsLike(value!.facts, one.expected);
      expect(found).toEqual(wanted);
      expect(value!.guests.length).toBeGreaterThan(0);
    },
  );

  it.each(hostileCases(['xl-cfg', 'libvirt-domain']).map((one) => [one.file, one.action, one] as const))(
    'hostile %s: %s',
    (_, action, one) => {
      const { value, problems } = read({ name: one.file, bytes: one.bytes, expected: {} });
      if (action === 'accept') expect([value !== undefined, problems]).toEqual([true, []]);
      if (action === 'accept-warn') expect(problems).not.toHaveLength(0);
      if (action === 'reject') expect(value).toBeUndefined();
      if (!value) expect(problems.every(({ line, column }) => line !== undefined && column !== undefined)).toBe(true);
    },
  );
});
