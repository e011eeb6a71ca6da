/** A published effect beside what the engine gives for the same setup. */
export interface ValidationRow {
  readonly id: string;
  /** What was seen. */
  readonly effect: string;
  /** On what, and which figures of ours stand in for what was not published. */
  readonly setup: string;
  readonly source: string;
  /** As published, with its unit. */
  readonly published: string;
  /** What the engine gives, in the same form. */
  readonly engine: string;
  /** What counts as the same. */
  readonly tolerance: string;
  readonly holds: boolean;
  /** The scenario files in `scenarios/` that it was computed from. */
  readonly files: readonly string[];
  /** Why a row does not hold, or what it does not show. */
  readonly note?: string;
}

/** 0.149 → "+14.9 %". */
export function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${(share < 0 ? -share * 100 : share * 100).toFixed(1)} %`;
}

export function list(values: readonly number[], text: (value: number) => string): string {
  return values.map(text).join(' / ');
}

/** Every value within `off` of the published one. */
export function allWithin(values: readonly number[], published: readonly number[], off: number): boolean {
  return values.every((value, n) => Math.abs(value - published[n]) <= off);
}
