import { mix, paintFrom, type GuestPaint, type Theme } from './colours.ts';
import { EXTENTS } from '../../engine/state/state.ts';
import type { PartRow } from './frame-rows.ts';
import type { Scene } from './scene.ts';
import type { Difference } from './types.ts';

/** What the colours of the map say. */
export type LensId = 'owner' | 'cpu' | 'heat' | 'remote' | 'bandwidth' | 'difference' | 'change';

/** Whether a lens shows one state against another: two runs, or a placement before and after a move. */
export function comparesRuns(lens: LensId): boolean {
  return lens === 'difference' || lens === 'change';
}

export interface Lens {
  readonly id: LensId;
  readonly title: string;
  /** What a stronger tone means; undefined where a hue is a guest. */
  readonly scale?: { readonly from: string; readonly to: string; readonly text: string };
}

/** Lenses on one placement. */
export const OWN_LENSES: readonly Lens[] = [
  { id: 'owner', title: 'Owner' },
  {
    id: 'cpu',
    title: 'CPU load',
    scale: {
      from: 'idle',
      to: 'all cores wanted',
      text: 'CPU demand of the node against its cores; red = more than all',
    },
  },
  {
    id: 'heat',
    title: 'Heat',
    scale: { from: 'cold', to: 'hot', text: 'accesses to a page, whoever owns it' },
  },
  {
    id: 'remote',
    title: 'Remote access',
    scale: { from: 'all near', to: 'all far', text: 'share of the accesses to this memory that come from other nodes' },
  },
  {
    id: 'bandwidth',
    title: 'Bandwidth',
    scale: { from: 'none', to: 'most', text: 'traffic to this memory for each GiB of it' },
  },
];

/** These and the one that sets a placement against the one before a move. */
export const PLACEMENT_LENSES: readonly Lens[] = [
  ...OWN_LENSES,
  {
    id: 'change',
    title: 'Difference',
    scale: {
      from: 'slower',
      to: 'faster',
      text: 'what a move changes, at rest: “+4.7” are points of a guest’s speed, of a node’s CPU demand, of a link’s use; in full colour from 20 on, a link orange where it is used more',
    },
  },
];

/** These and the one that needs another run beside this one. */
export const LENSES: readonly Lens[] = [
  ...OWN_LENSES,
  {
    id: 'difference',
    title: 'Difference',
    scale: {
      from: 'A faster',
      to: 'B faster',
      text: 'speed of a guest at this instant, in full colour from 20 points on. “A +4.7” is what A has more: points of speed, at a node of CPU demand and of far traffic to its memory',
    },
  },
];

/** Traffic and memory of each guest on each node. */
interface Use {
  GBs: number;
  farGBs: number;
  memoryMiB: number;
}

type Uses = ReadonlyMap<string, Use>;

function keyOf(guest: number, node: number): string {
  return `${guest}/${node}`;
}

function addPart(uses: Map<string, Use>, part: PartRow): void {
  const use = (node: number): Use => {
    const key = keyOf(part.guest, node);
    const known = uses.get(key) ?? { GBs: 0, farGBs: 0, memoryMiB: 0 };
    uses.set(key, known);
    return known;
  };
  part.traffic.forEach((GBs, node) => {
    if (GBs <= 0) return;
    use(node).GBs += GBs;
    if (node !== part.home) use(node).farGBs += GBs;
  });
  for (const run of part.runs) use(run.node).memoryMiB += ((run.to - run.from) / EXTENTS) * part.sizeMiB * run.share;
}

function usesOf(parts: readonly PartRow[]): Uses {
  const uses = new Map<string, Use>();
  for (const part of parts) addPart(uses, part);
  return uses;
}

function intensity(use: Use | undefined): number {
  return use && use.memoryMiB > 0 ? use.GBs / use.memoryMiB : 0;
}

type Tone = (guest: number, node: number) => string;

/** 0 is quiet, 1 is strong. */
function scaleTone(theme: Theme, share: number, strong = theme.ink): string {
  return mix(theme.line2, strong, Math.max(0, Math.min(1, share)));
}

function cpuTone({ rooms }: Scene, theme: Theme): Tone {
  return (_, node) => {
    const room = rooms[node];
    const load = room && room.node.cores > 0 ? room.row.cpuDemand / room.node.cores : 0;
    // Not up to the ink: what is more than all has to be the strongest without its hue, too.
    return load > 1 ? theme.bad : scaleTone(theme, load, theme.ink3);
  };
}

function remoteTone(uses: Uses, theme: Theme): Tone {
  return (guest, node) => {
    const use = uses.get(keyOf(guest, node));
    return scaleTone(theme, use && use.GBs > 0 ? use.farGBs / use.GBs : 0, theme.bad);
  };
}

function bandwidthTone(uses: Uses, theme: Theme): Tone {
  const most = Math.max(...[...uses.values()].map(intensity), 1e-12);
  return (guest, node) => scaleTone(theme, Math.sqrt(intensity(uses.get(keyOf(guest, node))) / most));
}

/** From the colour of A through neutral to that of B. */
function leadTone(leads: Difference['leads'], theme: Theme): Tone {
  return (guest) => {
    const lead = leads[guest];
    return lead?.side ? mix(theme.line2, theme[lead.side], 0.3 + 0.7 * lead.strength) : theme.line2;
  };
}

function toneOf({ lens, scene, theme, difference }: LensInput): Tone | undefined {
  if (comparesRuns(lens)) return leadTone(difference?.leads ?? [], theme);
  if (lens === 'cpu') return cpuTone(scene, theme);
  if (lens === 'heat') return () => theme.ink;
  if (lens === 'remote') return remoteTone(usesOf(scene.parts), theme);
  return lens === 'bandwidth' ? bandwidthTone(usesOf(scene.parts), theme) : undefined;
}

export interface LensInput {
  readonly lens: LensId;
  readonly scene: Scene;
  readonly theme: Theme;
  /** What a lens that compares shows. */
  readonly difference?: Difference | undefined;
}

/** Paint of a guest's memory and vCPUs on a node under a lens; undefined = by owner. */
export function lensPaint(input: LensInput): ((guest: number, node: number) => GuestPaint) | undefined {
  const { theme } = input;
  const tone = toneOf(input);
  if (!tone) return undefined;
  const known = new Map<string, GuestPaint>();
  return (guest, node) => {
    const colour = tone(guest, node);
    const paint = known.get(colour) ?? paintFrom(colour, theme);
    known.set(colour, paint);
    return paint;
  };
}
