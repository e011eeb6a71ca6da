import { RUN } from '../texts/run.ts';

/** What a number may be; undefined = no bound. */
export interface NumberRule {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isWhole: boolean;
}

function short(value: number): string {
  return Math.abs(value) >= 1e6 ? value.toExponential(0).replace('e+', '·10^') : String(value);
}

/** What is wrong with a typed number; undefined = nothing. */
export function faultOf(text: string, { min = -Infinity, max = Infinity, isWhole }: NumberRule): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return RUN.number;
  if (isWhole && !Number.isInteger(value)) return RUN.integer;
  return value < min || value > max ? RUN.within(short(min), short(max)) : undefined;
}
