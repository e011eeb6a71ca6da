import { unpinGuest } from '../../store/explore.ts';
import { PIN } from '../texts/explore.ts';
import { partsOf, type Placed } from './placed.ts';
import { pinnedParts } from './pins.ts';

interface PinProps {
  readonly placed: Placed;
  readonly guest: number;
}

/** Which CPUs a guest's parts are pinned to, with the way back; nothing where none is. */
export function PinPanel({ placed, guest }: PinProps) {
  const pinned = pinnedParts(placed, guest);
  if (pinned.length === 0) return null;
  const count = partsOf(placed, guest).length;
  const { name } = placed.guests[guest]!;
  return (
    <section className="pins" aria-label={PIN.region}>
      <h3>{PIN.title}</h3>
      <ul>
        {pinned.map(({ part, node, cpus }) => (
          <li key={part}>{PIN.part(part, count, placed.host.nodes[node]!.id, cpus)}</li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => unpinGuest(name)}>
        {PIN.unpin}
      </button>
    </section>
  );
}
