import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ratesOf } from '../engine/rates-report.ts';
import type { Host } from '../model/host.ts';
import type { Guest, PlacementPart, Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import { problemsOf } from './check.ts';
import { applyFix } from './fix.ts';

const node = (id: number, memoryMiB: number, threads: number): Host['nodes'][number] => ({
  id,
  cores: Math.ceil(threads / 2),
  threads,
  memoryMiB,
  bandwidthGBs: 12,
  latencyNs: 90,
  ...(threads > 0 && { cpus: `${id * 8}-${id * 8 + threads - 1}` }),
});

const hosts: fc.Arbitrary<Host> = fc
  .array(fc.record({ memoryMiB: fc.constantFrom(0, 2048, 4096), threads: fc.constantFrom(0, 2, 8) }), {
    minLength: 1,
    maxLength: 4,
  })
  .filter((nodes) => nodes.some(({ memoryMiB, threads }) => memoryMiB > 0 && threads > 0))
  .map((nodes) => ({
    name: 'random',
    nodes: nodes.map(({ memoryMiB, threads }, id) => node(id, memoryMiB, threads)),
    topology: {
      cores: nodes.flatMap(({ threads }, id) =>
        Array.from({ length: threads / 2 }, (_, i) => ({ cpus: `${id * 8 + i},${id * 8 + i + threads / 2}` })),
      ),
    },
  }));

interface Wish {
  readonly home: number;
  readonly away: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly pinned: boolean;
}

/** The wish as a part of this host, or none where the host has no such place. */
function partOf(host: Host, { home, away, vcpus, memoryMiB, pinned }: Wish): PlacementPart | undefined {
  const here = host.nodes[home % host.nodes.length];
  const there = host.nodes[away % host.nodes.length];
  if (here.threads === 0 || there.memoryMiB === 0) return undefined;
  const memoryOn = [{ node: there.id, memoryMiB }];
  return {
    node: here.id,
    vcpus,
    memoryMiB,
    ...(there !== here && { memoryOn }),
    ...(pinned && { cpus: `${here.id * 8}` }),
  };
}

const wish = fc.record({
  home: fc.nat(3),
  away: fc.nat(3),
  vcpus: fc.integer({ min: 1, max: 6 }),
  memoryMiB: fc.constantFrom(64, 512, 1500),
  pinned: fc.boolean(),
});
const wishes = fc.array(fc.record({ parts: fc.array(wish, { minLength: 1, maxLength: 3 }), aware: fc.boolean() }), {
  maxLength: 6,
});

const scenarios: fc.Arbitrary<Scenario> = fc.tuple(hosts, wishes).map(([host, guests]) => ({
  nearfar: 1,
  host,
  guests: guests.flatMap(({ parts, aware }, i): Guest[] => {
    const placed = parts.flatMap((one) => partOf(host, one) ?? []);
    if (placed.length === 0) return [];
    const vcpus = placed.reduce((sum, part) => sum + part.vcpus, 0);
    const memoryMiB = placed.reduce((sum, part) => sum + part.memoryMiB, 0);
    return [{ name: `g${i}`, vcpus, memoryMiB, vnumaAware: aware, placement: { parts: placed } }];
  }),
}));

/** Errors of a scenario but for nodes that hold too much, which are a problem to be listed. */
function faults(scenario: Scenario): number {
  return validateScenario(scenario).problems.filter(
    ({ severity, code }) => severity === 'error' && code !== 'node-overfilled',
  ).length;
}

it('always answers, and no fix makes a scenario wrong or a node fuller than it is', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      fc.pre(faults(scenario) === 0);
      for (const { fix, lostSpeed } of problemsOf(scenario)) {
        if (lostSpeed !== null) expect(lostSpeed).toBeGreaterThanOrEqual(0);
        if (!fix) continue;
        const mended = applyFix(scenario, fix);
        expect(faults(mended)).toBe(0);
        if (validateScenario(scenario).value) expect(validateScenario(mended).value).toBeDefined();
      }
    }),
    { numRuns: 150 },
  );
});

const mean = (scenario: Scenario): number => {
  const { guests } = ratesOf(scenario);
  return guests.reduce((sum, { speed }) => sum + speed, 0) / Math.max(1, guests.length);
};

it('offers for lost speed only what the engine says is no slower', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      fc.pre(validateScenario(scenario).value !== undefined);
      for (const { fix, code } of problemsOf(scenario)) {
        if (fix && ['memory-elsewhere', 'node-saturated', 'vnuma-unaware'].includes(code)) {
          expect(mean(applyFix(scenario, fix))).toBeGreaterThanOrEqual(mean(scenario) - 1e-5);
        }
      }
    }),
    { numRuns: 80 },
  );
});
