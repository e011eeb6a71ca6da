import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from './json.ts';

function said(text: string): string[] {
  return readJson(text, 'f').problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

const VALUE = 'a value (an object, a list, a text in double quotes, a number, true, false or null)';

describe('syntax errors say where and what was expected', () => {
  test.each([
    ['', `1:1: the text ends here, expected ${VALUE}`],
    ['{"a": 1,}', '1:9: found "}", expected a key in double quotes'],
    ['{\n  "a" 1 }', '2:7: found "1", expected ":"'],
    ['{"a": [1 2]}', '1:10: found "2", expected "," or "]"'],
    ['{"a": 1', '1:8: the text ends here, expected "," or "}"'],
    ['[01]', '1:3: found "1", expected "," or "]"'],
    ['[1.]', '1:3: found ".", expected "," or "]"'],
    ['[NaN]', `1:2: found "N", expected ${VALUE}`],
    ["['a']", `1:2: found "'", expected ${VALUE}`],
    ['["a\nb"]', '1:4: found "\\u000a", expected the closing double quote'],
    ['["\\x41"]', '1:3: found "\\", expected an escape such as \\n or \\u0041'],
    ['["a', '1:4: the text ends here, expected the closing double quote'],
    ['{} {}', '1:4: found "{", expected nothing more'],
    ['// note\n{}', `1:1: found "/", expected ${VALUE}`],
    ['{"a": undefined}', `1:7: found "u", expected ${VALUE}`],
    ['{a: 1}', '1:2: found "a", expected a key in double quotes'],
    ['{"a": tru}', `1:7: found "t", expected ${VALUE}`],
  ])('%j', (text, message) => {
    expect(said(text)).toEqual([message]);
    expect(readJson(text, 'f').value).toBeUndefined();
  });
});

test('nesting without end is refused, not followed', () => {
  expect(said('['.repeat(1_000_000))).toEqual(['1:201: nested deeper than 200 levels']);
  expect(said('{"a":'.repeat(1_000_000))[0]).toContain('nested deeper than 200 levels');
  expect(said('['.repeat(200) + ']'.repeat(200))).toEqual([]);
});

test('a byte-order mark is passed over', () => {
  expect(readJson('\uFEFF{"a":1}', 'f')).toEqual({ value: { a: 1 }, problems: [] });
});

test('doubled keys are warned of, the last one counts', () => {
  const { value, problems } = readJson('{"a": 1,\n "b": 2, "\\u0061": 3}', 'f');
  expect(value).toEqual({ a: 3, b: 2 });
  expect(problems).toEqual([
    {
      severity: 'warning',
      code: 'double-key',
      message: 'the key "a" stands here again; the last one counts',
      file: 'f',
      line: 2,
      column: 10,
    },
  ]);
});

test('accepts exactly what the built-in parser accepts', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '1',
    '-',
    '.',
    'e5',
    'true',
    'null',
    ' ',
    '\\',
    '\n',
    '0',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      ),
      (text) => {
        let builtIn: unknown;
        try {
          builtIn = JSON.parse(text);
        } catch {
          expect(readJson(text, 'f').value).toBeUndefined();
          return;
        }
        expect(readJson(text, 'f').value).toEqual(builtIn);
      },
    ),
    { numRuns: 3000 },
  );
});
