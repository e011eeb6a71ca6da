import { lazy, Suspense, useEffect, useState } from 'react';
import { redo, undo } from '../store/explore.ts';
import { startSession } from '../store/session.ts';
import { CompareView } from './compare/CompareView.tsx';
import { Importer } from './import/Importer.tsx';
import { useView } from './routes.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { Header } from './shell/Header.tsx';
import { Notices } from './shell/Notices.tsx';
import { SHELL } from './texts/shell.ts';

const ExploreView = lazy(async () => ({ default: (await import('./explore/ExploreView.tsx')).ExploreView }));

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

/** The page: bars, the view that the address names, dialogs, notices. */
export function App() {
  const view = useView();
  const [importing, setImporting] = useState(false);
  useEffect(() => {
    void startSession();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>
        {SHELL.skip}
      </a>
      <Header view={view} onImport={() => setImporting(true)} />
      <ErrorBoundary key={view}>
        <Suspense fallback={<Loading />}>{view === 'explore' ? <ExploreView /> : <CompareView />}</Suspense>
      </ErrorBoundary>
      <Importer open={importing} setOpen={setImporting} />
      <Notices />
    </>
  );
}

/** Goes to the view without touching the fragment, which is the address of the view. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
