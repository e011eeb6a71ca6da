import type { ExportTarget } from '../../store/exporting.ts';

/** Words of Share. */
export const SHARE = {
  button: 'Share',
  title: 'Share',
  lead: 'The scenario is in the link itself: nothing was sent anywhere, and whoever has the link sees it all.',
  link: 'Link',
  size: (characters: number) => `${characters} characters`,
  refused: (reason: string) => `There is no link to this scenario: ${reason}. A file holds it all.`,
  file: 'Save it as a file',
  long: 'Some programs cut links of this length: a file is safer.',
  copy: 'Copy',
  copied: 'Copied',
  anonymous: 'Without names',
  anonymousHelp: 'Guests, groups and the host get names like guest-1; what guests were imported from is left out.',
  failed: 'The browser did not let us copy: select the link and copy it.',
} as const;

/** Words of Export. */
export const EXPORT = {
  button: 'Export',
  title: 'Export',
  lead: 'Files and commands for the hosts that you have. Nothing leaves this browser but by your hand.',
  anonymous: 'Without names',
  anonymousHelp:
    'Guests, groups and the host are called guest-1, group-1 and host; what guests were imported from is left out.',
  scenario: 'Scenario',
  scenarioHint: 'Host, guests, placements and run settings: what Import and the command line read.',
  download: 'Download',
  map: 'Map',
  placement: 'Placement',
  mapHint: 'As it is on screen, at the time on the clock.',
  svg: 'SVG',
  png: 'PNG',
  patterns: 'With patterns',
  patternsHelp: 'A texture over every guest’s memory: for paper, and for whoever does not tell the colours apart.',
  print: 'Print …',
  printHint: 'Map, signs and figures on paper, in light, with patterns.',
  tables: 'Tables',
  tablesHint: 'Figures in full, for a spreadsheet. Guests, nodes and links are in the table beside the map (T).',
  scoreboard: 'Scoreboard',
  series: 'Timeline',
  guests: 'Guests with their placement',
  guestsHint: 'As in Explore: what the scenario does not place is placed first-fit.',
  as: 'As',
  which: 'Which',
  scopes: { changed: 'What was moved', all: 'All guests' },
  one: (name: string) => `Only ${name}`,
  plan: 'Order of the moves',
  planHint: 'One after the other no node is ever overfilled.',
  step: (name: string, from: string, to: string, memory: string) => `${name}, ${memory}: ${from} to ${to}`,
  node: (ids: readonly number[]) => (ids.length === 0 ? 'anywhere' : `node ${ids.join(', ')}`),
  downloadAll: (count: number) => `Download all ${count} files`,
  targets: {
    commands: 'Commands, and those that undo them',
    xl: 'xl.cfg',
    libvirt: 'libvirt domain XML',
    qemu: 'QEMU command lines',
    thread2007: 'Notation of the 2007 discussion',
  } satisfies Readonly<Record<Exclude<ExportTarget, 'scenario'>, string>>,
  file: 'File',
  content: 'Content',
  undo: 'Commands that undo them',
  copy: 'Copy',
  copied: 'Copied',
  notes: 'What cannot be expressed',
  writing: 'Writing …',
  none: 'There are no guests with a placement.',
  unchanged: 'Nothing was moved since it was opened or imported: choose all guests, or one.',
} as const;

/** Words of the files with figures. */
export const FIGURES = { csv: 'CSV', metricHead: ['Metric', 'Name'], hash: 'Hash', time: 'Time s' } as const;

/** Words of the sheet for the printer. */
export const PRINT = {
  command: 'Print',
  anonymous: 'Print without names',
  nameless: 'without names',
  at: (time: string) => `at ${time}`,
  signs: 'Signs',
  texture: 'Pattern',
  more: (count: number) => `… and ${count} more guests.`,
  engine: (version: string) => `Nearfar, engine ${version}`,
  scenario: (key: string) => `scenario ${key}`,
  run: (side: string, hash: string) => `run ${side} ${hash}`,
  metric: 'Metric',
  unit: 'Unit',
  guests: 'Guests',
  guestsIn: (run: string) => `Guests in ${run}`,
} as const;
