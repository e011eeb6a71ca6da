import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Scenario } from '../model/scenario.ts';

/** A snapshot with the words for what was done to get away from it. */
export interface Step {
  readonly label: string;
  readonly scenario: Scenario;
}

/** What the user works on. Scenarios are immutable, so a snapshot is a reference and shares all that did not change. */
export interface DocumentState {
  /** undefined until the saved or the first built-in scenario is there. */
  readonly scenario: Scenario | undefined;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** Snapshots kept; the oldest goes first. */
const MOST_STEPS = 100;

export const documentStore = createStore<DocumentState>(() => ({ scenario: undefined, past: [], future: [] }));

/** Begins with a scenario: nothing to undo. */
export function openDocument(scenario: Scenario): void {
  documentStore.setState({ scenario, past: [], future: [] });
}

/** One undoable command: `label` says what it does ("move db-1 to node 2"). No change, no step. */
export function change(label: string, next: Scenario): void {
  const { scenario, past } = documentStore.getState();
  if (scenario === undefined || scenario === next) return;
  documentStore.setState({ scenario: next, past: [...past, { label, scenario }].slice(-MOST_STEPS), future: [] });
}

export function undo(): void {
  const { scenario, past, future } = documentStore.getState();
  const step = past.at(-1);
  if (!step || !scenario) return;
  documentStore.setState({
    scenario: step.scenario,
    past: past.slice(0, -1),
    future: [{ label: step.label, scenario }, ...future],
  });
}

export function redo(): void {
  const { scenario, past, future } = documentStore.getState();
  const step = future[0];
  if (!step || !scenario) return;
  documentStore.setState({
    scenario: step.scenario,
    past: [...past, { label: step.label, scenario }],
    future: future.slice(1),
  });
}

/** The scenario on the table; undefined until there is one. */
export function useScenario(): Scenario | undefined {
  return useStore(documentStore, (state) => state.scenario);
}

export interface History {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What undo would take back, and what redo would do again. */
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
}

/** What can be undone and redone. */
export function useHistory(): History {
  const undoLabel = useStore(documentStore, (state) => state.past.at(-1)?.label);
  const redoLabel = useStore(documentStore, (state) => state.future[0]?.label);
  return { canUndo: undoLabel !== undefined, canRedo: redoLabel !== undefined, undoLabel, redoLabel };
}
