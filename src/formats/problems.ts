import { shown } from '../model/findings.ts';
import type { Problem, Reading } from '../model/problem.ts';
import type { Position } from './position.ts';

/** Errors beyond this many help nobody; a reader stops there. */
const MAX_ERRORS = 20;
/** The same for warnings; the rest is counted. */
const MAX_WARNINGS = 100;

/** Something from an input as it may stand in a message: quoted, on one line, cut, invisible characters made visible. */
export function quoted(text: string): string {
  return `"${shown(text)}"`;
}

/** What a reader has to say about one input. */
export class Problems {
  readonly #list: Problem[] = [];
  #errors = 0;
  #warnings = 0;

  constructor(readonly file: string) {}

  error(code: string, message: string, at?: Position): void {
    if (this.#errors++ < MAX_ERRORS) this.#list.push({ severity: 'error', code, message, file: this.file, ...at });
  }

  warn(code: string, message: string, at?: Partial<Position>): void {
    if (this.#warnings++ < MAX_WARNINGS)
      this.#list.push({ severity: 'warning', code, message, file: this.file, ...at });
  }

  get failed(): boolean {
    return this.#errors > 0;
  }

  /** No further error would be shown. */
  get full(): boolean {
    return this.#errors >= MAX_ERRORS;
  }

  get list(): readonly Problem[] {
    const more = this.#warnings - MAX_WARNINGS;
    if (more <= 0) return this.#list;
    const message = `${more} further warnings are not shown.`;
    return [...this.#list, { severity: 'warning', code: 'more-warnings', message, file: this.file }];
  }

  /** The value, unless there was an error. */
  reading<T>(value: T | undefined): Reading<T> {
    return { value: this.failed ? undefined : value, problems: this.list };
  }
}
