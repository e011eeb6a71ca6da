import { describe, expect, test } from 'vitest';
import { readGuests } from '../guests/read-guests.ts';
import { CORPUS, corpusCases, hostileCases } from '../testing/corpus.ts';
import { readTrace } from './read-trace.ts';

function said(text: string): string[] {
  return readTrace(text, 'f').problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

test('requests without times stay in their order; two NUMA nodes ask for an aware guest', () => {
  const { value } = readTrace(
    'seq,vcpus,ram_gib,numa,strategy,group,domain\n0,8,16,1,,7,\n1,32,64.5,2,"a ""b"", c",,\n',
    'f',
  );
  expect(value?.guests).toEqual([
    { name: 'vm-0', group: '7', vcpus: 8, memoryMiB: 16_384 },
    { name: 'vm-1', vcpus: 32, memoryMiB: 66_048, vnumaAware: true },
  ]);
});

test('creations and destructions make stays; an id may be used again', () => {
  const text = 'vmid,cpu,memory,time,type\na,2,4,0,0\nb,1,1,5,0\na,2,4,9,1\na,4,8,20,0\nx,1,1,30,1\n';
  const { value, problems } = readTrace(text, 'f');
  expect(value?.guests).toEqual([
    { name: 'vm-a', vcpus: 2, memoryMiB: 4096, depart: 9 },
    { name: 'vm-b', vcpus: 1, memoryMiB: 1024, arrive: 5 },
    { name: 'vm-a#2', vcpus: 4, memoryMiB: 8192, arrive: 20 },
  ]);
  expect(problems).toMatchObject([{ severity: 'warning', code: 'gone-before', line: 6 }]);
});

test('arrivals with lifetimes: the middle of the bin; censored ones stay', () => {
  const text =
    'arrival_s,vcpus,ram_gib,batch,life_min_s,life_max_s,censored\n300,1,0.75,4,300,600,0\n300,1,1.75,4,300,300,1\n';
  expect(readTrace(text, 'f').value?.guests).toEqual([
    { name: 'vm-0', group: '4', vcpus: 1, memoryMiB: 768, arrive: 300, depart: 750 },
    { name: 'vm-1', group: '4', vcpus: 1, memoryMiB: 1792, arrive: 300 },
  ]);
});

describe('what is wrong is said with line and column', () => {
  test.each([
    [
      'a,b\n1,2\n',
      ['1:1: this is no table of virtual machines: a header with columns such as vcpus and ram_gib was expected'],
    ],
    ['vcpus,ram_gib\n', ['1:1: there are no requests in this trace']],
    [
      'seq,vcpus,ram_gib\n0,-4,8\n1,NaN,8\n2,4,Infinity\n3,1.5,1\n',
      [
        '2:3: vcpus: "-4", expected a number within 1..65536',
        '3:3: vcpus: "NaN", expected a number within 1..65536',
        '4:5: ram_gib: "Infinity", expected a number within 0.000003814697265625..4294967296',
        '5:3: vcpus: 1.5, expected a whole number',
      ],
    ],
    ['vcpus,ram_gib\n4\n4,8,9\n', ['2:1: 1 of 2 columns', '3:1: 3 of 2 columns']],
    [
      'arrival_s,departure_s,vcpus,ram_gib\n100,50,4,8\n',
      ['2:5: departure_s: leaves before it arrives, it arrives at 100 s'],
    ],
    ['vmid,cpu,memory,time,type\na,1,1,5,0\na,1,1,5,1\n', ['3:7: time: leaves before it arrives, it arrives at 5 s']],
    ['vmid,cpu,memory,time,type\na,1,1,5,0\na,1,1,6,0\n', ['3:1: vmid: a is created again, it is still there']],
    ['arrival_s,vcpus,ram_gib\n100,4,8\n50,2,4\n', ['1:1: arrivals are not in order of time ("1"): they were sorted']],
    ['vcpus;ram_gib\n4;"8\n', ['2:3: ram_gib: ""8", expected a number within 0.000003814697265625..4294967296']],
  ])('%j', (text, messages) => {
    expect(said(text)).toEqual(messages);
  });
});

interface Counts {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly vcpus?: { readonly counts: Record<string, number> };
  readonly ram_gib?: { readonly counts: Record<string, number> };
  readonly numa?: { readonly counts: Record<string, number> };
  readonly flavours?: Record<string, number>;
  readonly censored?: number;
  readonly batches?: number;
  readonly sum_vcpus?: number;
}

function countBy(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe.skipIf(CORPUS === undefined)('the corpus (skipped without NEARFAR_CORPUS)', () => {
  const cases = corpusCases('trace').filter(({ name }) => !name.startsWith('PM_res'));

  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { bytes, expected, name }) => {
    const { value } = readTrace(new TextDecoder().decode(bytes), name);
    const guests = value!.guests;
    const counts = expected as unknown as Counts;
    expect(value!.facts).toMatchObject({ rows: counts.rows, columns: counts.columns });
    if (counts.vcpus) expect(countBy(guests.map(({ vcpus }) => vcpus))).toMatchObject(counts.vcpus.counts);
    if (counts.ram_gib)
      expect(countBy(guests.map(({ memoryMiB }) => memoryMiB / 1024))).toMatchObject(counts.ram_gib.counts);
    if (counts.numa)
      expect(guests.filter(({ vnumaAware }) => vnumaAware === true)).toHaveLength(counts.numa.counts['2']);
    if (counts.flavours) {
      expect(countBy(guests.map(({ vcpus, memoryMiB }) => `${vcpus}x${memoryMiB / 1024}`))).toEqual(counts.flavours);
      expect(guests.filter(({ depart }) => depart === undefined)).toHaveLength(counts.censored!);
      expect(new Set(guests.map(({ group }) => group)).size).toBe(counts.batches);
      expect(guests.reduce((sum, { vcpus }) => sum + vcpus, 0)).toBe(counts.sum_vcpus);
    }
  });

  const hostile = hostileCases(['trace']);

  test.each(hostile.map((one) => [one.file, one] as const))('hostile %s', (name, { bytes, action }) => {
    const { value, problems } = readGuests(new TextDecoder().decode(bytes), name);
    if (action === 'reject') expect(value).toBeUndefined();
    if (action.startsWith('accept') && action !== 'accept-or-reject') expect(value).toBeDefined();
    if (action === 'accept-warn') expect(problems).not.toHaveLength(0);
    for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
  });
});
