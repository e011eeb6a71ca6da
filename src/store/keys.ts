import type { Scenario } from '../model/scenario.ts';

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Two 32-bit FNV-1a sums over UTF-16 units, as 16 hex digits: names a text, is no proof against forgery. */
function fingerprint(text: string): string {
  let a = OFFSET;
  let b = OFFSET ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, PRIME);
    b = Math.imul(b ^ (unit + i), PRIME);
  }
  return [a, b].map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}

/** What of a scenario decides a run: all but which strategies the file names, and its words. */
const inputs = new WeakMap<Scenario, string>();

/** Names what a run of this scenario depends on, beside strategy and parameters. */
export function runInputKey(scenario: Scenario): string {
  const found = inputs.get(scenario);
  if (found !== undefined) return found;
  const { host, guests, arrivals, run } = scenario;
  const key = fingerprint(JSON.stringify([host, guests, arrivals, { ...run, strategies: undefined }]));
  inputs.set(scenario, key);
  return key;
}
