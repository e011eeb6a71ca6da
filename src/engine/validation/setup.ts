import type { Scenario, Workload } from '../../model/scenario.ts';
import { ratesOf } from '../rates-report.ts';
import type { ValidationRow } from './row.ts';

/** Gives the scenario of a file in `scenarios/`, by its name without `.nearfar.json`. */
export type ScenarioOf = (name: string) => Scenario;

/** Computes one row from scenario files; which ones is seen by who hands them over. */
export type RowMaker = (scenarioOf: ScenarioOf) => Omit<ValidationRow, 'files'>;

/** Mean speed of the guests as they are placed. */
export function meanSpeed(scenario: Scenario): number {
  const { guests } = ratesOf(scenario);
  return guests.reduce((sum, guest) => sum + guest.speed, 0) / guests.length;
}

/** The same with fields of every guest's workload set anew: a sweep over a file. */
export function withWorkload(scenario: Scenario, fields: Workload): Scenario {
  const guests = scenario.guests.map((guest) => ({ ...guest, workload: { ...guest.workload, ...fields } }));
  return { ...scenario, guests };
}

/** The same with the first `count` guests only: a sweep over a file. */
export function withFirst(scenario: Scenario, count: number): Scenario {
  return { ...scenario, guests: scenario.guests.slice(0, count) };
}
