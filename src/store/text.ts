import type { Scenario } from '../model/scenario.ts';

/** The scenario as the file that the user can keep. */
export function scenarioText(scenario: Scenario): string {
  return `${JSON.stringify(scenario, undefined, 2)}\n`;
}
