import type { Ink } from './ink.ts';
import { num, type Mark } from './marks.ts';

/** The sign of a pinned vCPU: a needle with a head, its point 8 px under its top. */
export function pinMarks(x: number, y: number, colour: string): Mark[] {
  return [
    { kind: 'circle', x, y: y + 2.2, r: 2.2, fill: colour, cls: 'pin' },
    { kind: 'path', d: `M${num(x)} ${num(y + 4)}L${num(x)} ${num(y + 8)}`, stroke: colour, width: 1.2, cap: 'round' },
  ];
}

/** The same where there is no room for it. */
export function pinDot(x: number, y: number, ink: Ink): Mark {
  return { kind: 'circle', x, y, r: 1.6, fill: ink.theme.ink, stroke: ink.theme.tank, width: 0.8, cls: 'pin' };
}
