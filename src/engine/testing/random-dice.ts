import { array, assert, nat, property, type Arbitrary } from 'fast-check';

const SIDES = 0x1000000;

/** A row of numbers that decides a random scenario; where it has ended, every throw is 0, the plainest choice. */
export class Dice {
  private at = 0;
  private readonly row: readonly number[];

  constructor(row: readonly number[]) {
    this.row = row;
  }

  private next(): number {
    return this.row[this.at++] ?? 0;
  }

  /** 0..count−1. */
  below(count: number): number {
    return Math.floor((this.next() / SIDES) * count);
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in about `percent` of throws; 0 gives false. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  /** low..high in steps of a thousandth. */
  real(low: number, high: number): number {
    return low + Math.round((this.next() / SIDES) * (high - low) * 1000) / 1000;
  }

  /** 0..1, the ends more often. */
  share(): number {
    const kind = this.below(8);
    if (kind === 7) return 1;
    return kind === 6 ? 0 : this.real(0, 1);
  }

  maybe<T>(percent: number, make: () => T): T | undefined {
    return this.chance(percent) ? make() : undefined;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const rest = [...list];
    return list.map(() => rest.splice(this.below(rest.length), 1)[0]);
  }
}

/** Dice as an arbitrary: a failing case shrinks to a shorter row with smaller numbers. */
const anyDice: Arbitrary<readonly number[]> = array(nat({ max: SIDES - 1 }), {
  minLength: 0,
  maxLength: 700,
  size: 'max',
});

/** Drops fields that are undefined, so that optional ones are absent. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** How many cases a property tries: `fewest`, or what NEARFAR_RUNS says. */
function runs(fewest: number): number {
  const asked = Number(process.env.NEARFAR_RUNS ?? 0);
  return asked > 0 ? asked : fewest;
}

/**
 * Checks random dice: NEARFAR_RUNS cases (at least `fewest` without it), starting at NEARFAR_SEED. The error of a failing case is thrown as it
 * is: it should print the scenario as a file that reproduces it. NEARFAR_SHRINK=1 looks for a smaller one first.
 */
export function forAllDice(fewest: number, check: (row: readonly number[]) => void): void {
  assert(property(anyDice, check), {
    numRuns: runs(fewest),
    seed: Number(process.env.NEARFAR_SEED ?? 20070914),
    endOnFailure: process.env.NEARFAR_SHRINK === undefined,
    reporter: (details) => {
      if (details.failed) throw new Error(`case ${details.numRuns}: ${String(details.errorInstance)}`);
    },
  });
}

/** Time limit for tests whose length the caller chooses, ms. */
export const NO_LIMIT = 3_600_000;
