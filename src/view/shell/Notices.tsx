import { undo } from '../../store/explore.ts';
import { dismiss, useNotices, type Notice } from '../../store/notices.ts';
import { keepThisTab, takeOtherTab } from '../../store/session.ts';
import { NOTICES, SHELL } from '../texts/shell.ts';
import { Icon } from './Icon.tsx';
import { saveFile, saveScenario } from './save-file.ts';

interface Shown {
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly perform: () => void }[];
}

function shownOf(notice: Notice): Shown {
  switch (notice.kind) {
    case 'saved-unreadable':
      return {
        text: NOTICES.unreadable(notice.reason),
        actions: [
          {
            label: NOTICES.saveUnreadable,
            perform: () => saveFile('nearfar-unreadable.txt', notice.text, 'text/plain'),
          },
        ],
      };
    case 'not-saved':
      return {
        text: NOTICES.notSaved(notice.reason),
        actions: [{ label: NOTICES.saveScenario, perform: saveScenario }],
      };
    case 'other-tab':
      return {
        text: NOTICES.otherTab,
        actions: [
          { label: NOTICES.keepThis, perform: () => void keepThisTab() },
          { label: NOTICES.takeOther, perform: () => void takeOtherTab() },
        ],
      };
    case 'placements-dropped':
      return {
        text: NOTICES.dropped(notice.host, notice.guests, notice.moves),
        actions: [
          {
            label: NOTICES.undo,
            perform: () => {
              undo();
              dismiss('placements-dropped');
            },
          },
        ],
      };
    case 'unplaced':
      return { text: NOTICES.unplaced(notice.guests), actions: [] };
    case 'failed':
      return { text: NOTICES.failed(notice.what, notice.reason), actions: [] };
  }
}

/** What the user should know, at the foot of the page, until it is dismissed. */
export function Notices() {
  const notices = useNotices();
  return (
    <div className="notices" role="status" aria-label={SHELL.notices}>
      {notices.map((notice) => {
        const { text, actions } = shownOf(notice);
        return (
          <div key={notice.kind} className="notice">
            <Icon name={notice.kind === 'failed' || notice.kind === 'not-saved' ? 'warning' : 'info'} />
            <p>{text}</p>
            {actions.map(({ label, perform }) => (
              <button key={label} type="button" className="button" onClick={perform}>
                {label}
              </button>
            ))}
            <button type="button" className="button icon bare" onClick={() => dismiss(notice.kind)}>
              <Icon name="close" />
              <span className="visually-hidden">{SHELL.dismiss}</span>
            </button>
          </div>
        );
      })}
    </div>
  );
}
