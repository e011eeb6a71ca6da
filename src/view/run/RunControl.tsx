import { lazy, Suspense, useState } from 'react';
import { useScenario } from '../../store/document.ts';
import { cancelRuns, useComparison } from '../../store/runs.ts';
import { useStrategies } from '../../store/strategies.ts';
import { percentText } from '../format.ts';
import { Icon } from '../shell/Icon.tsx';
import { RUN } from '../texts/run.ts';

const RunPanel = lazy(async () => ({ default: (await import('./RunPanel.tsx')).RunPanel }));

function Running({ progress }: { readonly progress: number }) {
  return (
    <span className="running late">
      <progress aria-label={RUN.running} max="1" value={progress} />
      <span className="quiet">{percentText(progress)}</span>
      <button type="button" className="button" onClick={cancelRuns}>
        {RUN.cancel}
      </button>
    </span>
  );
}

/** The Run button with its panel; while runs are under way, how far they are and the way to end them. */
export function RunControl() {
  const scenario = useScenario();
  const { status, progress } = useComparison();
  const { data: infos } = useStrategies();
  const [open, setOpen] = useState(false);
  if (!scenario) return null;
  return (
    <>
      {status === 'running' && <Running progress={progress} />}
      <button type="button" className="button primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="play" />
        {RUN.button}
      </button>
      {open && infos && (
        <Suspense>
          <RunPanel infos={infos} scenario={scenario} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
