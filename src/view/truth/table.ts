// The rows are written by the engine's own tests; Vite hands the file over as text.
// oxlint-disable-next-line import/default
import text from '../../engine/validation/table.json?raw';
import type { ValidationRow } from '../../engine/validation/row.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

const WORDS = ['id', 'effect', 'setup', 'source', 'published', 'engine', 'tolerance'];

function isRow(value: unknown): value is ValidationRow {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  const files: unknown = fields.get('files');
  const named = Array.isArray(files) && files.every(isText);
  return named && WORDS.every((name) => isText(fields.get(name))) && typeof fields.get('holds') === 'boolean';
}

/** Published effects beside what the engine gives, as its tests wrote them down last. */
export function validationRows(): readonly ValidationRow[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isRow) : [];
}
