import { GUEST_FIELDS } from '../../model/fields.ts';
import { sentenceText } from '../format.ts';
import { gib, percent, rate } from '../map/units-text.ts';
import { COLUMNS, GUEST_STATES, SOURCES, SPREADS, TABLES, workloadText } from '../texts/tables.ts';
import type { Cell, Column } from './columns.ts';
import { nodesFound, nodesText, type GuestFigures, type GuestRow } from './guest-rows.ts';

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

function text(value: string, source: string): Cell {
  return { value, text: value, source };
}

/** Words stand at the start of the line. */
function words(id: Id, width: number, source: string, cell: (row: GuestRow) => Cell): Column<GuestRow> {
  return column(id, width, source, cell, false);
}

const name = words('name', 132, SOURCES.file, ({ guest, source }) => text(guest.name, source));

const group = words('group', 76, SOURCES.file, ({ guest, source }) =>
  guest.group === undefined ? { ...NONE, source } : text(guest.group, source),
);

const state = words('state', 88, SOURCES.computed, (row) => ({
  ...text(GUEST_STATES[row.state], row.reason === undefined ? SOURCES.computed : sentenceText(row.reason)),
  isBad: row.state === 'refused' || row.state === 'unplaced',
}));

const vcpus = column('vcpus', 60, SOURCES.file, ({ guest, source }) => ({
  value: guest.vcpus,
  text: `${guest.vcpus}`,
  source,
}));

const memory = column('memory', 60, SOURCES.file, ({ guest, source }) => ({
  value: guest.memoryMiB / 1024,
  text: gib(guest.memoryMiB),
  source,
}));

const nodes: Column<GuestRow> = {
  ...words('nodes', 92, SOURCES.placed, (row) => ({
    value: row.homes.length > 0 ? nodesText(row) : null,
    text: nodesText(row),
    source: `${SOURCES.placed}: ${SPREADS[row.spread]}`,
  })),
  find: nodesFound,
};

const speed = computed(
  'speed',
  72,
  (figures) => figures.speed * 100,
  (value) => whole(value / 100),
);

const ahead = column('against', 84, SOURCES.computed, ({ figures, otherSpeed }) => {
  if (!figures || otherSpeed === undefined) return { ...NONE, source: SOURCES.computed };
  const value = figures.speed - otherSpeed;
  return { value: value * 100, text: points(value), source: SOURCES.computed, isBad: value < -0.0005 };
});

const far = computed(
  'far',
  60,
  (figures) => figures.far * 100,
  (value) => whole(value / 100),
);

const wants = computed(
  'wants',
  64,
  (figures) => figures.wants,
  (value) => value.toFixed(2),
);

const traffic = computed('traffic', 64, (figures) => figures.traffic, rate);

const weight = column('weight', 88, SOURCES.mixed, ({ guest, source }) =>
  setting(source, guest.weight, GUEST_FIELDS.weight.default),
);

const cap = column('cap', 88, SOURCES.mixed, ({ guest, source }) =>
  setting(source, guest.capPercent, GUEST_FIELDS.capPercent.default, (value) =>
    value === 0 ? TABLES.noCap : String(value),
  ),
);

const aware = words('aware', 92, SOURCES.mixed, ({ guest, source }) =>
  answer(source, guest.vnumaAware, GUEST_FIELDS.vnumaAware.default),
);

const workload = words('workload', 224, SOURCES.mixed, ({ workload: work, guest, source }) => {
  const { tasks, duty, memoryStall, bandwidthPerCoreGBs } = work;
  const value = workloadText(tasks, percent(duty), percent(memoryStall), rate(bandwidthPerCoreGBs));
  const isAssumed = guest.workload === undefined;
  return { ...text(value, isAssumed ? SOURCES.fallback : source), isAssumed };
});

const SETTINGS = [weight, cap, aware, workload];
const ALONE = [name, group, state, vcpus, memory, nodes, speed, far, wants, traffic, ...SETTINGS];
const BESIDE_ANOTHER = ALONE.flatMap((one) => (one === speed ? [speed, ahead] : [one]));

/** The columns of the guests' table; with another run beside this one also how far a guest is ahead there. */
export function guestColumns(hasOther: boolean): readonly Column<GuestRow>[] {
  return hasOther ? BESIDE_ANOTHER : ALONE;
}

/** Those that there is room for beside the map, and their widths there, px. */
const NARROW: Readonly<Partial<Record<string, number>>> = {
  name: 80,
  nodes: 48,
  vcpus: 44,
  memory: 36,
  speed: 58,
  far: 60,
};

/** The columns of a table beside the map; the names take what is left over. */
export function narrowColumns(columns: readonly Column<GuestRow>[]): readonly Column<GuestRow>[] {
  return columns.flatMap((one) => {
    const width = NARROW[one.id];
    return width === undefined ? [] : [{ ...one, width, grows: one.id === 'name' }];
  });
}
