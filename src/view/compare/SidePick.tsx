import { Badge } from '../shell/Badge.tsx';
import './hand.css';
import type { Side } from './metrics.ts';

const SIDES: readonly Side[] = ['a', 'b'];

interface PickProps {
  readonly legend: string;
  readonly name: string;
  readonly value: Side;
  readonly titleOf: (side: Side) => string;
  readonly onChange: (side: Side) => void;
}

/** One of the two sides. */
export function SidePick({ legend, name, value, titleOf, onChange }: PickProps) {
  return (
    <fieldset className="side-pick">
      <legend>{legend}</legend>
      {SIDES.map((side) => (
        <label key={side}>
          <input type="radio" name={name} checked={value === side} onChange={() => onChange(side)} />
          <Badge side={side} /> <span>{titleOf(side)}</span>
        </label>
      ))}
    </fieldset>
  );
}
