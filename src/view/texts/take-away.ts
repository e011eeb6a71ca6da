import type { ExportTarget } from '../../store/exporting.ts';

/** Words of Share. */
export const SHARE = {
  button: 'Share',
  title: 'Share',
  lead: 'The scenario is in the link itself: nothing was sent anywhere, and whoever has the link sees it all.',
  link: 'Link',
  size: (characters: number) => `${characters} characters`,
  long: 'Some programs cut links of this length: a file is safer.',
  copy: 'Copy',
  copied: 'Copied',
  failed: 'The browser did not let us copy: select the link and copy it.',
} as const;

/** Words of Export. */
export const EXPORT = {
  button: 'Export',
  title: 'Export',
  scenario: 'Scenario',
  scenarioHint: 'Host, guests, placements and run settings: what Import and the command line read.',
  download: 'Download',
  map: 'Map',
  placement: 'Placement',
  mapHint: 'As it is on screen, at the time on the clock.',
  svg: 'SVG',
  png: 'PNG',
  guests: 'Guests with their placement',
  guestsHint: 'As in Explore: what the scenario does not place is placed first-fit.',
  as: 'As',
  targets: {
    commands: 'Commands for a running host, with those that undo them',
    xl: 'xl.cfg',
    libvirt: 'libvirt domain XML',
    qemu: 'QEMU command lines',
    thread2007: 'Notation of the 2007 discussion',
  } satisfies Readonly<Record<Exclude<ExportTarget, 'scenario'>, string>>,
  file: 'File',
  content: 'Content',
  copy: 'Copy',
  copied: 'Copied',
  notes: 'What cannot be expressed',
  writing: 'Writing …',
  none: 'There are no guests with a placement.',
  unchanged: 'Nothing was moved since the scenario was opened: there are no commands to give.',
} as const;
