import { compileHost } from '../../engine/scenario/host-model.ts';
import type { Host } from '../../model/host.ts';
import { validateScenario } from '../../model/validate.ts';

/** Why a host cannot be used as a scenario without guests; empty = the model and the engine take it. */
export function faultsOfHost(host: Host): string[] {
  const { problems } = validateScenario({ nearfar: 1, host, guests: [] });
  const errors = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path} ${message}`);
  if (errors.length === 0) compileHost(host);
  return errors;
}
