import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { redo, undo } from '../store/explore.ts';
import { useScenario } from '../store/document.ts';
import { openBuiltIn, useSessionState } from '../store/session.ts';
import { Importer } from './import/Importer.tsx';
import { Printing } from './print/Printing.tsx';
import { useView, type ViewId } from './routes.ts';
import { Dialogs } from './shell/Dialogs.tsx';
import type { DialogName } from './shell/opening.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { Header } from './shell/Header.tsx';
import { Notices } from './shell/Notices.tsx';
import { SHELL } from './texts/shell.ts';

const CompareView = lazy(async () => ({ default: (await import('./compare/CompareView.tsx')).CompareView }));
const ExploreView = lazy(async () => ({ default: (await import('./explore/ExploreView.tsx')).ExploreView }));
const TruthView = lazy(async () => ({ default: (await import('./truth/TruthView.tsx')).TruthView }));

/** Ctrl/⌘ Z and Ctrl/⌘ Shift Z, except where a text is being typed: there they belong to the text. */
function onKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target instanceof Element && event.target.closest('input, textarea, dialog')) return;
  event.preventDefault();
  if (event.shiftKey) redo();
  else undo();
}

function Loading() {
  return (
    <main id="main" className="empty" tabIndex={-1}>
      <p className="late" role="status">
        {SHELL.loading}
      </p>
    </main>
  );
}

function View({ view }: { readonly view: ViewId }) {
  if (view === 'compare') return <CompareView />;
  if (view === 'truth') return <TruthView />;
  return <ExploreView />;
}

/** The page without a scenario: neither saved nor fetched. */
function NoScenario({ onImport }: { readonly onImport: () => void }) {
  return (
    <main id="main" className="empty" tabIndex={-1}>
      <h1>{SHELL.noScenario.title}</h1>
      <p>{SHELL.noScenario.text}</p>
      <p className="actions">
        <button type="button" className="button primary" onClick={onImport}>
          {SHELL.importButton}
        </button>
        <button type="button" className="button" onClick={() => void openBuiltIn()}>
          {SHELL.noScenario.again}
        </button>
      </p>
    </main>
  );
}

function usePageTitle(name: string | undefined): void {
  useEffect(() => {
    document.title = name === undefined ? SHELL.app : SHELL.pageTitle(name);
  }, [name]);
}

/** Undo, redo and the palette, wherever the focus is. `open` must keep its identity. */
function usePageKeys(open: (dialog: DialogName) => void): void {
  useEffect(() => {
    const onPaletteKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) open('palette');
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('keydown', onPaletteKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('keydown', onPaletteKey);
    };
  }, [open]);
}

/** The page: bars, the view that the address names, dialogs, notices. */
export function App() {
  const view = useView();
  const [dialog, open] = useState<DialogName>();
  const openImport = useCallback(() => open('import'), []);
  const closeImport = useCallback(() => open((now) => (now === 'import' ? undefined : now)), []);
  const scenario = useScenario();
  const isFailed = useSessionState() === 'failed';
  const isEmpty = isFailed && scenario === undefined && view !== 'truth';
  usePageTitle(scenario?.name ?? scenario?.host.name);
  usePageKeys(open);
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>
        {SHELL.skip}
      </a>
      <Header view={view} open={open} />
      <ErrorBoundary key={view}>
        <Suspense fallback={<Loading />}>
          {isEmpty ? <NoScenario onImport={openImport} /> : <View view={view} />}
        </Suspense>
      </ErrorBoundary>
      <Importer isOpen={dialog === 'import'} onOpen={openImport} onClose={closeImport} />
      <Dialogs name={dialog} open={open} />
      <Notices />
      <Printing />
    </>
  );
}

/** Goes to the view without touching the fragment, which is the address of the view. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
