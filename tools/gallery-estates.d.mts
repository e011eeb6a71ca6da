import type { Host } from '../src/model/host.ts';
import type { Scenario } from '../src/model/scenario.ts';

/** A host with guests on all of its nodes: the same kinds on every host, in sizes that fit it. */
export function estateOn(host: Host): Scenario;

/** Made-up hosts of 16, 64 and 256 nodes. */
export const LARGE: readonly Host[];
