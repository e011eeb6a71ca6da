import { lazy, Suspense, useEffect, useState } from 'react';

const PrintSheet = lazy(async () => ({ default: (await import('./PrintSheet.tsx')).PrintSheet }));

/** Long after the first view is there, and before anybody has found the printer. */
const IDLE_MS = 2000;

/** Waits for the printer; what it prints is loaded when the page has come to rest. */
export function Printing() {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setReady, IDLE_MS, true);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense>{isReady && <PrintSheet />}</Suspense>;
}
