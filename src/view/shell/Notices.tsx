import { undo } from '../../store/explore.ts';
import { dismiss, useNotices, type Notice } from '../../store/notices.ts';
import { keepThisTab, takeOtherTab } from '../../store/session.ts';
import { NOTICES, SHELL } from '../texts/shell.ts';
import { Icon } from './Icon.tsx';
import { saveFile, saveScenario } from './save-file.ts';
import './notices.css';

interface Action {
  readonly label: string;
  readonly perform: () => void;
}

function undoDrop(): void {
  undo();
  dismiss('placements-dropped');
}

function textOf(notice: Notice): string {
  if (notice.kind === 'saved-unreadable') return NOTICES.unreadable(notice.reason);
  if (notice.kind === 'not-saved') return NOTICES.notSaved(notice.reason);
  if (notice.kind === 'other-tab') return NOTICES.otherTab;
  if (notice.kind === 'unplaced') return NOTICES.unplaced(notice.guests);
  if (notice.kind === 'failed') return NOTICES.failed(notice.what, notice.reason);
  return NOTICES.dropped(notice.host, notice.guests, notice.moves);
}

function actionsOf(notice: Notice): readonly Action[] {
  if (notice.kind === 'saved-unreadable') {
    const { text } = notice;
    return [{ label: NOTICES.saveUnreadable, perform: () => saveFile('nearfar-unreadable.txt', text, 'text/plain') }];
  }
  if (notice.kind === 'not-saved') return [{ label: NOTICES.saveScenario, perform: saveScenario }];
  if (notice.kind === 'placements-dropped') return [{ label: NOTICES.undo, perform: undoDrop }];
  if (notice.kind !== 'other-tab') return [];
  return [
    { label: NOTICES.keepThis, perform: () => void keepThisTab() },
    { label: NOTICES.takeOther, perform: () => void takeOtherTab() },
  ];
}

/** What the user should know, at the foot of the page, until it is dismissed. */
export function Notices() {
  const notices = useNotices();
  return (
    <div className="notices" role="status" aria-label={SHELL.notices}>
      {notices.map((notice) => (
        <div key={notice.kind} className="notice">
          <Icon name={notice.kind === 'failed' || notice.kind === 'not-saved' ? 'warning' : 'info'} />
          <p>{textOf(notice)}</p>
          {actionsOf(notice).map(({ label, perform }) => (
            <button key={label} type="button" className="button" onClick={perform}>
              {label}
            </button>
          ))}
          <button type="button" className="button icon bare" onClick={() => dismiss(notice.kind)}>
            <Icon name="close" />
            <span className="visually-hidden">{SHELL.dismiss}</span>
          </button>
        </div>
      ))}
    </div>
  );
}
