import type { Guest } from '../../model/scenario.ts';

/** Colours of the theme that the map draws with, as #rrggbb. */
export interface Theme {
  readonly light: boolean;
  readonly bg0: string;
  readonly bg2: string;
  readonly bg3: string;
  readonly tank: string;
  readonly line: string;
  readonly line2: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly bad: string;
  /** The two runs that are compared. */
  readonly a: string;
  readonly b: string;
}

export type ThemeToken = Exclude<keyof Theme, 'light'>;

/** Twelve guest hues in the order they are handed out, found under simulated colour-vision deficiencies. */
const DARK_HUES =
  '#e9db5f #8c6ac8 #03ba94 #d082d5 #c75768 #b9e5b9 #85ccf4 #a17a03 #5af0f9 #a4c655 #8ca44d #089393'.split(' ');
const LIGHT_HUES =
  '#bc9b04 #40487b #007867 #b63dad #8c074f #87ab74 #00aaf0 #664600 #eb63c2 #798900 #616a00 #289984'.split(' ');
/** Guests without a hue of their own. */
const DARK_GREY = '#6f7787';
const LIGHT_GREY = '#8b93a1';
export const HUE_COUNT = DARK_HUES.length;
/** Non-text contrast that thin marks keep on the tank (WCAG 1.4.11). */
const THIN_CONTRAST = 3.05;

type Rgb = readonly [number, number, number];

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Straight mixture in sRGB: 0 = all `a`, 1 = all `b`. Both #rrggbb. */
export function mix(a: string, b: string, share: number): string {
  const to = rgb(b);
  const parts = rgb(a).map((v, i) => Math.round(v + ((to[i] ?? 0) - v) * share));
  return `#${parts.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map((v) => (v <= 10.31475 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** Contrast ratio as WCAG defines it, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** What a guest's hue stands for, and who has which: a number below HUE_COUNT, −1 = grey. */
export interface HueDeal {
  readonly by: 'guest' | 'group' | 'size';
  readonly hues: readonly number[];
}

function dealByGroup(groups: readonly (string | undefined)[]): readonly number[] {
  const order = [...new Set(groups)];
  return groups.map((group) => order.indexOf(group));
}

function dealBySize(guests: readonly Guest[]): readonly number[] {
  const largest: number[] = [];
  guests.forEach(({ memoryMiB }, i) => {
    const before = largest.findIndex((other) => guests[other]!.memoryMiB < memoryMiB);
    if (before < 0 && largest.length >= HUE_COUNT) return;
    largest.splice(before < 0 ? largest.length : before, 0, i);
    largest.length = Math.min(largest.length, HUE_COUNT);
  });
  const rank = new Map(largest.map((guest, position) => [guest, position]));
  return guests.map((_, i) => rank.get(i) ?? -1);
}

/** Hands out hues: one for each guest up to twelve guests, then one for each group, otherwise the largest keep theirs. */
export function dealHues(guests: readonly Guest[]): HueDeal {
  if (guests.length <= HUE_COUNT) return { by: 'guest', hues: guests.map((_, i) => i) };
  const groups = guests.map((guest) => guest.group);
  const count = new Set(groups).size;
  if (count > 1 && count <= HUE_COUNT) return { by: 'group', hues: dealByGroup(groups) };
  return { by: 'size', hues: dealBySize(guests) };
}

/** How far each heat step, hottest first, is mixed. */
const DARK_RAMP = [0.14, 0.22, 0.52, 0.74];
const LIGHT_RAMP = [0.12, 0.18, 0.5, 0.74];

function ramp(base: string, theme: Theme): readonly string[] {
  const steps = theme.light ? LIGHT_RAMP : DARK_RAMP;
  const strong = theme.light ? '#000000' : '#ffffff';
  return steps.map((share, step) => mix(base, step === 0 ? strong : theme.tank, share));
}

/** The hue darkened until a thin mark keeps 3:1 on the tank. */
function thin(base: string, theme: Theme): string {
  let colour = base;
  for (let share = 0.01; theme.light && contrast(colour, theme.tank) < THIN_CONTRAST && share < 1; share += 0.01)
    colour = mix(base, '#000000', share);
  return colour;
}

/** The colours of one guest. */
export interface GuestPaint {
  readonly base: string;
  /** For brackets, threads and load bars. */
  readonly thin: string;
  /** By heat step. */
  readonly shades: readonly string[];
  readonly gone: string;
  readonly reserved: string;
}

/** All colours of a guest from its one. */
export function paintFrom(base: string, theme: Theme): GuestPaint {
  return {
    base,
    thin: thin(base, theme),
    shades: ramp(base, theme),
    gone: mix(base, theme.tank, 0.72),
    reserved: mix(base, theme.tank, 0.45),
  };
}

const FADE = 0.72;

function faded(paint: GuestPaint, theme: Theme): GuestPaint {
  const fade = (colour: string): string => mix(colour, theme.tank, FADE);
  return {
    base: fade(paint.base),
    thin: fade(paint.thin),
    shades: paint.shades.map(fade),
    gone: fade(paint.gone),
    reserved: fade(paint.reserved),
  };
}

/** The hue itself, for swatches outside the map; `hue` as dealt, −1 = grey. */
export function hueColour(hue: number, light: boolean): string {
  return (light ? LIGHT_HUES : DARK_HUES)[hue] ?? (light ? LIGHT_GREY : DARK_GREY);
}

/**
 * Paint of every guest, in order. With a guest in focus all others recede, and a grey one takes the ink while it is in focus.
 */
export function guestPaints(deal: HueDeal, theme: Theme, focus: number | null): readonly GuestPaint[] {
  const known = new Map<number, GuestPaint>();
  const usual = (hue: number): GuestPaint => {
    const full = known.get(hue) ?? paintFrom(hueColour(hue, theme.light), theme);
    const paint = known.has(hue) || focus === null ? full : faded(full, theme);
    known.set(hue, paint);
    return paint;
  };
  return deal.hues.map((hue, guest) => {
    if (guest !== focus) return usual(hue);
    return paintFrom(hue < 0 ? theme.ink2 : hueColour(hue, theme.light), theme);
  });
}

/** A theme from its tokens; one that is missing or not #rrggbb is drawn mid-grey. `light` by the lightness of the canvas. */
export function themeOf(token: (name: ThemeToken) => string): Theme {
  const colour = (name: ThemeToken): string => sixDigits(token(name));
  return {
    light: luminance(colour('bg0')) > 0.4,
    bg0: colour('bg0'),
    bg2: colour('bg2'),
    bg3: colour('bg3'),
    tank: colour('tank'),
    line: colour('line'),
    line2: colour('line2'),
    ink: colour('ink'),
    ink2: colour('ink2'),
    ink3: colour('ink3'),
    bad: colour('bad'),
    a: colour('a'),
    b: colour('b'),
  };
}

/** Reads the theme from the page's custom properties (`--bg0` …). */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  return themeOf((name) => style.getPropertyValue(`--${name}`).trim());
}

function sixDigits(colour: string): string {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
    : '#808080';
}
