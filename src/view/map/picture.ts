import type { Guest } from '../../model/scenario.ts';
import { dealHues, guestPaints, type Theme } from './colours.ts';
import { heatSteps } from './heat.ts';
import type { Ink } from './ink.ts';
import type { Layout } from './layout.ts';
import { comparesRuns, lensPaint, type LensInput } from './lens.ts';

export interface InkInput {
  readonly theme: Theme;
  readonly layout: Layout;
  readonly guests: readonly Guest[];
  readonly hovered?: number | null | undefined;
  readonly selected?: number | null | undefined;
  readonly picked?: readonly number[] | undefined;
  readonly patterns?: boolean;
  /** What the colours say, and of which scene; without it they name guests. */
  readonly lens?: Omit<LensInput, 'theme'>;
}

function sameLens(a: InkInput['lens'], b: InkInput['lens']): boolean {
  return a?.lens === b?.lens && a?.scene.frame === b?.scene.frame && a?.difference === b?.difference;
}

function sameInput(a: InkInput, b: InkInput): boolean {
  const same = a.theme === b.theme && a.layout === b.layout && a.guests === b.guests;
  const focus = a.hovered === b.hovered && a.selected === b.selected && a.picked === b.picked;
  return same && focus && a.patterns === b.patterns && sameLens(a.lens, b.lens);
}

/** Keeps the colours used last for as long as the same are asked for. */
export class InkWell {
  #last: { readonly input: InkInput; readonly ink: Ink } | undefined;

  inkOf(input: InkInput): Ink {
    if (this.#last && sameInput(this.#last.input, input)) return this.#last.ink;
    const ink = inkOf(input);
    this.#last = { input, ink };
    return ink;
  }
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
    picked: new Set(input.picked),
    patterns: input.patterns === true,
    leads: input.lens && comparesRuns(input.lens.lens) ? (input.lens.difference?.leads ?? []) : undefined,
    linkLeads: input.lens?.difference?.links,
    lens: input.lens && lensPaint({ ...input.lens, theme }),
  };
}
