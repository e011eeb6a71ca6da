import { lazy, Suspense, useCallback, useState } from 'react';
import { goTo } from '../routes.ts';
import { IMPORT } from '../texts/import.ts';
import { useDrop } from './use-drop.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));

interface ImporterProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** The Import dialog, opened by its button or by a file that is dropped anywhere. */
export function Importer({ open, setOpen }: ImporterProps) {
  const [dropped, setDropped] = useState<{ readonly file: File; readonly count: number }>();
  const onFile = useCallback(
    (file: File) => {
      setDropped((old) => ({ file, count: (old?.count ?? 0) + 1 }));
      setOpen(true);
    },
    [setOpen],
  );
  const over = useDrop(onFile);
  const close = (): void => {
    setOpen(false);
    setDropped(undefined);
  };
  return (
    <>
      {over && (
        <div className="drop-veil" aria-hidden="true">
          <p>
            <strong>{IMPORT.drop}</strong>
            <span>{IMPORT.dropHint}</span>
          </p>
        </div>
      )}
      {open && (
        <Suspense>
          <ImportDialog
            key={dropped?.count ?? 0}
            file={dropped?.file}
            onClose={close}
            onApplied={() => {
              close();
              goTo('explore');
            }}
          />
        </Suspense>
      )}
    </>
  );
}
