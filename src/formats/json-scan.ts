import { memberPath } from '../model/findings.ts';
import { quoted } from './problems.ts';

/** Deeper nesting than this is refused: no document needs it, and whoever walks it later must not run out of stack. */
export const MAX_DEPTH = 200;

/** Where a text stops being JSON, and what was expected there. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

/** What a caller wants to know of while the text is scanned. */
export interface JsonWatcher {
  /** A key that stands in its object already. */
  readonly duplicate?: (key: string, offset: number) => void;
  /** A value and its path ("guests[3].name"); true = tell of what is inside it too. */
  readonly follow?: (path: string, offset: number) => boolean;
}

class Stop extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const A_VALUE = 'a value (an object, a list, a text in double quotes, a number, true, false or null)';

const QUOTE = 34;
const BACKSLASH = 92;

class Scanner {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly watcher: JsonWatcher,
  ) {}

  document(): void {
    this.value('', this.watcher.follow !== undefined, 0);
    this.space();
    if (this.at < this.text.length) this.stop('nothing more');
  }

  private stop(expected: string): never {
    const found = this.at < this.text.length ? `found ${quoted(this.text.charAt(this.at))}` : 'the text ends here';
    throw new Stop(this.at, `${found}, expected ${expected}`);
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  /** Steps over `character` if it is next. */
  private take(character: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private value(path: string, followed: boolean, depth: number): void {
    this.space();
    const inside = followed && this.watcher.follow?.(path, this.at) === true;
    const first = this.text.charAt(this.at);
    if (first === '{') this.object(path, inside, this.deeper(depth));
    else if (first === '[') this.list(path, inside, this.deeper(depth));
    else if (first === '"') this.string();
    else if (!this.match(NUMBER) && !this.match(WORD)) this.stop(A_VALUE);
  }

  private deeper(depth: number): number {
    if (depth >= MAX_DEPTH) throw new Stop(this.at, `nested deeper than ${MAX_DEPTH} levels`);
    return depth + 1;
  }

  private object(path: string, inside: boolean, depth: number): void {
    const seen = new Set<string>();
    this.at++;
    if (this.take('}')) return;
    do {
      this.space();
      const start = this.at;
      const key = this.key();
      if (seen.has(key)) this.watcher.duplicate?.(key, start);
      seen.add(key);
      if (!this.take(':')) this.stop('":"');
      this.value(inside ? memberPath(path, key) : '', inside, depth);
    } while (this.take(','));
    if (!this.take('}')) this.stop('"," or "}"');
  }

  private list(path: string, inside: boolean, depth: number): void {
    this.at++;
    if (this.take(']')) return;
    let n = 0;
    do this.value(inside ? `${path}[${n++}]` : '', inside, depth);
    while (this.take(','));
    if (!this.take(']')) this.stop('"," or "]"');
  }

  private key(): string {
    if (this.text.charAt(this.at) !== '"') this.stop('a key in double quotes');
    const start = this.at;
    const escaped = this.string();
    if (!escaped) return this.text.slice(start + 1, this.at - 1);
    return String(JSON.parse(this.text.slice(start, this.at)));
  }

  /** Steps over a text in quotes; true if there are escapes in it. */
  private string(): boolean {
    let escaped = false;
    this.at++;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        escaped = true;
        if (!this.match(ESCAPE)) this.stop('an escape such as \\n or \\u0041');
      } else if (code >= 32) this.at++;
      else this.stop('the closing double quote');
    }
    this.at++;
    return escaped;
  }
}

/** Goes through a JSON text and tells the watcher what it asks for; the place where the text stops being JSON, if it does. */
export function scanJson(text: string, watcher: JsonWatcher): JsonFault | undefined {
  try {
    new Scanner(text, watcher).document();
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return { offset: error.offset, message: error.message };
    throw error;
  }
}
