import type { Lens, LensId } from './lens.ts';
import { setPatterns, usePatterns } from './pattern-mode.ts';
import './lens-picker.css';

interface LensPickerProps {
  /** Those to choose from. */
  readonly lenses: readonly Lens[];
  readonly lens: LensId;
  readonly onLens: (lens: LensId) => void;
}

/** What the colours of the map say, and whether textures say whose memory it is. */
export function LensPicker({ lenses, lens, onLens }: LensPickerProps) {
  const patterns = usePatterns();
  return (
    <div className="lens-bar">
      <fieldset className="lens-picker">
        <legend>Lens</legend>
        {lenses.map(({ id, title }) => (
          <label key={id}>
            <input type="radio" name="lens" checked={id === lens} onChange={() => onLens(id)} />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
      <label className="lens-patterns">
        <input type="checkbox" checked={patterns} onChange={(event) => setPatterns(event.currentTarget.checked)} />
        Patterns
      </label>
    </div>
  );
}
