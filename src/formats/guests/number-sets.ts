/** Numbers that all sets of one input may hold together: sixteen thousand vCPUs pinned to 256 pCPUs each in their own way. */
const MOST_NUMBERS = 4_194_304;

/** Reads the sets of one input: the same text once only, and not more in all than any real input holds. */
export class NumberSets {
  readonly #known = new Map<string, readonly number[] | string>();
  #left = MOST_NUMBERS;

  /** What `parse` makes of the text: numbers, or a sentence on what is wrong. */
  of(text: string, parse: (text: string) => readonly number[] | string): readonly number[] | string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#left <= 0) return 'there are too many different sets of numbers in this input';
    const set = parse(text);
    this.#left -= typeof set === 'string' ? 64 : set.length + 64;
    this.#known.set(text, set);
    return set;
  }
}
