import type { Guest } from '../../model/scenario.ts';
import { dealHues, guestPaints, type Theme } from './colours.ts';
import { heatSteps } from './heat.ts';
import type { Ink } from './ink.ts';
import type { Layout } from './layout.ts';
import { lensPaint, type LensId } from './lens.ts';
import type { Scene } from './scene.ts';

export interface InkInput {
  readonly theme: Theme;
  readonly layout: Layout;
  readonly guests: readonly Guest[];
  readonly hovered?: number | null | undefined;
  readonly selected?: number | null | undefined;
  /** What the colours say, and of which scene; without it they name guests. */
  readonly lens?: { readonly id: LensId; readonly scene: Scene };
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
    lens: input.lens && lensPaint(input.lens.id, input.lens.scene, theme),
  };
}
