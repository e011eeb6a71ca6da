import type { GuestPaint } from '../map/colours.ts';
import { gib } from '../map/units-text.ts';
import { SELECTION } from '../texts/explore.ts';
import { heldParts, type Placed } from './placed.ts';
import type { Picks } from './use-picks.ts';

interface SelectionProps {
  readonly placed: Placed;
  readonly picks: Picks;
  readonly paints: readonly GuestPaint[];
  /** Opens the menu that moves them, at its button. */
  readonly onMove: (anchor: HTMLElement) => void;
}

/** "nodes 0, 2": where the parts are at home. */
function homesText(placed: Placed, nodes: Iterable<number>): string {
  const ids = [...new Set(nodes)].map((node) => placed.host.nodes[node]!.id).toSorted((a, b) => a - b);
  return `${ids.length === 1 ? 'node' : 'nodes'} ${ids.join(', ')}`;
}

/** Who is selected, each with a way out. */
function Members({ placed, picks, paints }: Pick<SelectionProps, 'placed' | 'picks' | 'paints'>) {
  return (
    <ul>
      {picks.guests.map((guest) => {
        const { name } = placed.guests[guest]!;
        return (
          <li key={name}>
            <i className="swatch" style={{ background: paints[guest]?.base }} />
            <span>{name}</span>
            <button type="button" aria-label={SELECTION.remove(name)} onClick={() => picks.toggle(guest)}>
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The guests that are selected together: how much they are in sum, who they are, and what can be done with them. */
export function SelectionPanel({ placed, picks, paints, onMove }: SelectionProps) {
  const [guest, ...also] = picks.guests;
  if (guest === undefined) return null;
  const parts = heldParts(placed, { guest, part: null, from: 0, also });
  const guests = picks.guests.map((one) => placed.guests[one]!);
  const vcpus = guests.reduce((sum, one) => sum + one.vcpus, 0);
  const memoryMiB = guests.reduce((sum, one) => sum + one.memoryMiB, 0);
  const nodes = homesText(
    placed,
    parts.map((part) => part.home),
  );
  return (
    <section className="selection" aria-label={SELECTION.region}>
      <header>
        <h2>{SELECTION.selected(guests.length)}</h2>
        <button type="button" className="button selection-clear" aria-keyshortcuts="Escape" onClick={picks.clear}>
          {SELECTION.clear}
        </button>
      </header>
      <p>{SELECTION.sum(vcpus, gib(memoryMiB), nodes)}</p>
      <Members {...{ placed, picks, paints }} />
      <footer>
        <button
          type="button"
          className="button selection-move"
          aria-haspopup="menu"
          onClick={(event) => onMove(event.currentTarget)}
        >
          {SELECTION.move}
        </button>
        <span className="quiet">{SELECTION.hint}</span>
      </footer>
    </section>
  );
}
