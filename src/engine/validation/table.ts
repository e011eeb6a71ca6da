import { awarenessRows } from './awareness.ts';
import { congestionRows } from './congestion.ts';
import { localityRows } from './locality.ts';
import { pinningRows } from './pinning.ts';
import { precopyRows } from './precopy.ts';
import type { ValidationRow } from './row.ts';
import { smtRows } from './smt.ts';
import { topologyRows } from './topology.ts';

export type { ValidationRow } from './row.ts';

/** Published effects beside what the engine gives, computed now. A row that does not hold stays and says so. */
export function validationTable(): ValidationRow[] {
  return [
    ...pinningRows(),
    ...smtRows(),
    ...localityRows(),
    ...congestionRows(),
    ...topologyRows(),
    ...awarenessRows(),
    ...precopyRows(),
  ];
}
