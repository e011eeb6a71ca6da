import { useLayoutEffect } from 'react';
import type { GuestPaint } from '../map/colours.ts';
import { gib } from '../map/units-text.ts';
import { Ghost } from './Ghost.tsx';
import type { Holding } from './node-states.ts';
import { heldParts } from './placed.ts';
import type { Lines } from './use-lines.ts';
import { plural } from './wording.ts';
import './hand-layer.css';

interface HandLayerProps {
  readonly holding: Holding;
  readonly paints: readonly GuestPaint[];
  readonly lines: Lines;
  readonly byKeys: boolean;
}

const GREY: GuestPaint = { base: 'grey', thin: 'grey', shades: [], gone: 'grey', reserved: 'grey' };

/** Over everything while a guest is in hand: the ghost, the way from home, the leader to the card. */
export function HandLayer({ holding, paints, lines, byKeys }: HandLayerProps) {
  const { placed, held, name } = holding;
  const paint = paints[held.guest] ?? GREY;
  const parts = heldParts(placed, held);
  const vcpus = parts.reduce((sum, part) => sum + part.vcpus, 0);
  const memory = parts.reduce((sum, part) => sum + part.sizeMiB, 0);
  const { place, setDrawing, setGhost } = lines;
  useLayoutEffect(place, [place]);
  return (
    <div className="hand-layer" data-keys={byKeys || undefined}>
      <svg ref={setDrawing} aria-hidden="true">
        <path className="hop hop-halo" />
        <path className="hop hop-line" style={{ stroke: paint.thin }} />
        <path className="leader" />
        <circle className="leader-knot" r="0" />
      </svg>
      <Ghost name={name} detail={`${plural(vcpus, 'vCPU')}, ${gib(memory)} GiB`} paint={paint} setBox={setGhost} />
    </div>
  );
}
