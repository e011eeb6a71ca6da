import { countText, sentenceText } from '../format.ts';

/** Words of the page's frame: bars, notices, faults. */
export const SHELL = {
  app: 'Nearfar',
  skip: 'Skip to the view',
  navigation: 'Views',
  views: { compare: 'Compare', explore: 'Explore' },
  theme: 'Theme',
  themeHint: (next: string) => `Switch to ${next}`,
  importButton: 'Import',
  undo: 'Undo',
  redo: 'Redo',
  undoHint: (label: string) => `Undo: ${label}`,
  redoHint: (label: string) => `Redo: ${label}`,
  host: 'Host',
  scenario: 'Scenario',
  about: 'About this scenario',
  pageTitle: (scenario: string) => `${scenario} · Nearfar`,
  nodes: (count: number) => countText(count, 'node'),
  guests: (count: number, drawn: boolean) =>
    [count > 0 || !drawn ? countText(count, 'guest') : '', drawn ? 'guests by seed' : ''].filter(Boolean).join(' and '),
  unnamed: 'Unnamed scenario',
  loading: 'Loading …',
  close: 'Close',
  dismiss: 'Dismiss',
  notices: 'Notices',
  broken: {
    title: 'Something in this view broke',
    text: 'Your scenario is safe. Try again, or take it with you as a file.',
    again: 'Try again',
    save: 'Save the scenario as a file',
  },
  noScenario: {
    title: 'No scenario could be loaded',
    text: 'Import a host or a scenario to begin.',
    again: 'Load the built-in one',
  },
} as const;

/** Words of the notices. */
export const NOTICES = {
  unreadable: (reason: string) =>
    `What this browser saved last could not be read: ${reason}. It was put aside, not deleted.`,
  saveUnreadable: 'Save it as a file',
  notSaved: (reason: string) =>
    `Changes are not saved in this browser (${reason}). They will be gone when the page is closed.`,
  saveScenario: 'Save the scenario as a file',
  otherTab: 'Another tab has changed the saved scenario meanwhile. This tab’s is kept apart until you choose.',
  keepThis: 'Keep this tab’s',
  takeOther: 'Take the other tab’s',
  dropped: (host: string, guests: readonly string[], moves: number) => {
    const lost = [
      guests.length > 0 ? `the placement of ${guests.join(', ')}` : '',
      moves > 0 ? `${moves} ${moves === 1 ? 'move' : 'moves'} by hand` : '',
    ].filter(Boolean);
    return `On ${host} there is no room or no node for ${lost.join(' and ')}: dropped.`;
  },
  undo: 'Undo',
  unplaced: (guests: readonly { readonly name: string; readonly reason: string }[]) =>
    `Not placed: ${guests.map(({ name, reason }) => `${name} (${sentenceText(reason)})`).join('; ')}.`,
  failed: (what: string, reason: string) => `${what}: ${reason}`,
} as const;
