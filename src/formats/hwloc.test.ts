import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCpulist } from '../model/cpulist.ts';
import { readHost } from './read-host.ts';

interface Truth {
  readonly nodes: readonly { readonly os: number; readonly pus: readonly number[] }[];
  readonly packages: number;
  readonly cores: number;
  readonly l3: number;
  readonly pus: number;
}

// Made with `lstopo -i "SYNTHETIC" --of xml` of hwloc 2.9; truth.json is what lstopo and hwloc-calc say of them.
const FIXTURES = join(import.meta.dirname, 'testing', 'fixtures');
const TRUTH = JSON.parse(readFileSync(join(FIXTURES, 'truth.json'), 'utf8')) as Record<string, Truth>;
const fixture = (name: string): string => readFileSync(join(FIXTURES, `${name}.xml`), 'utf8');

const CONTROL = fixture('two-sockets-smt.v2');

function read(text: string): ReturnType<typeof readHost> {
  return readHost(text, 'host.xml');
}

const cores = (name: string): number[] => read(fixture(name)).value!.host.nodes.map((node) => node.cores);

const matrix = (attributes: string, indexes: string, values: string): string =>
  CONTROL.replace(
    '</topology>',
    `<distances2 ${attributes}><indexes length="1">${indexes}</indexes>${values}</distances2></topology>`,
  );

function codes(text: string): string[] {
  return read(text).problems.map(({ code }) => code);
}

function firstProblem(text: string): string {
  const [problem] = read(text).problems;
  return problem ? `${problem.file}:${problem.line}:${problem.column}: ${problem.message}` : '';
}

test('there is an answer for every fixture', () => {
  const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.xml'));
  expect(files.map((name) => name.slice(0, -4)).toSorted()).toEqual(Object.keys(TRUTH).toSorted());
});

describe.each(Object.entries(TRUTH))('%s', (name, truth) => {
  const { value } = read(fixture(name));

  test('has the nodes, PUs and counts that lstopo shows', () => {
    const inspection = value!.inspection;
    expect(inspection.nodes.map(({ os, pus }) => ({ os, pus: parseCpulist(pus ?? '') }))).toEqual(truth.nodes);
    expect([inspection.packageCount, inspection.coreCount, inspection.l3Count, inspection.puCount]).toEqual([
      truth.packages,
      truth.cores,
      truth.l3,
      truth.pus,
    ]);
  });

  test('draws every PU of a node in exactly one node', () => {
    const drawn = value!.host.nodes.flatMap(({ cpus }) => parseCpulist(cpus ?? '') as number[]);
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(new Set(drawn)).toEqual(new Set(truth.nodes.flatMap(({ pus }) => pus)));
    expect(value!.host.nodes.reduce((sum, { threads }) => sum + threads, 0)).toBe(drawn.length);
  });
});

describe.each(Object.entries(TRUTH))('%s as lstopo draws it', (name, truth) => {
  test('has the same nodes, PUs and counts', () => {
    const { inspection } = read(readFileSync(join(FIXTURES, `${name}.txt`), 'utf8')).value!;
    expect(inspection.nodes.map(({ os }) => os)).toEqual(truth.nodes.map(({ os }) => os));
    for (const [i, { pus }] of truth.nodes.entries())
      // In the drawing memory without CPUs stands beside CPUs.
      if (pus.length > 0) expect(parseCpulist(inspection.nodes[i]?.pus ?? '')).toEqual(pus);
    expect([inspection.packageCount, inspection.coreCount, inspection.l3Count, inspection.puCount]).toEqual([
      truth.packages,
      truth.cores,
      truth.l3,
      truth.pus,
    ]);
  });
});

describe('a host from hwloc XML', () => {
  test('counts cores, not threads, and keeps memory to the byte', () => {
    const { value } = read(CONTROL);
    expect(
      value!.host.nodes.map(({ id, cores, threads, memoryMiB, cpus }) => [id, cores, threads, memoryMiB, cpus]),
    ).toEqual([
      [0, 2, 4, 4096, '0-3'],
      [1, 2, 4, 4096, '4-7'],
    ]);
    expect(value!.inspection.nodes[0]?.memoryBytes).toBe(4_294_967_296);
    expect(value!.host.topology?.l3).toEqual([
      { cpus: '0-3', sizeMiB: 8 },
      { cpus: '4-7', sizeMiB: 8 },
    ]);
  });

  test('gives CPUs to the DRAM of a package, none to the HBM beside it or to memory of the whole machine', () => {
    expect(cores('hbm-beside-dram.v2')).toEqual([2, 0, 2, 0]);
    expect(cores('memory-for-all.v2')).toEqual([2, 2, 0]);
  });

  test('says which figures are estimates', () => {
    const { sources } = read(CONTROL).value!.host;
    expect(sources?.['nodes[].memoryMiB']?.kind).toBe('file');
    expect(sources?.['nodes[].bandwidthGBs']?.kind).toBe('estimate');
  });

  test('takes typical figures of a processor that it knows', () => {
    const model = '<info name="CPUModel" value="AMD EPYC 7742 64-Core Processor"/><info name="Backend"';
    const { host } = read(CONTROL.replace('<info name="Backend"', model)).value!;
    expect(host.nodes.map(({ latencyNs, bandwidthGBs }) => [latencyNs, bandwidthGBs])).toEqual([
      [115, 180],
      [115, 180],
    ]);
    expect(host.sources?.['nodes[].latencyNs']?.text).toContain('EPYC');
  });
});

