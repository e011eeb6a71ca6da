import { lazy, Suspense } from 'react';
import { useTablesOpen } from './open.ts';
import type { TablesProps } from './Tables.tsx';

const Tables = lazy(async () => ({ default: (await import('./Tables.tsx')).Tables }));

/** The tables of what maps show, while they are open; loaded when they are first asked for. */
export function TablesDock(props: TablesProps) {
  const isOpen = useTablesOpen();
  return <Suspense>{isOpen && <Tables {...props} />}</Suspense>;
}
