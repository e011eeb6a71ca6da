import type { ReactNode } from 'react';
import { LensKey } from '../map/legend.tsx';
import { PLACEMENT_LENSES, type LensId } from '../map/lens.ts';
import { LensPicker } from '../map/LensPicker.tsx';
import { CHANGE, FOOT } from '../texts/explore.ts';

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

function AtRest({ lens, onLens, about }: Pick<FootBarProps, 'lens' | 'onLens' | 'about'>) {
  return (
    <>
      <LensPicker lenses={PLACEMENT_LENSES} lens={lens} onLens={onLens} />
      {lens === 'change' ? (
        <ChangeKey about={about} />
      ) : (
        <span className="foot-hint">
          {FOOT.hint} <kbd>Shift</kbd> {FOOT.shift}
        </span>
      )}
    </>
  );
}

/** Which keys do what while a guest is in hand; what was last said otherwise. */
export function FootBar({ name, inNode, said, setControls, lens, onLens, about }: FootBarProps) {
  return (
    <footer className="explore-foot">
      <div ref={setControls} />
      {name === undefined ? <AtRest {...{ lens, onLens, about }} /> : <InHandKeys name={name} inNode={inNode} />}
      {name !== undefined && lens === 'change' && <ChangeKey about={about} />}
      <p role="status" className="explore-said">
        {said}
      </p>
      {name !== undefined && <span className="foot-note">{FOOT.note}</span>}
    </footer>
  );
}
