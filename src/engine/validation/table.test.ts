import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../formats/scenario-file.ts';
import type { Scenario } from '../../model/scenario.ts';
import { validationTable } from './table.ts';
import { validationDocument } from './testing/document.ts';

const SCENARIOS = new URL('scenarios/', import.meta.url);
const TABLE = new URL('table.json', import.meta.url);
const DOCUMENT = new URL('../../../docs/validation.md', import.meta.url);
const FILES = readdirSync(SCENARIOS);

function scenarioOf(file: string): Scenario {
  const { value, problems } = readScenario(readFileSync(new URL(file, SCENARIOS), 'utf8'), file);
  if (value === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return value;
}

/** The committed text, written anew first where that is asked for. */
function committed(file: URL, text: string): string {
  if (process.env.NEARFAR_UPDATE) writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}

describe('published effects (NEARFAR_UPDATE=1 writes the table and the document)', () => {
  const rows = validationTable(scenarioOf);

  test('the committed table is what the engine gives for the scenario files', () => {
    const text = `${JSON.stringify(rows, null, 2)}\n`;
    expect(JSON.parse(committed(TABLE, text))).toEqual(JSON.parse(text));
  });

  test('docs/validation.md is what the engine gives for the scenario files', () => {
    const text = validationDocument(rows);
    expect(committed(DOCUMENT, text)).toBe(text);
  });

  test('every row names the files that it comes from, and every file serves a row', () => {
    expect(rows.filter(({ files }) => files.length === 0)).toEqual([]);
    expect([...new Set(rows.flatMap(({ files }) => files))].toSorted()).toEqual(FILES.toSorted());
  });

  test.each(FILES)('%s is read without a problem, has a name of its own and says how to run it', (file) => {
    const { name, note } = scenarioOf(file);
    expect(name).toBeTruthy();
    expect(FILES.filter((other) => scenarioOf(other).name === name)).toEqual([file]);
    expect(note).toContain('npm run -s nearfar -- ');
    expect(note).toContain(`src/engine/validation/scenarios/${file}`);
  });
});
