import { lazy, Suspense } from 'react';
import { useScenario } from '../../store/document.ts';
import { useStrategies } from '../../store/strategies.ts';
import type { DialogName, Opening } from './opening.ts';

const ExportDialog = lazy(async () => ({ default: (await import('../export/ExportDialog.tsx')).ExportDialog }));
const HostEditor = lazy(async () => ({ default: (await import('../host-editor/HostEditor.tsx')).HostEditor }));
const ShareDialog = lazy(async () => ({ default: (await import('../share/ShareDialog.tsx')).ShareDialog }));
const RunPanel = lazy(async () => ({ default: (await import('../run/RunPanel.tsx')).RunPanel }));
const Palette = lazy(async () => ({ default: (await import('../palette/Palette.tsx')).Palette }));

interface DialogsProps {
  readonly name: DialogName | undefined;
  readonly open: Opening;
}

function RunDialog({ onClose }: { readonly onClose: () => void }) {
  const scenario = useScenario();
  const { data: infos } = useStrategies();
  return scenario && infos ? <RunPanel infos={infos} scenario={scenario} onClose={onClose} /> : null;
}

/** The dialog that is open, loaded when it is first asked for. Import has a place of its own: it also opens by a drop. */
export function Dialogs({ name, open }: DialogsProps) {
  const close = (): void => open(undefined);
  return (
    <Suspense>
      {name === 'export' && <ExportDialog onClose={close} />}
      {name === 'share' && <ShareDialog onClose={close} />}
      {name === 'run' && <RunDialog onClose={close} />}
      {name === 'host' && <HostEditor onClose={close} />}
      {name === 'palette' && <Palette open={open} />}
    </Suspense>
  );
}
