/** 1-based place in a text; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset. Lines end with LF, CR LF or CR. Costs one pass: call it for what is shown only. */
export function positionAt(text: string, offset: number): Position {
  const ends = /\r\n|\n|\r/g;
  let line = 1;
  let start = 0;
  for (let match = ends.exec(text); match !== null && ends.lastIndex <= offset; match = ends.exec(text)) {
    line++;
    start = ends.lastIndex;
  }
  return { line, column: offset - start + 1 };
}
