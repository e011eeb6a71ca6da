import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validationTable } from './table.ts';

const FILE = new URL('table.json', import.meta.url);

test('the committed table of published effects is what the engine gives (NEARFAR_UPDATE=1 writes it)', () => {
  const text = `${JSON.stringify(validationTable(), null, 2)}\n`;
  if (process.env.NEARFAR_UPDATE) {
    writeFileSync(FILE, text);
    for (const row of JSON.parse(text))
      console.log(row.holds ? 'holds' : 'OFF  ', row.id, '|', row.published, '|', row.engine);
  }
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(text));
});
