import type { Guest } from '../../model/scenario.ts';
import type { Prepared } from '../../store/importing.ts';
import { memoryText, sentenceText } from '../format.ts';
import { IMPORT } from '../texts/import.ts';

/** More guests than this are summed up, not listed. */
const MOST_ROWS = 16;

function listText(nodes: readonly number[]): string {
  return [...new Set(nodes)].join(', ');
}

/** Where a guest would be: nodes of its vCPUs, and of its memory where that is elsewhere. */
function placeText(name: string, { scenario, shown }: Prepared): string {
  const parts = shown.guests.find((guest) => guest.name === name)?.placement?.parts ?? [];
  const isPinned = scenario.guests.some((guest) => guest.name === name && guest.placement);
  if (parts.length === 0) return IMPORT.none;
  const homes = listText(parts.map(({ node }) => node));
  const memory = listText(parts.flatMap((part) => part.memoryOn?.map(({ node }) => node) ?? [part.node]));
  const notes = [...(memory === homes ? [] : [IMPORT.memoryOn(memory)]), ...(isPinned ? [] : [IMPORT.firstFit])];
  return [homes, ...notes].join(' · ');
}

function GuestRows({ prepared, guests }: { readonly prepared: Prepared; readonly guests: readonly Guest[] }) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{IMPORT.guest}</th>
          <th scope="col">{IMPORT.vcpus}</th>
          <th scope="col">{IMPORT.memory}</th>
          <th scope="col">{IMPORT.nodes}</th>
        </tr>
      </thead>
      <tbody>
        {guests.slice(0, MOST_ROWS).map(({ name, vcpus, memoryMiB }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{vcpus}</td>
            <td>{memoryText(memoryMiB)}</td>
            <td>{placeText(name, prepared)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Guests that cannot be where the inputs say, and why. */
function Displaced({ prepared }: { readonly prepared: Prepared }) {
  const { displaced, misfits } = prepared;
  if (displaced.length === 0) return null;
  return (
    <ul className="unplaced-list">
      <li>{IMPORT.displaced(displaced.join(', '))}</li>
      {misfits.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

function Unplaced({ unplaced }: Pick<Prepared, 'unplaced'>) {
  if (unplaced.length === 0) return null;
  return (
    <ul className="unplaced-list" aria-label={IMPORT.unplaced}>
      {unplaced.map(({ name, reason }) => (
        <li key={name}>
          <b>{name}</b>: {sentenceText(reason)}
        </li>
      ))}
    </ul>
  );
}

/** The guests that came with the inputs, or what becomes of those on the table. */
export function GuestSummary({ prepared }: { readonly prepared: Prepared }) {
  const { guests, unplaced, placed } = prepared;
  return (
    <>
      {guests ? (
        <>
          <p>
            <strong>{IMPORT.guests(guests.length)}</strong>
          </p>
          <GuestRows prepared={prepared} guests={guests} />
          {guests.length > MOST_ROWS && <p className="quiet">{IMPORT.more(guests.length - MOST_ROWS)}</p>}
        </>
      ) : (
        <p>{placed + unplaced.length > 0 ? IMPORT.placed(placed) : IMPORT.noGuests}</p>
      )}
      <Displaced prepared={prepared} />
      <Unplaced unplaced={unplaced} />
    </>
  );
}
