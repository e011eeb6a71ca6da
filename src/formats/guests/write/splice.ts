/** A change of a text: what stands from `start` to `end` becomes `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with changes that do not overlap; everything else stays byte for byte. */
export function spliced(text: string, changes: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: instead } of changes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + instead;
    at = end;
  }
  return result + text.slice(at);
}
