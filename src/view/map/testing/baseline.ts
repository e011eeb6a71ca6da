import { readFileSync, writeFileSync } from 'node:fs';

/** Set to write the pictures anew; look at them before committing. */
const UPDATE = process.env['NEARFAR_UPDATE_BASELINES'] === '1';

function baseline(name: string, text: string): string {
  const file = new URL(`./baselines/${name}.svg`, import.meta.url);
  if (UPDATE) writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}

/** The first line in which a picture differs from its baseline, so that a failure stays readable; undefined = none. */
export function baselineDifference(name: string, actual: string): string | undefined {
  const [a, b] = [actual.split('\n'), baseline(name, actual).split('\n')];
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find((i) => a[i] !== b[i]);
  return at === undefined ? undefined : `line ${at + 1}: ${a[at]?.slice(0, 120)} | expected ${b[at]?.slice(0, 120)}`;
}
