/** Words of the page "How true is this?". */
export const TRUTH = {
  title: 'How true is this?',
  lead: 'The engine is a model. This page says what it assumes, what it was held against, and where it is known to be wrong.',
  effects: 'Published effects',
  effectsLead: (holds: number, all: number) =>
    `The same setups, computed by the engine in its own tests. ${holds} of ${all} come out within the tolerance that was set beforehand; those that do not stay in the table.`,
  noTable: 'The table could not be read.',
  columns: {
    effect: 'Effect',
    published: 'Published',
    engine: 'Engine',
    tolerance: 'Counts as the same',
    source: 'Source',
  },
  holds: 'holds',
  fails: 'does not hold',
  setup: 'Setup',
  files: (names: readonly string[]) => `Scenario files in src/engine/validation/scenarios: ${names.join(', ')}`,
  assumptions: 'Assumptions',
  kinds: { file: 'stated', measured: 'measured', inferred: 'inferred', estimate: 'estimate' },
  limits: 'Known to be off',
  exact: 'Exactness',
  exactText:
    'Scenario, strategy, parameters, seed and engine version decide a run down to its bits, in every browser and on the command line alike; the hash below the scoreboard tells.',
  link: 'How true is this?',
} as const;
