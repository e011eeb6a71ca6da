import { lazy, Suspense, useState } from 'react';
import { useScenario } from '../../store/document.ts';
import { EXPORT, SHARE } from '../texts/take-away.ts';
import { Icon } from './Icon.tsx';

const ExportDialog = lazy(async () => ({ default: (await import('../export/ExportDialog.tsx')).ExportDialog }));
const ShareDialog = lazy(async () => ({ default: (await import('../share/ShareDialog.tsx')).ShareDialog }));

/** Export and Share, with their dialogs. */
export function TakeAway() {
  const [open, setOpen] = useState<'export' | 'share'>();
  const isEmpty = useScenario() === undefined;
  const close = (): void => setOpen(undefined);
  return (
    <>
      <button type="button" className="button bare" disabled={isEmpty} onClick={() => setOpen('export')}>
        <Icon name="export" />
        <span className="button-text">{EXPORT.button}</span>
      </button>
      <button type="button" className="button bare" disabled={isEmpty} onClick={() => setOpen('share')}>
        <Icon name="share" />
        <span className="button-text">{SHARE.button}</span>
      </button>
      <Suspense>
        {open === 'export' && <ExportDialog onClose={close} />}
        {open === 'share' && <ShareDialog onClose={close} />}
      </Suspense>
    </>
  );
}
