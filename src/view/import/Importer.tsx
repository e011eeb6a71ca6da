import { lazy, Suspense, useCallback, useState } from 'react';
import { goTo } from '../routes.ts';
import { IMPORT } from '../texts/import.ts';
import { useDrop } from './use-drop.ts';
import { usePaste } from './use-paste.ts';
import './drop.css';

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));

interface ImporterProps {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** The Import dialog, opened by its button, by a file that is dropped or a text that is pasted anywhere. */
export function Importer({ isOpen, onOpen, onClose }: ImporterProps) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const onDrop = useCallback(
    (dropped: readonly File[]) => {
      setFiles((old) => [...old, ...dropped]);
      onOpen();
    },
    [onOpen],
  );
  const over = useDrop(onDrop);
  usePaste(useCallback((text) => onDrop([new File([text], IMPORT.pastedAs(1))]), [onDrop]));
  const close = (): void => {
    onClose();
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
      {isOpen && (
        <Suspense>
          <ImportDialog files={files} onFiles={setFiles} onClose={close} onApplied={finish} />
        </Suspense>
      )}
    </>
  );
}
