import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';
import { type HostReading, readHost } from './read-host.ts';
import { compareHost } from './testing/compare-host.ts';
import { CORPUS, corpusCases, hostileCases } from './testing/corpus.ts';
import { faultsOfHost } from './testing/useful.ts';
import type { Reading } from '../model/problem.ts';

// Real files with their right answers; without NEARFAR_CORPUS these tests are skipped.
const KINDS = ['hwloc-v1', 'hwloc-v2', 'hwloc-v3', 'numactl', 'lscpu', 'xl-info-n', 'virsh-capabilities'];
const HOSTILE = ['hwloc-xml', 'numactl', 'lscpu-text', 'lscpu-json', 'lscpu-parse', 'xl-info-n', 'virsh-capabilities'];

function read(bytes: Uint8Array, name: string): Reading<HostReading> {
  const text = decodeText(bytes, name);
  return text.value === undefined ? { value: undefined, problems: text.problems } : readHost(text.value, name);
}

describe.skipIf(CORPUS === undefined).each(KINDS)('corpus: %s (skipped without NEARFAR_CORPUS)', (kind) => {
  test.each(corpusCases(kind))('$name', ({ name, bytes, expected }) => {
    const { value, problems } = read(bytes, name);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(compareHost(value!.inspection, expected)).toEqual([]);
    expect(faultsOfHost(value!.host)).toEqual([]);
  });
});

describe.skipIf(CORPUS === undefined)('hostile hosts (skipped without NEARFAR_CORPUS)', () => {
  test.each(hostileCases(HOSTILE))('$file: $behaviour', ({ file, action, bytes }) => {
    const { value, problems } = read(bytes, file);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.length > 0).toBe(value === undefined);
    if (action === 'accept') expect(value).toBeDefined();
    if (action === 'accept-warn') expect(problems.length).toBeGreaterThan(0);
    if (action === 'reject') expect(value).toBeUndefined();
    for (const { line, column } of errors) expect([line, column]).toEqual([expect.any(Number), expect.any(Number)]);
    if (value) expect(faultsOfHost(value.host)).toEqual([]);
  });
});
