import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TRUTH } from '../texts/truth.ts';
import { CHAPTERS, type Chapter } from './assumptions.ts';

const DOCUMENT = new URL('../../../docs/model.md', import.meta.url);
const HEADING = '## Assumptions and where they come from';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function chapter({ title, assumptions }: Chapter): string[] {
  const rows = assumptions.map(
    ({ what, kind, source }) => `| ${cell(what)} | ${TRUTH.kinds[kind]} | ${cell(source)} |`,
  );
  return [`### ${title}`, '', '| assumption | kind | source |', '|---|---|---|', ...rows, ''];
}

function section(): string {
  return [
    HEADING,
    'The list of the page “How true is this?”; a test keeps the two equal. What the engine gives beside what was published: [validation.md](validation.md).',
    '',
    ...CHAPTERS.flatMap(chapter),
  ].join('\n');
}

/** The document with the section put in the place of the one that it has, or at its end. */
function withSection(text: string): string {
  const start = text.indexOf(HEADING);
  if (start < 0) return `${text.trimEnd()}\n\n${section()}`;
  const next = text.indexOf('\n## ', start);
  return `${text.slice(0, start)}${section()}${next < 0 ? '' : text.slice(next)}`;
}

test('docs/model.md lists the assumptions of the page (NEARFAR_UPDATE=1 writes them)', () => {
  if (process.env.NEARFAR_UPDATE) writeFileSync(DOCUMENT, withSection(readFileSync(DOCUMENT, 'utf8')));
  const text = readFileSync(DOCUMENT, 'utf8');
  expect(text).toBe(withSection(text));
});
