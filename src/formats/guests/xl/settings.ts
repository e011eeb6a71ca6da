import { quoted } from '../../problems.ts';
import type { Source } from '../source.ts';
import { tokensOf, type Token } from './lexer.ts';

export type Atom = { readonly kind: 'atom'; readonly value: string; readonly offset: number };
export type List = { readonly kind: 'list'; readonly items: readonly Value[]; readonly offset: number };
export type Value = Atom | List;

export interface Setting {
  readonly value: Value;
  /** From the first character of the name … */
  readonly offset: number;
  /** … to behind the value. */
  readonly end: number;
}

/** Settings by name, the last one of a name; xl takes them so. */
export type Settings = ReadonlyMap<string, Setting>;

/** No real configuration nests deeper than vnuma's two levels. */
const MOST_LEVELS = 16;
/** Each `+=` copies the list that it adds to. */
const MOST_JOINS = 1000;
const PYTHON_WORDS = new Set(['import', 'from', 'def', 'if', 'for', 'print', 'while', 'class', 'try']);

class Parser {
  #next = 0;
  #joins = 0;
  readonly #tokens: readonly Token[];
  readonly #source: Source;
  readonly settings = new Map<string, Setting>();

  constructor(source: Source) {
    this.#source = source;
    this.#tokens = tokensOf(source);
  }

  parse(): Settings {
    while (this.#peek().kind !== 'end') {
      if (this.#isStatementEnd()) this.#next++;
      else if (!this.#setting()) this.#skipLine();
    }
    return this.settings;
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #isStatementEnd(): boolean {
    const { kind } = this.#peek();
    return kind === 'newline' || kind === ';';
  }

  #skipLine(): void {
    while (this.#peek().kind !== 'newline' && this.#peek().kind !== 'end') this.#next++;
  }

  #skipNewlines(): void {
    while (this.#peek().kind === 'newline') this.#next++;
  }

  #expected(what: string): false {
    const token = this.#peek();
    if (token.kind === 'bad') return false;
    const found =
      token.kind === 'end'
        ? 'the end of the file'
        : token.kind === 'newline'
          ? 'the end of the line'
          : quoted(token.value);
    this.#source.error('syntax', `expected ${what}, found ${found}`, token.offset);
    return false;
  }

  #setting(): boolean {
    const name = this.#peek();
    if (name.kind !== 'ident') return this.#expected('a name');
    this.#next++;
    const operator = this.#peek();
    if (operator.kind !== '=' && operator.kind !== '+=') {
      if (!PYTHON_WORDS.has(name.value)) return this.#expected('"=" or "+="');
      this.#source.error('python', `${quoted(name.value)} is Python (xm style), which is not evaluated`, name.offset);
      return false;
    }
    this.#next++;
    const value = this.#value(0);
    if (!value) return false;
    this.#store(name, operator.kind, value);
    return this.#isStatementEnd() || this.#peek().kind === 'end' || this.#expected('the end of the line or ";"');
  }

  #store(name: Token, operator: '=' | '+=', value: Value): void {
    const before = this.settings.get(name.value)?.value;
    if (before && operator === '=') {
      this.#source.warn('duplicate-key', `"${name.value}" was set before: the last one counts`, name.offset);
    }
    this.settings.set(name.value, {
      value: before && operator === '+=' ? this.#joined(before, value, name) : value,
      offset: name.offset,
      end: this.#tokens[this.#next - 1]!.end,
    });
  }

  /** `+=` appends to a list or to a string of the same name. */
  #joined(before: Value, value: Value, name: Token): Value {
    if (++this.#joins > MOST_JOINS) {
      this.#source.error('too-many', `"+=" is used more than ${MOST_JOINS} times`, name.offset);
      return value;
    }
    if (before.kind === 'list' && value.kind === 'list') return { ...value, items: [...before.items, ...value.items] };
    if (before.kind === 'atom' && value.kind === 'atom') return { ...value, value: before.value + value.value };
    this.#source.error('syntax', `"+=" cannot join a list and a single value of "${name.value}"`, name.offset);
    return value;
  }

  #value(level: number): Value | undefined {
    const token = this.#peek();
    if (token.kind === 'string' || token.kind === 'number') {
      this.#next++;
      return { kind: 'atom', value: token.value, offset: token.offset };
    }
    if (token.kind === '[') return this.#list(token, level);
    this.#expected('a string, a number or a list');
    return undefined;
  }

  #list(open: Token, level: number): List | undefined {
    if (level >= MOST_LEVELS) {
      this.#source.error('nested-too-deep', `lists are nested deeper than ${MOST_LEVELS} levels`, open.offset);
      this.#next = this.#tokens.length - 1;
      return undefined;
    }
    const items: Value[] = [];
    this.#next++;
    this.#skipNewlines();
    while (this.#peek().kind !== ']') {
      if (this.#peek().kind === 'end') return this.#notClosed(open);
      const item = this.#value(level + 1);
      if (!item) return undefined;
      items.push(item);
      this.#skipNewlines();
      if (this.#peek().kind === ',') this.#next++;
      else if (this.#peek().kind !== ']') return this.#notClosed(open);
      this.#skipNewlines();
    }
    this.#next++;
    return { kind: 'list', items, offset: open.offset };
  }

  #notClosed(open: Token): undefined {
    if (this.#peek().kind === 'end') {
      this.#source.error('list-not-closed', 'the list that begins here is not closed, expected "]"', open.offset);
    } else this.#expected('"," or "]"');
    return undefined;
  }
}

/** The settings of an xl configuration, by the grammar of libxlu; what is wrong is said in the source. */
export function settingsOf(source: Source): Settings {
  return new Parser(source).parse();
}
