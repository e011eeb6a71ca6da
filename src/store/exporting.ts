import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ExportTarget } from '../formats/guests/write/convert.ts';
import type { Exported } from '../formats/guests/write/exported.ts';
import type { Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import { documentStore } from './document.ts';
import { placementOf, usePlacement } from './explore.ts';
import { runInputKey } from './keys.ts';

export type { Exported, ExportTarget };
export type ExportedFile = Exported['files'][number];

async function write(
  scenario: Scenario,
  first: Scenario,
  target: ExportTarget,
  signal: AbortSignal,
): Promise<Exported> {
  const before = target === 'commands' ? (await placementOf(first, signal)).scenario : undefined;
  return desk.call('export', { scenario, before, target }, { signal });
}

/**
 * The guests as another system wants them. Commands go from the placement that was opened or imported to the one on the
 * table, and back.
 */
export function useExport(target: ExportTarget): UseQueryResult<Exported> {
  const scenario = usePlacement().data?.scenario;
  const { past, scenario: current } = documentStore.getState();
  const sameHost = past.find((step) => step.scenario.host === current?.host)?.scenario ?? current;
  return useQuery({
    queryKey: ['export', target, scenario && runInputKey(scenario), sameHost && runInputKey(sameHost)],
    queryFn:
      scenario && sameHost ? ({ signal }): Promise<Exported> => write(scenario, sameHost, target, signal) : skipToken,
  });
}
