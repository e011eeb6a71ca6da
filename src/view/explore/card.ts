import type { MechanismCost } from '../../engine/reports.ts';
import type { MapGraph } from '../map/graph.ts';
import { percent } from '../map/units-text.ts';
import { CARD, SELECTION } from '../texts/explore.ts';
import { MOVERS, type Mover, type MoverId } from './movers.ts';
import { chosenOffer, offerBy, HORIZON, isBetter, speedAt, type NodeOffer, type Offer } from './offers.ts';
import { loadsWith, partsOf, type Placed } from './placed.ts';
import type { Holding } from './node-states.ts';
import { fallingPins, noPinsOn, pinNotes } from './pins.ts';
import { amount, breakEven, duration, gain, plural, reason } from './wording.ts';

export interface CardCell {
  readonly text: string;
  readonly bad?: boolean;
}

export interface CardRow {
  readonly title: string;
  /** One for each mover. */
  readonly cells: readonly CardCell[];
}

export interface CardColumn {
  readonly mover: Mover;
  readonly offer: Offer | undefined;
  /** The one that a drop would take. */
  readonly chosen: boolean;
  readonly refused: string | undefined;
}

/** Someone or something else that the move touches. */
export interface Effect {
  /** Guest index; −1 for a link. */
  readonly guest: number;
  readonly name: string;
  readonly text: string;
  readonly bad: boolean;
}

/** The cost card as data. */
export interface Card {
  readonly columns: readonly CardColumn[];
  readonly rows: readonly CardRow[];
  readonly way: string;
  /** What else there is to know: of pins, of several guests. */
  readonly notes: readonly string[];
  readonly effects: readonly Effect[];
  /** Further guests that the card has no room for: the least affected ones. */
  readonly moreEffects: number;
  readonly advice: Advice | undefined;
}

/** A node that is the better target; `node` undefined = staying is. */
export interface Advice {
  readonly node: number | undefined;
  readonly head: string;
  readonly text: string;
}

type Show = (cost: MechanismCost, work: number) => CardCell;

const SHOWN: readonly (readonly [title: string, show: Show])[] = [
  [CARD.rows.copied, (c) => ({ text: amount(c.copiedMiB) })],
  [CARD.rows.time, (c) => ({ text: duration(c.seconds) })],
  [CARD.rows.pause, (c) => ({ text: c.pauseSeconds > 0 ? duration(c.pauseSeconds) : CARD.none })],
  [CARD.rows.extra, (c) => ({ text: amount(c.extraMiB) })],
  [CARD.rows.speed, (c) => ({ text: percent(speedAt(c.curve, HORIZON)) })],
  [CARD.rows.far, (c) => ({ text: `${Math.round(c.remoteBefore * 100)} → ${percent(c.remoteAfter)}` })],
  [CARD.rows.work, (_, work) => ({ text: gain(work), bad: work < -0.005 })],
  [CARD.rows.even, (c, work) => even(c.breakEvenSeconds, work)],
  [CARD.rows.evenHost, (c, work) => even(c.breakEvenHostSeconds, work)],
];

function even(seconds: number | null, work: number): CardCell {
  const text = breakEven(seconds, work);
  return { text, bad: text === 'never' };
}

function rowsOf(offer: NodeOffer): CardRow[] {
  return SHOWN.map(([title, show]) => ({
    title,
    cells: MOVERS.map(({ id }) => {
      const one = offer.offers.find((o) => o.mover === id);
      return one?.cost ? show(one.cost, one.work) : { text: '–' };
    }),
  }));
}

function columnsOf(offer: NodeOffer, chosen: Offer | undefined): CardColumn[] {
  return MOVERS.map((mover) => {
    const one = offer.offers.find((o) => o.mover === mover.id);
    const refused = one?.refused === undefined ? undefined : reason(one.refused);
    return { mover, offer: one, chosen: one !== undefined && one === chosen && one.cost !== undefined, refused };
  });
}

/** "2 hops, through node 1". */
function wayText(graph: MapGraph, from: number, to: number): string {
  const route = graph.route(from, to);
  const via = route.slice(0, -1).map((link) => graph.host.nodes[graph.links[link]!.to]!.id);
  const through = via.length > 0 ? CARD.through(via) : '';
  return route.length > 0 ? plural(route.length, 'hop') + through : '';
}

/** Less than this much speed, relative, is not worth a line. */
const FELT = 0.01;
const MOST_EFFECTS = 6;

function change(before: number, after: number): number {
  if (before > 0) return after / before - 1;
  return after > 0 ? Infinity : 0;
}

