import type { Problem } from './problem.ts';

/** No more errors than this are said at once. */
const MOST_ERRORS = 20;
/** Warnings beyond this are counted only. */
const MOST_WARNINGS = 20;

/** Characters that would act on a terminal, turn the reading direction or not be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text as it may be shown in a message: one line, nothing invisible, at most `most` characters. */
export function shown(text: string, most = 60): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  return short.replace(UNSEEN, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** A value as it may be shown in a message. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return `"${shown(value, 40)}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return shown(String(value));
}

/** Path of a member: `run.until`, or `sources["nodes[].latencyNs"]` where the key is no plain word. */
export function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]{0,60}$/.test(key)) return `${path}["${shown(key)}"]`;
  return path === '' ? key : `${path}.${key}`;
}

/** What a check has found so far. Collects the first twenty errors; `full` says that no more are wanted. */
export class Findings {
  readonly problems: Problem[] = [];
  errors = 0;
  private warnings = 0;

  get full(): boolean {
    return this.errors >= MOST_ERRORS;
  }

  error(path: string, code: string, message: string): void {
    if (!this.full) this.problems.push({ severity: 'error', code, message, path });
    this.errors++;
  }

  warn(path: string, code: string, message: string): void {
    this.warnings++;
    if (this.warnings <= MOST_WARNINGS) this.problems.push({ severity: 'warning', code, message, path });
  }

  /** The problems, with one more that counts the warnings left out. */
  all(): readonly Problem[] {
    const more = this.warnings - MOST_WARNINGS;
    if (more <= 0) return this.problems;
    const message = `${more} more warnings like these are not shown`;
    return [...this.problems, { severity: 'warning', code: 'more-warnings', message }];
  }
}
