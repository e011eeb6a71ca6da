import { useScenario } from '../../store/document.ts';
import { EXPORT, SHARE } from '../texts/take-away.ts';
import { Icon } from './Icon.tsx';
import type { Opening } from './opening.ts';

/** Export and Share. */
export function TakeAway({ open }: { readonly open: Opening }) {
  const isEmpty = useScenario() === undefined;
  return (
    <>
      <button type="button" className="button bare" disabled={isEmpty} onClick={() => open('export')}>
        <Icon name="export" />
        <span className="button-text">{EXPORT.button}</span>
      </button>
      <button type="button" className="button bare" disabled={isEmpty} onClick={() => open('share')}>
        <Icon name="share" />
        <span className="button-text">{SHARE.button}</span>
      </button>
    </>
  );
}
