import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryScenario } from '../model/testing/arbitrary-scenario.ts';
import { square } from '../model/testing/square.ts';
import { readScenario, writeScenario } from './scenario-file.ts';

test('what was written reads back as the same scenario', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const text = writeScenario(scenario);
      const { value, problems } = readScenario(text, 'f');
      expect(problems).toEqual([]);
      expect(value).toEqual(JSON.parse(JSON.stringify(scenario)));
      expect(writeScenario(value!)).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test('keys are written in one order, whatever the order in which they were made', () => {
  const { nearfar, host, guests } = square({});
  expect(writeScenario({ guests, host, nearfar })).toBe(writeScenario({ nearfar, host, guests }));
  const odd = square({ workload: { duty: 1, tasks: 2 } });
  const turned = square({ workload: { tasks: 2, duty: 1 } });
  expect(writeScenario(odd)).toBe(writeScenario(turned));
});

test('unknown keys survive reading and writing', () => {
  const text = writeScenario(Object.assign(square({}), { colour: { dark: [1, null] } }));
  const { value } = readScenario(text, 'f');
  expect(writeScenario(value!)).toBe(text);
  expect(text).toContain('"colour": { "dark": [1, null] }');
});

test('problems of fields have line and column of the field, or of what would hold it', () => {
  const text =
    '{ "nearfar": 1,\n  "host": { "name": "h",\n    "nodes": [{ "id": "x" }] },\n  "guests": [],\n  "mood": 1 }';
  const { value, problems } = readScenario(text, 'f.json');
  expect(value).toBeUndefined();
  const said = problems.map(({ line, column, path, severity }) => `${line}:${column} ${path} ${severity}`);
  expect(said).toContain('3:23 host.nodes[0].id error');
  expect(said).toContain('3:15 host.nodes[0].cores error');
  expect(said).toContain('5:11 mood warning');
});

test('a text that is no JSON is refused with line and column', () => {
  const { value, problems } = readScenario('{ "nearfar": 1,\n  oops }', 'f.json');
  expect(value).toBeUndefined();
  expect(problems[0]).toMatchObject({ severity: 'error', code: 'json-syntax', file: 'f.json', line: 2, column: 3 });
});
