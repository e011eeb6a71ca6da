import { Pool } from './pool.ts';
import { startWorker } from './start.ts';

/** Two runs at a time where there are cores for them. */
const RUN_LANES = Math.min(2, navigator.hardwareConcurrency || 1);

/** Runs: long jobs. */
export const runs = new Pool(RUN_LANES, startWorker);
/** Many runs without pictures: may take minutes, and must keep nobody waiting. */
export const batches = new Pool(1, startWorker);
/** Everything that is asked while the user waits: reading, costs, placements. Never queues behind a run. */
export const desk = new Pool(1, startWorker);
