import { planMoves } from '../../analysis/plan.ts';
import { exportScenario, type ExportOptions } from '../../formats/guests/write/convert.ts';
import type { ExportRequest } from '../protocol.ts';
import { plain, type Handler } from './context.ts';

/** For commands: from where the guests were to where they are, in an order that overfills no node on the way. */
function optionsOf({ scenario, before, target }: ExportRequest): ExportOptions {
  if (target !== 'commands' || !before) return {};
  const { order, impossible } = planMoves(before, scenario);
  return { before, order, ...(impossible !== undefined && { impossible }) };
}

/** Writes the guests for another system. */
export const exportJob: Handler<'export'> = (request) =>
  plain(exportScenario(request.scenario, request.target, optionsOf(request)));
