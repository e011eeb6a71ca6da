import { GUEST_FIELDS } from '../../model/fields.ts';
import { gib, percent, rate } from '../map/units-text.ts';
import { COLUMNS, GUEST_STATES, SOURCES, SPREADS, TABLES, workloadText } from '../texts/tables.ts';
import type { Cell, Column } from './columns.ts';
import { nodesText, type GuestFigures, type GuestRow } from './guest-rows.ts';

const WORDS = COLUMNS.guest;
const NONE: Omit<Cell, 'source'> = { value: null, text: TABLES.unknown };

type Id = keyof typeof WORDS;

function column(
  id: Id,
  width: number,
  source: string,
  cell: (row: GuestRow) => Cell,
  isFigure = true,
): Column<GuestRow> {
  const [title, help] = WORDS[id];
  return { id, title, help, source, isFigure, width, cell };
}

/** A figure of the instant: none of a guest that is not there. */
function computed(
  id: Id,
  width: number,
  pick: (figures: GuestFigures) => number,
  text: (value: number) => string,
): Column<GuestRow> {
  return column(id, width, SOURCES.computed, ({ figures }) => {
    if (!figures) return { ...NONE, source: SOURCES.computed };
    const value = pick(figures);
    return { value, text: text(value), source: SOURCES.computed };
  });
}

/** A setting: as the file has it, or the default of the field table. */
function setting(
  source: string,
  given: number | undefined,
  fallback: number,
  text: (value: number) => string = String,
): Cell {
  const value = given ?? fallback;
  const isAssumed = given === undefined;
  return { value, text: text(value), source: isAssumed ? SOURCES.fallback : source, isAssumed };
}

function points(share: number): string {
  const value = Math.round(share * 1000) / 10;
  if (value === 0) return '0.0';
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;
}

function whole(share: number): string {
  return String(Math.round(share * 100));
}

/** As `setting`, in words. */
function answer(source: string, given: boolean | undefined, fallback: boolean): Cell {
  const text = (given ?? fallback) ? TABLES.yes : TABLES.no;
  const isAssumed = given === undefined;
  return { value: text, text, source: isAssumed ? SOURCES.fallback : source, isAssumed };
}

const ahead = column('against', 84, SOURCES.computed, ({ figures, otherSpeed }) => {
  if (!figures || otherSpeed === undefined) return { ...NONE, source: SOURCES.computed };
  const value = figures.speed - otherSpeed;
  return { value: value * 100, text: points(value), source: SOURCES.computed, isBad: value < -0.0005 };
});

const { weight, capPercent, vnumaAware } = GUEST_FIELDS;

const workload = column(
  'workload',
  224,
  SOURCES.mixed,
  ({ workload: { tasks, duty, memoryStall, bandwidthPerCoreGBs }, guest, source }) => {
    const text = workloadText(tasks, percent(duty), percent(memoryStall), rate(bandwidthPerCoreGBs));
    const isAssumed = guest.workload === undefined;
    return { value: text, text, source: isAssumed ? SOURCES.fallback : source, isAssumed };
  },
  false,
);

function text(value: string, source: string): Cell {
  return { value, text: value, source };
}

/** The columns of the guests' table; with another run beside this one also how far a guest is ahead there. */
export function guestColumns(hasOther: boolean): readonly Column<GuestRow>[] {
  return [
    column('name', 132, SOURCES.file, ({ guest, source }) => text(guest.name, source), false),
    column(
      'group',
      76,
      SOURCES.file,
      ({ guest, source }) => (guest.group === undefined ? { ...NONE, source } : text(guest.group, source)),
      false,
    ),
    column(
      'state',
      88,
      SOURCES.computed,
      ({ state, reason }) => ({
        ...text(GUEST_STATES[state], reason ?? SOURCES.computed),
        isBad: state === 'refused' || state === 'unplaced',
      }),
      false,
    ),
    column('vcpus', 60, SOURCES.file, ({ guest: { vcpus }, source }) => ({ value: vcpus, text: `${vcpus}`, source })),
    column('memory', 60, SOURCES.file, ({ guest, source }) => ({
      value: guest.memoryMiB / 1024,
      text: gib(guest.memoryMiB),
      source,
    })),
    column(
      'nodes',
      92,
      SOURCES.placed,
      (row) => ({
        value: row.homes.length > 0 ? nodesText(row) : null,
        text: nodesText(row),
        source: `${SOURCES.placed}: ${SPREADS[row.spread]}`,
      }),
      false,
    ),
    computed(
      'speed',
      72,
      ({ speed }) => speed * 100,
      (value) => whole(value / 100),
    ),
    ...(hasOther ? [ahead] : []),
    computed(
      'far',
      60,
      ({ far }) => far * 100,
      (value) => whole(value / 100),
    ),
    computed(
      'wants',
      64,
      ({ wants }) => wants,
      (value) => value.toFixed(2),
    ),
    computed('traffic', 64, ({ traffic }) => traffic, rate),
    column('weight', 88, SOURCES.mixed, ({ guest, source }) => setting(source, guest.weight, weight.default)),
    column('cap', 88, SOURCES.mixed, ({ guest, source }) =>
      setting(source, guest.capPercent, capPercent.default, (value) => (value === 0 ? TABLES.noCap : String(value))),
    ),
    column(
      'aware',
      92,
      SOURCES.mixed,
      ({ guest, source }) => answer(source, guest.vnumaAware, vnumaAware.default),
      false,
    ),
    workload,
  ];
}
