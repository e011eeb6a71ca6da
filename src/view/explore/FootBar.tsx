import type { ReactNode } from 'react';
import { LensKey } from '../map/legend.tsx';
import { PLACEMENT_LENSES, type LensId } from '../map/lens.ts';
import { LensPicker } from '../map/LensPicker.tsx';
import { CHANGE, FOOT, SELECTION } from '../texts/explore.ts';
import './foot.css';

interface FootBarProps {
  /** What is in hand. */
  readonly name?: string;
  /** CPUs are being chosen, not nodes; undefined = they cannot be. */
  readonly inNode: boolean | undefined;
  /** What the live region says. */
  readonly said: string;
  /** Takes the element that the map's buttons go to. */
  readonly setControls: (element: HTMLElement | null) => void;
  readonly lens: LensId;
  readonly onLens: (lens: LensId) => void;
  /** How many guests are selected together. */
  readonly picked: number;
  readonly onClear: () => void;
  /** What the lens of differences is about. */
  readonly about: 'ahead' | 'since' | 'nothing';
}

function Keys({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <span className="keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}{' '}
      {children}
    </span>
  );
}

/** What the colours say while the lens of differences is on. */
function ChangeKey({ about }: Pick<FootBarProps, 'about'>) {
  if (about === 'nothing') return <span className="lens-key">{CHANGE.idle}</span>;
  return (
    <span className="lens-key">
      <LensKey lens="change" /> {about === 'ahead' ? CHANGE.if : CHANGE.since}
    </span>
  );
}

function InHandKeys({ name, inNode }: Pick<FootBarProps, 'name' | 'inNode'>) {
  return (
    <>
      <b>{FOOT.moving(name ?? '')}</b>
      <Keys keys={['←', '↑', '↓', '→']}>{inNode ? FOOT.chooseCpus : FOOT.chooseNode}</Keys>
      {inNode !== undefined && <Keys keys={['C']}>{FOOT.down}</Keys>}
      <Keys keys={['1', '2', '3']}>{FOOT.mechanism}</Keys>
      <Keys keys={['Enter']}>{FOOT.place}</Keys>
      <Keys keys={['Esc']}>{FOOT.back}</Keys>
    </>
  );
}

type RestProps = Pick<FootBarProps, 'lens' | 'onLens' | 'about' | 'picked' | 'onClear'>;

/** What can be done next. */
function Hint({ lens, about, picked, onClear }: RestProps) {
  if (picked > 0)
    return (
      <span className="foot-picks">
        <b>{SELECTION.selected(picked)}</b>
        <button type="button" className="button" aria-keyshortcuts="Escape" onClick={onClear}>
          {SELECTION.clear}
        </button>
      </span>
    );
  if (lens === 'change') return <ChangeKey about={about} />;
  return (
    <span className="foot-hint">
      {FOOT.hint} <kbd>Shift</kbd> {FOOT.shift}
    </span>
  );
}

function AtRest(props: RestProps) {
  return (
    <>
      <LensPicker lenses={PLACEMENT_LENSES} lens={props.lens} onLens={props.onLens} />
      <Hint {...props} />
    </>
  );
}

/** Which keys do what while a guest is in hand; what was last said otherwise. */
export function FootBar(props: FootBarProps) {
  const { name, inNode, said, setControls, lens, about } = props;
  return (
    <footer className="explore-foot">
      <div ref={setControls} />
      {name === undefined ? <AtRest {...props} /> : <InHandKeys name={name} inNode={inNode} />}
      {name !== undefined && lens === 'change' && <ChangeKey about={about} />}
      <p role="status" className="explore-said">
        {said}
      </p>
      {name !== undefined && <span className="foot-note">{FOOT.note}</span>}
    </footer>
  );
}
