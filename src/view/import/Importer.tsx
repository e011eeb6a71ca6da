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
  const [files, setFiles] = useState<readonly File[]>([]);
  const onDrop = useCallback(
    (dropped: readonly File[]) => {
      setFiles((old) => [...old, ...dropped]);
      setOpen(true);
    },
    [setOpen],
  );
  const over = useDrop(onDrop);
  const close = (): void => {
    setOpen(false);
    setFiles([]);
  };
  const finish = (): void => {
    close();
    goTo('explore');
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
          <ImportDialog files={files} onFiles={setFiles} onClose={close} onApplied={finish} />
        </Suspense>
      )}
    </>
  );
}
