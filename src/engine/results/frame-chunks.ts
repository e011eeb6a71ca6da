import type { Frames } from '../frames.ts';

type Column = Float32Array<ArrayBuffer>;

/** Bytes of a chunk's columns. */
export function bytesOf(frames: Frames): number {
  const { times, nodes, links, guests, partStart, parts, traffic, runStart, runs, copyStart, copies } = frames;
  return [times, nodes, links, guests, partStart, parts, traffic, runStart, runs, copyStart, copies].reduce(
    (sum, column) => sum + column.byteLength,
    0,
  );
}

function joined(columns: readonly Column[]): Column {
  const whole = new Float32Array(columns.reduce((sum, column) => sum + column.length, 0));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  return whole;
}

/** Row numbers where records begin, those of later chunks moved up by the rows before them. */
function joinedStarts(columns: readonly Uint32Array<ArrayBuffer>[]): Uint32Array<ArrayBuffer> {
  const whole = new Uint32Array(columns.reduce((sum, column) => sum + column.length - 1, 1));
  let at = 0;
  for (const column of columns) {
    const rows = whole[at];
    for (let n = 1; n < column.length; n++) whole[at + n] = rows + column[n];
    at += column.length - 1;
  }
  return whole;
}

/** Chunks that follow each other as one; a single one as it is. */
export function joinFrames(chunks: readonly Frames[]): Frames {
  if (chunks.length === 1) return chunks[0];
  return {
    count: chunks.reduce((sum, chunk) => sum + chunk.count, 0),
    times: Float64Array.from(chunks.flatMap((chunk) => [...chunk.times])),
    nodes: joined(chunks.map((chunk) => chunk.nodes)),
    links: joined(chunks.map((chunk) => chunk.links)),
    guests: joined(chunks.map((chunk) => chunk.guests)),
    partStart: joinedStarts(chunks.map((chunk) => chunk.partStart)),
    parts: joined(chunks.map((chunk) => chunk.parts)),
    traffic: joined(chunks.map((chunk) => chunk.traffic)),
    runStart: joinedStarts(chunks.map((chunk) => chunk.runStart)),
    runs: joined(chunks.map((chunk) => chunk.runs)),
    copyStart: joinedStarts(chunks.map((chunk) => chunk.copyStart)),
    copies: joined(chunks.map((chunk) => chunk.copies)),
  };
}
