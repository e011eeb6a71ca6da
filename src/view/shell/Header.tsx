import { useScenario } from '../../store/document.ts';
import { redo, undo, useHistory } from '../../store/explore.ts';
import { addressOf, VIEWS, type ViewId } from '../routes.ts';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { PALETTE } from '../texts/palette.ts';
import { SHELL } from '../texts/shell.ts';
import { switchTheme, useTheme } from '../theme.ts';
import { About } from './About.tsx';
import { Icon } from './Icon.tsx';
import type { Opening } from './opening.ts';
import { Pickers } from './Pickers.tsx';
import { TakeAway } from './TakeAway.tsx';
import { setViewTools } from './view-tools.ts';
import { TablesButton } from '../guests/TablesButton.tsx';
import { RunControl } from '../run/RunControl.tsx';
import './header.css';

function Logo() {
  return (
    <span className="logo">
      <svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true">
        <circle cx="7" cy="9" r="6" fill="var(--ink)" />
        <path d="M13 9h6" stroke="var(--ink3)" strokeWidth="2" strokeDasharray="2 2" />
        <circle cx="22" cy="9" r="3" fill="none" stroke="var(--ink)" strokeWidth="1.6" />
      </svg>
      <span className="logo-name">{SHELL.app}</span>
    </span>
  );
}

function Navigation({ view }: { readonly view: ViewId }) {
  return (
    <nav className="tabs" aria-label={SHELL.navigation}>
      {VIEWS.map((name) => (
        <a key={name} href={addressOf(name)} aria-current={name === view ? 'page' : undefined}>
          {SHELL.views[name]}
        </a>
      ))}
    </nav>
  );
}

function ThemeButton() {
  const theme = useTheme();
  return (
    <button
      type="button"
      className="button icon bare"
      onClick={switchTheme}
      title={SHELL.themeHint(theme === 'light' ? 'dark' : 'light')}
    >
      <Icon name="theme" />
      <span className="visually-hidden">{SHELL.theme}</span>
    </button>
  );
}

function HistoryButtons() {
  const { canUndo, canRedo, undoLabel, redoLabel } = useHistory();
  return (
    <>
      <button
        type="button"
        className="button icon bare"
        disabled={!canUndo}
        onClick={undo}
        title={undoLabel && SHELL.undoHint(undoLabel)}
      >
        <Icon name="undo" />
        <span className="visually-hidden">{SHELL.undo}</span>
      </button>
      <button
        type="button"
        className="button icon bare"
        disabled={!canRedo}
        onClick={redo}
        title={redoLabel && SHELL.redoHint(redoLabel)}
      >
        <Icon name="redo" />
        <span className="visually-hidden">{SHELL.redo}</span>
      </button>
    </>
  );
}

function EditHost({ open }: { readonly open: Opening }) {
  const isEmpty = useScenario() === undefined;
  return (
    <button
      type="button"
      className="button icon bare"
      disabled={isEmpty}
      onClick={() => open('host')}
      title={HOST_EDITOR.button}
    >
      <Icon name="edit" />
      <span className="visually-hidden">{HOST_EDITOR.button}</span>
    </button>
  );
}

interface HeaderProps {
  readonly view: ViewId;
  readonly open: Opening;
}

/** Both bars: where one is, and what is on the table. */
export function Header({ view, open }: HeaderProps) {
  return (
    <header className="bars">
      <div className="bar">
        <Logo />
        <Navigation view={view} />
        <span className="space" />
        <button type="button" className="search" aria-haspopup="dialog" onClick={() => open('palette')}>
          <Icon name="search" />
          <span className="search-text">{PALETTE.button}</span>
          <kbd>{PALETTE.key}</kbd>
        </button>
        <span className="space" />
        <button type="button" className="button bare" onClick={() => open('import')}>
          <Icon name="import" />
          <span className="button-text">{SHELL.importButton}</span>
        </button>
        <TakeAway open={open} />
        <ThemeButton />
      </div>
      <div className="bar second">
        <Pickers />
        <EditHost open={open} />
        <About />
        <HistoryButtons />
        <span className="space" />
        <div ref={setViewTools} className="view-tools" />
        <span className="space" />
        {view !== 'truth' && <TablesButton />}
        {view === 'compare' && <RunControl open={open} />}
      </div>
    </header>
  );
}
