import type { Guest } from '../../model/scenario.ts';
import { dealHues, guestPaints, type Theme } from './colours.ts';
import { heatSteps } from './heat.ts';
import type { Ink } from './ink.ts';
import type { Layout } from './layout.ts';

export interface InkInput {
  readonly theme: Theme;
  readonly layout: Layout;
  readonly guests: readonly Guest[];
  readonly hovered?: number | null | undefined;
  readonly selected?: number | null | undefined;
}

/** The drawing colours for these guests; hover has the focus before selection. */
export function inkOf(input: InkInput): Ink {
  const { theme, layout, guests } = input;
  const focus = input.hovered ?? input.selected ?? null;
  return {
    theme,
    layout,
    guests,
    paints: guestPaints(dealHues(guests), theme, focus),
    heat: guests.map(heatSteps),
    focus,
    selected: input.selected ?? null,
  };
}
