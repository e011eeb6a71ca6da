import { describe, expect, test } from 'vitest';
import { compareHost } from '../../formats/testing/compare-host.ts';
import { CORPUS, corpusCases, hostileCases } from '../../formats/testing/corpus.ts';
import type { ImportReply } from '../protocol.ts';
import { importJob } from './import.ts';

// What the page reads, byte for byte as files are dropped; without NEARFAR_CORPUS these tests are skipped.
const HOSTS = ['hwloc-v1', 'hwloc-v2', 'hwloc-v3', 'numactl', 'lscpu', 'xl-info-n', 'virsh-capabilities'];
const GUESTS = ['libvirt-domain', 'xl-cfg', 'xl-vcpu-list', 'xl-list-n', 'xl-debug-keys-u'];
const HOSTILE =
  'hwloc-xml numactl lscpu-text lscpu-json lscpu-parse xl-info-n virsh-capabilities xl-cfg libvirt-domain'.split(' ');

async function read(file: string, bytes: Uint8Array): Promise<ImportReply> {
  const context = { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] };
  const source = Uint8Array.from(bytes).buffer;
  return (await importJob({ inputs: [{ source, file }], host: undefined }, context)).value;
}

function partsOf({ imported }: ImportReply) {
  return imported?.kind === 'parts' ? imported : undefined;
}

describe.skipIf(CORPUS === undefined)(
  'every file of the corpus in the one box (skipped without NEARFAR_CORPUS)',
  () => {
    test.each(HOSTS)('hosts: %s', async (kind) => {
      for (const { name, bytes, expected } of corpusCases(kind)) {
        const host = partsOf(await read(name, bytes))?.host;
        expect([name, host && compareHost(host.inspection, expected)]).toEqual([name, []]);
      }
    });

    test.each(GUESTS)('guests: %s', async (kind) => {
      for (const { name, bytes, expected } of corpusCases(kind)) {
        const reply = await read(name, bytes);
        const dryRun = expected['libxl_dryrun'] as { rc: number } | null | undefined;
        const isRefused = (expected['libvirt_error'] ?? null) !== null || (dryRun?.rc ?? 0) !== 0;
        if (isRefused) expect([name, reply.problems.length > 0]).toEqual([name, true]);
        else expect([name, (partsOf(reply)?.guests?.length ?? 0) > 0]).toEqual([name, true]);
      }
    });

    test('hostile files are refused with a place, or accepted, as they should be', async () => {
      for (const { file, action, bytes } of hostileCases(HOSTILE)) {
        const { imported, problems } = await read(file, bytes);
        const errors = problems.filter(({ severity }) => severity === 'error');
        if (action === 'accept') expect([file, imported !== undefined]).toEqual([file, true]);
        if (action === 'reject') expect([file, imported]).toEqual([file, undefined]);
        if (action === 'accept-warn') expect([file, problems.length > 0]).toEqual([file, true]);
        if (!imported) expect([file, errors.length > 0]).toEqual([file, true]);
        expect([file, errors.every(({ line, column }) => line !== undefined && column !== undefined)]).toEqual([
          file,
          true,
        ]);
      }
    });
  },
);