function guestEffects(cost: MechanismCost, placed: Placed): Effect[] {
  const felt = cost.others
    .map(({ name, speedBefore, speedAfter }) => ({ name, by: change(speedBefore, speedAfter) }))
    .filter(({ by }) => Math.abs(by) >= FELT)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by));
  return felt.map(({ name, by }) => {
    const guest = placed.guests.findIndex((g) => g.name === name);
    const homes = [...new Set(partsOf(placed, guest).map((p) => placed.host.nodes[p.home]!.id))];
    const where = homes.length > 3 ? '' : CARD.nodeOf(homes);
    return { guest, name: name + where, text: gain(by), bad: by < 0 };
  });
}

const GB_PER_MIB = 1_048_576 / 1e9;

/** Links of the way that carry the copies, at their mean rate. */
function linkEffects(cost: MechanismCost, graph: MapGraph, from: number, to: number): Effect[] {
  const busy = cost.seconds - (cost.id === 'live' ? 0 : cost.pauseSeconds);
  if (cost.copiedMiB <= 0 || busy <= 0) return [];
  const rate = (cost.copiedMiB * GB_PER_MIB) / busy;
  return graph.route(from, to).map((index) => {
    const link = graph.links[index]!;
    const id = (node: number): number => graph.host.nodes[node]!.id;
    const text = CARD.linkUse(percent(rate / link.capacityGBs), duration(busy));
    return { guest: -1, name: CARD.link(id(link.from), id(link.to)), text, bad: false };
  });
}

function losers(cost: MechanismCost): number {
  return cost.others.filter((o) => change(o.speedBefore, o.speedAfter) <= -FELT).length;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function reasons(better: Offer, mine: Offer | undefined, holding: Holding, node: number, graph: MapGraph): string {
  const hops = graph.route(holding.held.from, node).length;
  const load = loadsWith(holding.placed, node, holding.held);
  const cost = better.cost!;
  const lost = losers(cost);
  const instead = mine?.cost ? CARD.instead(percent(mine.cost.speedAfter)) : '';
  const who = lost === 0 ? CARD.nobodyLoses : CARD.lose(lost);
  const way = CARD.hops[hops] ?? plural(hops, 'hop');
  return capitalised(CARD.reasons(way, percent(load.after), percent(cost.speedAfter), instead, who));
}

/** Where memory cannot come along the vCPUs still may. */
function vcpusAlone(offer: NodeOffer, chosen: Offer | undefined): Advice | undefined {
  const alone = offerBy(offer, 'vcpu-only');
  if (!alone?.cost || chosen?.cost) return undefined;
  return { node: undefined, head: CARD.aloneHead, text: CARD.aloneText(gain(alone.work)) };
}

function adviceFor(offer: NodeOffer, holding: Holding, graph: MapGraph): Advice | undefined {
  const { best } = holding;
  if (!best?.best) return vcpusAlone(offer, chosenOffer(offer, holding.mechanism));
  if (best.best.work < -0.005) return { node: undefined, head: CARD.stayHead, text: CARD.stayText };
  if (!isBetter(best, offer)) return vcpusAlone(offer, chosenOffer(offer, holding.mechanism));
  const id = graph.host.nodes[best.node]!.id;
  const text = reasons(best.best, chosenOffer(offer, holding.mechanism), holding, best.node, graph);
  return { node: best.node, head: CARD.better(id), text };
}

function notesOf({ node }: NodeOffer, { placed, held, pin, spot }: Holding): readonly string[] {
  if (pin?.node === node) return pinNotes(placed, held, pin);
  const together = held.also ? [SELECTION.together] : [];
  const bare = spot === 'unnumbered' ? [noPinsOn(placed, node).shown] : [];
  return [...together, ...bare, ...fallingPins(placed, held, node)];
}

/** Everything that the card says about holding the guest over a node. */
export function cardOf(offer: NodeOffer, holding: Holding, graph: MapGraph): Card {
  const chosen = chosenOffer(offer, holding.mechanism);
  const { held } = holding;
  const { from } = held;
  const felt = chosen?.cost ? guestEffects(chosen.cost, holding.placed) : [];
  const links = chosen?.cost && !held.also ? linkEffects(chosen.cost, graph, from, offer.node) : [];
  const shown = felt.slice(0, Math.max(2, MOST_EFFECTS - links.length));
  return {
    columns: columnsOf(offer, chosen),
    rows: rowsOf(offer),
    way: held.also ? '' : wayText(graph, from, offer.node),
    notes: notesOf(offer, holding),
    effects: [...shown, ...links],
    moreEffects: felt.length - shown.length,
    advice: adviceFor(offer, holding, graph),
  };
}

/** The figures of the card by themselves: what each mechanism costs. */
export function figuresOf(offer: NodeOffer, mover: MoverId | null): Pick<Card, 'columns' | 'rows'> {
  return { columns: columnsOf(offer, chosenOffer(offer, mover)), rows: rowsOf(offer) };
}
