/** Words of the command palette. */
export const PALETTE = {
  title: 'Commands',
  button: 'Search or run a command',
  key: 'Ctrl K',
  input: 'Command',
  placeholder: 'A view, a host, a scenario, an action …',
  results: 'Commands',
  none: 'Nothing matches.',
  groups: { go: 'Go to', do: 'Do', guest: 'Guest', scenario: 'Scenario', host: 'Host' },
  run: 'Set up and run',
  find: (name: string) => `Find guest ${name}`,
  play: 'Play or pause',
  letPlace: 'Let the strategies place the guests',
} as const;
