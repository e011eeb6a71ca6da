import { useCatalogue, type CatalogueEntry } from '../../store/catalogue.ts';
import { letStrategiesPlace, pickHost, pickScenario } from '../../store/edits.ts';
import type { Guest } from '../../model/scenario.ts';
import { useScenario } from '../../store/document.ts';
import { redo, undo, useHistory } from '../../store/explore.ts';
import { notify } from '../../store/notices.ts';
import { askByHand, type HandWish } from '../compare/hand-asking.ts';
import { findGuest } from '../finding.ts';
import { printWithoutNames } from '../export/names.ts';
import { toggleTables } from '../guests/open.ts';
import { goTo, useView, type ViewId } from '../routes.ts';
import { HAND } from '../texts/hand.ts';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { PALETTE } from '../texts/palette.ts';
import { SHELL } from '../texts/shell.ts';
import { EXPORT, PRINT, SHARE } from '../texts/take-away.ts';
import { TABLES } from '../texts/tables.ts';
import { TRUTH } from '../texts/truth.ts';
import { switchTheme } from '../theme.ts';
import type { Opening } from '../shell/opening.ts';
import type { Command } from './match.ts';

const VIEWS: readonly (readonly [ViewId, string])[] = [
  ['compare', SHELL.views.compare],
  ['explore', SHELL.views.explore],
  ['truth', TRUTH.link],
];

function entryCommand(entry: CatalogueEntry, group: string, pick: (entry: CatalogueEntry) => Promise<void>): Command {
  const perform = (): void => {
    pick(entry).catch((error: unknown) =>
      notify({ kind: 'failed', what: entry.title, reason: error instanceof Error ? error.message : String(error) }),
    );
  };
  return { id: `${group} ${entry.id}`, group, title: entry.title, hint: entry.detail, perform };
}

function findCommand({ name, group }: Guest, view: ViewId): Command {
  const perform = (): void => {
    if (view === 'truth') goTo('explore');
    findGuest(name);
  };
  const title = PALETTE.find(name);
  return { id: title, group: PALETTE.groups.guest, title, hint: group, isTypedFor: true, perform };
}

function beginByHand(wish: HandWish): void {
  goTo('compare');
  askByHand(wish);
}

/** What can be done from anywhere. */
export function useCommands(open: Opening): readonly Command[] {
  const { data } = useCatalogue();
  const scenario = useScenario();
  const view = useView();
  const { canUndo, canRedo, undoLabel, redoLabel } = useHistory();
  const { groups } = PALETTE;
  const action = (title: string, perform: () => void, more: Partial<Command> = {}): Command => ({
    id: title,
    group: groups.do,
    title,
    perform,
    ...more,
  });
  return [
    ...VIEWS.map(([view, title]) => ({ id: view, group: groups.go, title, perform: () => goTo(view) })),
    action(SHELL.importButton, () => open('import')),
    action(EXPORT.button, () => open('export')),
    action(SHARE.button, () => open('share')),
    action(PRINT.command, () => print(), { keys: 'Ctrl P' }),
    action(PRINT.anonymous, printWithoutNames),
    action(PALETTE.run, () => open('run')),
    action(HOST_EDITOR.button, () => open('host')),
    action(TABLES.command, toggleTables, { keys: TABLES.key }),
    action(HAND.branchHere, () => beginByHand('branch'), { keys: HAND.branchKey }),
    action(HAND.moveHere, () => beginByHand('move'), { keys: HAND.moveKey }),
    action(PALETTE.letPlace, letStrategiesPlace),
    action(SHELL.theme, switchTheme),
    ...(canUndo ? [action(SHELL.undo, undo, { hint: undoLabel, keys: 'Ctrl Z' })] : []),
    ...(canRedo ? [action(SHELL.redo, redo, { hint: redoLabel, keys: 'Ctrl Shift Z' })] : []),
    ...(scenario?.guests ?? []).map((guest) => findCommand(guest, view)),
    ...(data?.scenarios ?? []).map((entry) => entryCommand(entry, groups.scenario, pickScenario)),
    ...(data?.hosts ?? []).map((entry) => entryCommand(entry, groups.host, pickHost)),
  ];
}
