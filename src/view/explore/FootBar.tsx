import { OWN_LENSES, type LensId } from '../map/lens.ts';
import { LensPicker } from '../map/LensPicker.tsx';

interface FootBarProps {
  /** What is in hand. */
  readonly name?: string;
  /** What the live region says. */
  readonly said: string;
  /** Takes the element that the map's buttons go to. */
  readonly setControls: (element: HTMLElement | null) => void;
  readonly lens: LensId;
  readonly onLens: (lens: LensId) => void;
}

/** Which keys do what while a guest is in hand; what was last said otherwise. */
export function FootBar({ name, said, setControls, lens, onLens }: FootBarProps) {
  return (
    <footer className="explore-foot">
      <div ref={setControls} />
      {name === undefined ? (
        <>
          <LensPicker lenses={OWN_LENSES} lens={lens} onLens={onLens} />
          <span className="foot-hint">
            Drag a guest to another node, or press <kbd>M</kbd> on it; <kbd>Shift</kbd> takes all parts of a split
            guest.
          </span>
        </>
      ) : (
        <>
          <b>Moving {name}</b>
          <span className="keys">
            <kbd>←</kbd>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
            <kbd>→</kbd> choose node
          </span>
          <span className="keys">
            <kbd>1</kbd>
            <kbd>2</kbd>
            <kbd>3</kbd> mechanism
          </span>
          <span className="keys">
            <kbd>Enter</kbd> place
          </span>
          <span className="keys">
            <kbd>Esc</kbd> put back
          </span>
        </>
      )}
      <p role="status" className="explore-said">
        {said}
      </p>
      {name !== undefined && (
        <span className="foot-note">Time stands still while you choose. Costs are computed for the next 60 s.</span>
      )}
    </footer>
  );
}
