import { MAX_CPU } from '../../../model/cpulist.ts';
import { quoted } from '../../problems.ts';

/** A libvirt bitmap ("1-4,^3,8"): numbers and ranges added, single numbers taken away again; or what is wrong with it. */
export function parseBitmap(text: string): readonly number[] | string {
  const marks = new Uint8Array(MAX_CPU + 1);
  let end = 0;
  for (const item of text.split(',')) {
    const match = /^\s*(\^?)(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*$/.exec(item);
    if (!match || (match[1] && match[3] !== undefined)) return `${quoted(text)} is not a set like 0-3,^2,8`;
    const first = Number(match[2]);
    const last = match[3] === undefined ? first : Number(match[3]);
    if (last < first) return `the range ${quoted(item)} runs backwards`;
    if (last > MAX_CPU) return `${last} in ${quoted(text)} is beyond ${MAX_CPU}`;
    marks.fill(match[1] ? 0 : 1, first, last + 1);
    end = Math.max(end, last + 1);
  }
  const set: number[] = [];
  for (let number = 0; number < end; number++) if (marks[number] === 1) set.push(number);
  return set.length > 0 ? set : `${quoted(text)} is an empty set`;
}
