import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { anonymise, pseudonymsOf, renamer, type Pseudonyms } from '../formats/guests/anonymise.ts';
import type { ExportTarget } from '../formats/guests/write/convert.ts';
import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import type { ExportReply, ExportScope } from '../worker/protocol.ts';
import { documentStore } from './document.ts';
import { placementOf, usePlacement } from './explore.ts';
import { runInputKey } from './keys.ts';

export type { ExportReply, ExportScope, ExportTarget };
export type ExportedFile = ExportReply['files'][number];

/** What is to be written, for whom. */
export interface ExportQuestion {
  readonly target: ExportTarget;
  readonly scope: ExportScope;
  readonly isAnonymous: boolean;
}

interface States {
  /** As it is shown: with a place for every guest. */
  readonly scenario: Scenario;
  readonly table: Scenario;
  /** The first scenario with this host since the page was opened. */
  readonly first: Scenario | undefined;
}

async function write(
  question: ExportQuestion,
  { scenario, table, first }: States,
  signal: AbortSignal,
): Promise<ExportReply> {
  const before = first && (await placementOf(first, signal)).scenario;
  return desk.call('export', { scenario, table, opened: first, before, ...question }, { signal });
}

/**
 * Guests as another system wants them. Commands go from the placement that was opened or imported to the one on the table,
 * and back.
 */
export function useExport(question: ExportQuestion): UseQueryResult<ExportReply> {
  const scenario = usePlacement().data?.scenario;
  const { past, scenario: table } = documentStore.getState();
  const first = past.find((step) => step.scenario.host === table?.host)?.scenario;
  return useQuery({
    queryKey: ['export', question, ...[scenario, table, first].map((one) => one && runInputKey(one))],
    queryFn:
      scenario && table
        ? ({ signal }): Promise<ExportReply> => write(question, { scenario, table, first }, signal)
        : skipToken,
  });
}

/** Names of an anonymous export of `reference`; guests that it does not have are counted on. */
function namesFor(reference: Scenario, guests: readonly Guest[]): Pseudonyms {
  const known = new Set(reference.guests.map(({ name }) => name));
  const others = guests.filter(({ name }) => !known.has(name));
  return pseudonymsOf({ ...reference, guests: [...reference.guests, ...others] });
}

/** Guests and host under the names that an anonymous export of `reference` gives them. */
export function withoutNames(
  { host, guests }: { readonly host: Host; readonly guests: readonly Guest[] },
  reference: Scenario,
): Scenario {
  return anonymise({ nearfar: 1, host, guests }, namesFor(reference, guests));
}

/** Gives texts about these guests the names of an anonymous export of `reference`. */
export function renamerFor(reference: Scenario, guests: readonly Guest[]): (text: string) => string {
  return renamer(namesFor(reference, guests));
}

/** The scenario without the names of its guests, groups and host. */
export function anonymous(scenario: Scenario): Scenario {
  return anonymise(scenario);
}
