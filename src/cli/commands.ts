import { bench } from './bench.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { convert } from './convert.ts';
import { cost } from './cost.ts';
import { guests } from './guests.ts';
import { inspect } from './inspect.ts';
import { place } from './place.ts';
import { rates } from './rates.ts';
import { run } from './run.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [inspect, guests, rates, cost, run, place, check, convert, bench];
