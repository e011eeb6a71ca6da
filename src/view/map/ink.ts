import type { Guest } from '../../model/scenario.ts';
import type { GuestPaint, Theme } from './colours.ts';
import type { Layout } from './layout.ts';
import type { Difference } from './types.ts';

/** What drawing needs beside the scene: colours, names and heat by guest, and who is in focus. */
export interface Ink {
  readonly theme: Theme;
  readonly paints: readonly GuestPaint[];
  readonly layout: Layout;
  readonly guests: readonly Guest[];
  /** Heat step of each extent, by guest. */
  readonly heat: readonly (readonly number[])[];
  readonly focus: number | null;
  readonly selected: number | null;
  /** Guests that are selected together. */
  readonly picked: ReadonlySet<number>;
  /** A texture over every guest's memory. */
  readonly patterns: boolean;
  /** By guest, where the lens shows what two runs differ in. */
  readonly leads: Difference['leads'] | undefined;
  /** By link, where the lens shows what became of its use. */
  readonly linkLeads: Difference['links'] | undefined;
  /** Paint of a guest's memory and vCPUs on a node, where a lens other than the owner's is on. */
  readonly lens: ((guest: number, node: number) => GuestPaint) | undefined;
}

const GREY: GuestPaint = {
  base: '#808080',
  thin: '#808080',
  shades: ['#808080', '#808080', '#808080', '#808080'],
  gone: '#808080',
  reserved: '#808080',
};

/** Paint of a guest, by the lens where a node is given; grey for one that the list does not know. */
export function paintOf(ink: Ink, guest: number, node = -1): GuestPaint {
  const lensed = node >= 0 && (ink.focus === null || ink.focus === guest) ? ink.lens?.(guest, node) : undefined;
  return lensed ?? ink.paints[guest] ?? GREY;
}

/** Text colour of a guest's name: others recede while one is in focus. */
export function nameColour(ink: Ink, guest: number): string {
  return ink.focus === null || ink.focus === guest ? ink.theme.ink : ink.theme.ink3;
}
