import { RUN } from '../texts/run.ts';

/** What a number may be; undefined = no bound. */
export interface NumberRule {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isWhole: boolean;
}

/** Thousands apart by narrow spaces, so that a bound can be read. */
function written(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, '\u202F');
}

/** What is wrong with a typed number; undefined = nothing. */
export function faultOf(text: string, { min = -Infinity, max = Infinity, isWhole }: NumberRule): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return RUN.number;
  if (isWhole && !Number.isInteger(value)) return RUN.integer;
  return value < min || value > max ? RUN.within(written(min), written(max)) : undefined;
}
