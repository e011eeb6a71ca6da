/** 1-based place in a text; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines and columns of offsets in one text; ascending offsets cost one pass over it in all. */
export class Places {
  readonly #ends = /\r\n|\n|\r/g;
  #line = 1;
  #start = 0;
  /** Where the next line begins; 0 = not looked for yet. */
  #next = 0;

  constructor(private readonly text: string) {}

  /** Lines end with LF, CR LF or CR. */
  at(offset: number): Position {
    if (offset < this.#start) {
      this.#line = 1;
      this.#start = 0;
      this.#next = 0;
    }
    if (this.#next === 0) this.#next = this.#after(this.#start);
    while (this.#next <= offset) {
      this.#line++;
      this.#start = this.#next;
      this.#next = this.#after(this.#start);
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }

  #after(start: number): number {
    this.#ends.lastIndex = start;
    return this.#ends.test(this.text) ? this.#ends.lastIndex : Infinity;
  }
}

/** The line and column of an offset. Costs one pass over the text: `Places` is for many. */
export function positionAt(text: string, offset: number): Position {
  return new Places(text).at(offset);
}
