import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Inspection } from '../formats/inspection.ts';
import { compareHost } from '../formats/testing/compare-host.ts';
import { CORPUS, corpusCases, hostileCases } from '../formats/testing/corpus.ts';
import { nearfar } from './testing/session.ts';

// The same files as the readers' own tests, through the whole command line; skipped without NEARFAR_CORPUS.
const KINDS = ['hwloc-v1', 'hwloc-v2', 'hwloc-v3', 'numactl', 'lscpu', 'xl-info-n', 'virsh-capabilities'];
const HOSTILE = ['hwloc-xml', 'numactl', 'lscpu-text', 'lscpu-json', 'lscpu-parse', 'xl-info-n', 'virsh-capabilities'];

describe.skipIf(CORPUS === undefined)('nearfar inspect, on the corpus (skipped without NEARFAR_CORPUS)', () => {
  test.each(KINDS)('answers every %s file as expected', (kind) => {
    for (const { name, expected } of corpusCases(kind)) {
      const { status, out } = nearfar(['inspect', join(CORPUS ?? '', 'dev', kind, name), '--json']);
      expect([name, status]).toEqual([name, 0]);
      expect([name, compareHost(JSON.parse(out) as Inspection, expected)]).toEqual([name, []]);
    }
  });

  test.each(hostileCases(HOSTILE).map(({ file, action }) => [file, action] as const))('%s: %s', (file, action) => {
    const path = join(CORPUS ?? '', 'hostile', file);
    const { status, out, err } = nearfar(['inspect', path, '--json']);
    if (action === 'reject') expect(status).toBe(1);
    if (action === 'accept') expect(status).toBe(0);
    if (action === 'accept-warn') expect(err).not.toBe('');
    expect(status === 1 ? out : JSON.parse(out)).toEqual(
      status === 1 ? '' : expect.objectContaining({ warnings: expect.anything() }),
    );
    if (status === 1) expect(err).toMatch(new RegExp(`${file.replaceAll('.', '\\.')}:\\d+:\\d+: `));
  });
});
