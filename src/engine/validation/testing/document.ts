import type { ValidationRow } from '../row.ts';

const FOLDER = '../src/engine/validation/scenarios/';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function line(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function links(files: readonly string[]): string {
  return files.map((file) => `[${file.replace('.nearfar.json', '')}](${FOLDER}${file})`).join(', ');
}

function tableRow(row: ValidationRow): string {
  const { effect, published, engine, tolerance, holds, source, files } = row;
  return line([effect, published, engine, tolerance, holds ? 'yes' : '**no**', source, links(files)]);
}

function setup({ effect, setup: text, note }: ValidationRow): string {
  return `- **${effect}**: ${text}.${note === undefined ? '' : ` *${note}*`}`;
}

/** `docs/validation.md`: the whole table as Markdown, and how each row was set up. */
export function validationDocument(rows: readonly ValidationRow[]): string {
  const held = rows.filter(({ holds }) => holds).length;
  return [
    '# Published effects beside the engine’s',
    '',
    'Written by the test suite from the scenario files that each row names; a test fails when the engine gives anything else.',
    `${held} of ${rows.length} rows come out within the tolerance; those that do not stay and say so.`,
    'What the figures rest on is in [model.md](model.md).',
    '',
    'One setup by hand: `npm run -s nearfar -- rates src/engine/validation/scenarios/FILE.nearfar.json`; the `note` of each file says what',
    'it shows, and which field the table varies where one file stands for several setups. The whole table anew:',
    '`NEARFAR_UPDATE=1 npx vitest run src/engine/validation`.',
    '',
    line(['effect', 'published', 'engine', 'tolerance', 'holds', 'source', 'files']),
    '|---|---|---|---|---|---|---|',
    ...rows.map(tableRow),
    '',
    '## Setups',
    '',
    ...rows.map(setup),
    '',
  ].join('\n');
}
