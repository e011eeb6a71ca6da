/** Words of the Run panel. */
export const RUN = {
  button: 'Run',
  title: 'Run',
  running: 'Running',
  cancel: 'Cancel',
  close: 'Close',
  lead: 'Both strategies run on the same guests, arrivals and seed.',
  strategy: 'Strategy',
  settings: 'The run',
  run: 'Run',
  noParams: 'It has no parameters.',
  defaultIs: (value: string) => `default ${value}`,
  reset: 'Back to the defaults',
  number: 'A number is needed.',
  integer: 'A whole number is needed.',
  within: (low: string, high: string) => `It must be between ${low} and ${high}.`,
} as const;
