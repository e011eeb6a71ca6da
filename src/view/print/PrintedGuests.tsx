import type { Scenario } from '../../model/scenario.ts';
import type { Picture } from '../export/registry.ts';
import type { Column } from '../guests/columns.ts';
import { guestColumns } from '../guests/guest-columns.ts';
import { guestRows, type GuestRow } from '../guests/guest-rows.ts';
import { texturePath } from '../map/patterns.ts';
import { PRINT } from '../texts/take-away.ts';

/** More guests than this are counted. */
const MOST_GUESTS = 120;
const COLUMN_IDS = ['name', 'group', 'state', 'vcpus', 'memory', 'nodes', 'speed', 'far', 'wants', 'workload'];

const COLUMNS = guestColumns(false).filter(({ id }) => COLUMN_IDS.includes(id));

/** The guest's texture as on the map, for who looks a name up. */
function Texture({ guest }: { readonly guest: number }) {
  return (
    <svg className="print-texture" width="22" height="11" aria-hidden="true">
      <path d={texturePath(guest, { x: 0.5, y: 0.5, w: 21, h: 10 })} />
      <rect x="0.5" y="0.5" width="21" height="10" />
    </svg>
  );
}

function figureClass({ isFigure }: Column<GuestRow>): string {
  return isFigure ? 'figure' : '';
}

function Head() {
  return (
    <thead>
      <tr>
        <th>
          <span className="visually-hidden">{PRINT.texture}</span>
        </th>
        {COLUMNS.map((column) => (
          <th key={column.id} className={figureClass(column)}>
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ row, guest }: { readonly row: GuestRow; readonly guest: number }) {
  return (
    <tr>
      <td>
        <Texture guest={guest} />
      </td>
      {COLUMNS.map((column) => (
        <td key={column.id} className={figureClass(column)}>
          {column.cell(row).text}
        </td>
      ))}
    </tr>
  );
}

interface PrintedGuestsProps {
  readonly picture: Picture;
  readonly scenario: Scenario;
  readonly caption: string;
}

/** The guests of a map with their figures, in the map's order: it tells the textures. */
export function PrintedGuests({ picture, scenario, caption }: PrintedGuestsProps) {
  const { host, guests, at } = picture;
  const given = new Set(scenario.guests.map(({ name }) => name));
  const isGiven = (name: string): boolean => given.has(name);
  const rows = guestRows({ host, guests, at, unplaced: [], isGiven, otherSpeeds: new Map() });
  const more = rows.length - MOST_GUESTS;
  return (
    <table className="print-table">
      <caption>{caption}</caption>
      <Head />
      <tbody>
        {rows.slice(0, MOST_GUESTS).map((row, guest) => (
          <Row key={row.key} row={row} guest={guest} />
        ))}
      </tbody>
      {more > 0 && (
        <tfoot>
          <tr>
            <td colSpan={COLUMNS.length + 1}>{PRINT.more(more)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
