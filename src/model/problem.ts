/** Something said about an input: where it is and what was expected. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case: scripts may match it. */
  readonly code: string;
  /** A sentence for the user. */
  readonly message: string;
  /** Name of the input. */
  readonly file?: string;
  /** 1-based position in a text. */
  readonly line?: number;
  readonly column?: number;
  /** Path of a field in a scenario ("guests[3].workload.duty"). */
  readonly path?: string;
}

/** What a reader gives back: a value, or none with at least one error among the problems. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}
