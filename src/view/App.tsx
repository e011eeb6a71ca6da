import { lazy, Suspense } from 'react';
import { addressOf, useView, VIEWS, type ViewId } from './routes.ts';
import { TEXTS } from './texts.ts';

const ExploreView = lazy(async () => ({ default: (await import('./explore/ExploreView.tsx')).ExploreView }));

function Navigation({ view }: { readonly view: ViewId }) {
  return (
    <nav className="tabs" aria-label="Views">
      {VIEWS.map((name) => (
        <a key={name} href={addressOf(name)} aria-current={name === view ? 'page' : undefined}>
          {TEXTS.views[name]}
        </a>
      ))}
    </nav>
  );
}

/** The page: bars, the view that the address names, dialogs. */
export function App() {
  const view = useView();
  return (
    <>
      <header className="bar">
        <Navigation view={view} />
      </header>
      <Suspense fallback={<p role="status">{TEXTS.loading}</p>}>
        {view === 'explore' ? <ExploreView /> : <main id="main" />}
      </Suspense>
    </>
  );
}
