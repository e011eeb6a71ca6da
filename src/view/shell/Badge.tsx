import { COMPARE } from '../texts/compare.ts';

/** A is round and orange, B square and blue, always with the letter. */
export function Badge({ side }: { readonly side: 'a' | 'b' }) {
  return <span className={`badge badge-${side}`}>{COMPARE.sides[side]}</span>;
}
