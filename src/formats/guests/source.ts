import type { Reading } from '../../model/problem.ts';
import { positionAt } from '../position.ts';
import { Problems } from '../problems.ts';
import { NumberSets } from './number-sets.ts';

/** A text with its name, and what was found in it. Offsets are UTF-16 units from the start of the text. */
export class Source {
  readonly problems: Problems;
  readonly sets = new NumberSets();
  /** Places already worked out; a place costs a pass over the text, so that a flood of faults must not ask for more. */
  #places = 0;

  constructor(
    readonly text: string,
    readonly file: string,
  ) {
    this.problems = new Problems(file);
  }

  error(code: string, message: string, offset: number): void {
    if (!this.problems.full) this.problems.error(code, message, positionAt(this.text, offset));
  }

  warn(code: string, message: string, offset: number): void {
    this.problems.warn(code, message, this.#places++ < 100 ? positionAt(this.text, offset) : undefined);
  }

  /** The value with what was found, unless there was an error. */
  reading<T>(value: T | undefined): Reading<T> {
    return this.problems.reading(value);
  }
}
