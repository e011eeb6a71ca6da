import type { Source } from '../source.ts';

/** A word of a shell command with its place. */
export interface Word {
  readonly text: string;
  readonly offset: number;
  /** Behind its last character. */
  readonly end: number;
}

const CHUNK = /'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^\s'"\\;|&]+)/y;

function chunkText(match: RegExpExecArray): string {
  const [, single, double, escaped, plain] = match;
  if (single !== undefined) return single;
  if (double !== undefined) return double.replaceAll(/\\(["\\$`])/g, '$1').replaceAll('\\\n', '');
  if (escaped !== undefined) return escaped === '\n' ? '' : escaped;
  return plain ?? '';
}

function isSpace(text: string, offset: number): boolean {
  return /[ \t\r]/.test(text[offset]!) || (text[offset] === '\\' && /^\\\r?\n/.test(text.slice(offset, offset + 3)));
}

function wordAt(source: Source, start: number): Word {
  const { text } = source;
  let end = start;
  let word = '';
  while (end < text.length && !/\s/.test(text[end]!)) {
    CHUNK.lastIndex = end;
    const match = CHUNK.exec(text);
    if (match) word += chunkText(match);
    else if (text[end] === "'" || text[end] === '"') source.error('string-not-closed', 'this quote is not closed', end);
    end += match ? match[0].length : 1;
  }
  return { text: word, offset: start, end };
}

/**
 * The commands of a text, each as its words: one for a line, lines joined by a backslash, quotes taken off as a POSIX shell does.
 * Nothing is expanded.
 */
export function commandsOf(source: Source): Word[][] {
  const { text } = source;
  const commands: Word[][] = [[]];
  let offset = 0;
  while (offset < text.length) {
    if (text[offset] === '\n') {
      commands.push([]);
      offset++;
    } else if (isSpace(text, offset)) offset += text[offset] === '\\' ? text.indexOf('\n', offset) - offset + 1 : 1;
    else {
      const word = wordAt(source, offset);
      commands.at(-1)!.push(word);
      offset = Math.max(word.end, offset + 1);
    }
  }
  return commands.filter((words) => words.length > 0);
}