describe('distances', () => {
  const latency = 'type="NUMANode" nbobjs="2" kind="5" name="NUMALatency" indexing="os"';

  test('are put in order of node number, from values split over several elements', () => {
    const { inspection, host } = read(
      matrix(latency, '1 0', '<u64values length="3">10 21 31 </u64values><u64values length="1">11</u64values>'),
    ).value!;
    expect(inspection.distances).toEqual([
      {
        name: 'NUMALatency',
        nodes: [0, 1],
        values: [
          [11, 31],
          [21, 10],
        ],
      },
    ]);
    expect(host.slit).toEqual([
      [11, 31],
      [21, 10],
    ]);
  });

  test('may name nodes by their global index', () => {
    const global = latency.replace('indexing="os"', 'indexing="gp"');
    const gp = [...CONTROL.matchAll(/type="NUMANode".*gp_index="(\d+)"/g)].map((match) => match[1]);
    const { inspection } = read(
      matrix(global, gp.toReversed().join(' '), '<u64values length="4">10 21 31 11</u64values>'),
    ).value!;
    expect(inspection.distances[0]?.values).toEqual([
      [11, 31],
      [21, 10],
    ]);
  });

  test('between other things than nodes are passed over', () => {
    expect(
      read(matrix(latency.replace('NUMANode', 'Package'), '0 1', '<u64values length="1">3</u64values>')).value,
    ).toBeDefined();
  });

  test('that name a node which is not there lose it', () => {
    expect(codes(matrix(latency, '0 7', '<u64values length="4">10 21 21 10</u64values>'))).toEqual([
      'distances-unknown-node',
    ]);
  });

  test('of format 1 are floats times their base, in order of the document', () => {
    const v1 = fixture('gapped-ids.v1').replace(
      /(<object type="Machine"[^>]*>)/,
      `$1<distances nbobjs="4" relative_depth="1" latency_base="10.000000">${'<latency value="1.700000"/>'.repeat(16)}</distances>`,
    );
    const [distances] = read(v1).value!.inspection.distances;
    expect(distances?.nodes).toEqual([0, 8, 16, 252]);
    expect(new Set(distances?.values.flat())).toEqual(new Set([17]));
  });
});

describe('faults of hwloc XML say where and what was expected', () => {
  test.each([
    ['cpuset="0x0000000f"', 'cpuset="zz"', 'is not a bitmap'],
    ['local_memory="4294967296"', 'local_memory="1e99"', 'is not a decimal number of bytes'],
    ['os_index="1"', 'os_index="-1"', 'is not a number'],
    ['<topology version="2.0">', '<topology version="99.0">', 'expected 1.x to 3.x'],
    ['</topology>', '', 'ends early'],
    ['os_index="0"', 'os_index="0" os_index="0"', 'given twice'],
  ])('%s as %s: %s', (from, to, message) => {
    const found = firstProblem(CONTROL.replace(from, to));
    expect(found).toContain(message);
    expect(found).toMatch(/^host\.xml:[1-9]\d*:[1-9]\d*: /);
  });

  test('another document is named by its root element', () => {
    expect(firstProblem('<?xml version="1.0"?>\n<svg/>')).toContain('The root element is "svg"');
    expect(firstProblem('<!DOCTYPE html><html></html>')).toContain('This is HTML');
  });

  test('entities and deep nesting are refused', () => {
    expect(codes('<!DOCTYPE topology [<!ENTITY a "b">]>\n<topology>&a;</topology>')).toEqual(['xml-entity']);
    expect(codes(`<topology version="2.0">${'<object type="Group">'.repeat(1000)}`)).toEqual(['xml-depth']);
  });

  test('numbers beyond 2^53 are said to be rounded', () => {
    const { value, problems } = read(
      CONTROL.replace('local_memory="4294967296"', 'local_memory="16000000000000000001"'),
    );
    expect(value!.inspection.nodes[0]?.memoryBytes).toBe(1.6e19);
    expect(problems[0]?.code).toBe('memory-beyond-2-53');
  });
});
