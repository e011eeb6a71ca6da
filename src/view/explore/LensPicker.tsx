import { LENSES, type LensId } from '../map/lens.ts';

interface LensPickerProps {
  readonly lens: LensId;
  readonly onLens: (lens: LensId) => void;
}

/** What the colours of the map say. */
export function LensPicker({ lens, onLens }: LensPickerProps) {
  return (
    <fieldset className="lens-picker">
      <legend>Lens</legend>
      {LENSES.map(({ id, title }) => (
        <label key={id}>
          <input type="radio" name="lens" checked={id === lens} onChange={() => onLens(id)} />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
