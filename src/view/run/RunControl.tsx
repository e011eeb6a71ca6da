import { useScenario } from '../../store/document.ts';
import { cancelRuns, useComparison } from '../../store/runs.ts';
import { percentText } from '../format.ts';
import { Icon } from '../shell/Icon.tsx';
import type { Opening } from '../shell/opening.ts';
import { RUN } from '../texts/run.ts';

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

/** The Run button; while runs are under way, how far they are and the way to end them. */
export function RunControl({ open }: { readonly open: Opening }) {
  const scenario = useScenario();
  const { status, progress } = useComparison();
  if (!scenario) return null;
  return (
    <>
      {status === 'running' && <Running progress={progress} />}
      <button type="button" className="button primary" aria-haspopup="dialog" onClick={() => open('run')}>
        <Icon name="play" />
        {RUN.button}
      </button>
    </>
  );
}
