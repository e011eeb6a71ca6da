import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CostReport } from '../engine/reports.ts';
import type { ManualMove } from '../model/scenario.ts';
import { replaced } from './branches.ts';
import { change, documentStore } from './document.ts';
import { askCostAt, type CostQuestion } from './runs.ts';

export type { CostQuestion };

function withMoves(label: string, edit: (moves: readonly ManualMove[]) => readonly ManualMove[]): void {
  const { scenario } = documentStore.getState();
  if (!scenario) return;
  const { moves: old = [], ...run } = scenario.run ?? {};
  const moves = edit(old);
  if (moves === old) return;
  change(label, { ...scenario, run: moves.length > 0 ? { ...run, moves } : run });
}

/** A further move by hand, for both runs, as one step that can be undone. */
export function addMove(move: ManualMove, label: string): void {
  withMoves(label, (moves) => [...moves, move]);
}

/** Another move in place of one, or none; nothing happens where that is not there any more. */
export function replaceMove(old: ManualMove, next: ManualMove | undefined, label: string): void {
  withMoves(label, (moves) => replaced(moves, old, next));
}

/** What a move would cost at an instant of a run, by every mechanism. */
export function useCostAt(question: CostQuestion): UseQueryResult<CostReport> {
  const { run, time, query } = question;
  return useQuery({
    queryKey: ['cost-at', run.result.hash, time, query],
    queryFn: ({ signal }) => askCostAt(question, signal),
  });
}
