import { gibDown, percent } from '../map/units-text.ts';
import type { CostStrip, NodeState, WouldBe } from '../map/types.ts';
import { PIN, STRIP } from '../texts/explore.ts';
import type { Held, HeldSpot } from './drag.ts';
import { moverWord, type MoverId } from './movers.ts';
import { chosenOffer, offerBy, type NodeOffer, type Offer } from './offers.ts';
import { pinChoice, type Pin } from './pins.ts';
import { freeMiB, heldGuests, heldParts, heldSpeed, loadsWith, missingMiB, vcpusOn, type Placed } from './placed.ts';
import { breakEven, duration, gain, reason, refusedVerdict } from './wording.ts';

/** A guest in hand, and what is known of every node. */
export interface Holding {
  readonly placed: Placed;
  readonly held: Held;
  /** Its name, or that of the part. */
  readonly name: string;
  readonly over: number | null;
  /** CPUs under the hand. */
  readonly spot: HeldSpot;
  /** What a drop on them would pin; undefined = nothing. */
  readonly pin: Pin | undefined;
  readonly mechanism: MoverId | null;
  /** By node index; where CPUs are chosen, with the pins. */
  readonly offers: readonly NodeOffer[];
  readonly best: NodeOffer | undefined;
}

function stay({ placed, held }: Holding): CostStrip {
  const { cores } = placed.host.nodes[held.from]!;
  const detail = STRIP.stayDetail(percent(heldSpeed(placed, held)), cores, vcpusOn(placed, held.from));
  return { icon: 'info', verdict: STRIP.stay, detail, right: STRIP.home, tone: 'quiet' };
}

/** "at once", "after 0.6 s", "never" as a promise: "even after 0.6 s". */
function even({ cost, work }: Offer): string {
  const seconds = cost?.breakEvenSeconds ?? null;
  if (seconds === null) return Math.abs(work) < 1e-9 ? STRIP.noChange : STRIP.notEven;
  return seconds > 0 ? STRIP.evenAfter(duration(seconds)) : STRIP.even(breakEven(seconds, work));
}

function refusedStrip(offer: NodeOffer, why: string): CostStrip {
  const vcpus = offerBy(offer, 'vcpu-only');
  const right = vcpus?.cost ? { right: STRIP.vcpusOnly(gain(vcpus.work)) } : {};
  return { icon: 'refused', verdict: refusedVerdict(why), detail: reason(why), tone: 'bad', ...right };
}

/** A move that would cost the guest work, rounded as it is shown. */
function isSlower(offer: Offer | undefined): boolean {
  return offer !== undefined && offer.work < -0.005;
}

function verdictOf(chosen: Offer, isBest: boolean): string {
  if (isSlower(chosen)) return STRIP.slower;
  return isBest ? STRIP.best : STRIP.possible;
}

/** "Pin 4 vCPUs to L3 1": on how many threads, which, and how. */
function pinStrip(chosen: Offer, { vcpus, group }: Pin): CostStrip {
  const crowded = vcpus > group.count;
  const { seconds, copiedMiB } = chosen.cost ?? { seconds: 0, copiedMiB: 0 };
  return {
    icon: crowded || isSlower(chosen) ? 'info' : 'check',
    verdict: PIN.verdict(vcpus, group),
    detail: crowded ? PIN.short(vcpus, group) : PIN.detail(group),
    right: copiedMiB > 0 ? STRIP.how(moverWord(chosen.mover), duration(seconds)) : STRIP.work(gain(chosen.work)),
  };
}

function stripFor(offer: NodeOffer, holding: Holding): CostStrip {
  if (offer.state === 'computing') return { icon: 'wait', verdict: STRIP.computing, tone: 'quiet' };
  const chosen = chosenOffer(offer, offer.node === holding.over ? holding.mechanism : null);
  if (!chosen?.cost) return refusedStrip(offer, chosen?.refused ?? STRIP.notOffered);
  if (holding.pin?.node === offer.node) return pinStrip(chosen, holding.pin);
  const detail = STRIP.how(moverWord(chosen.mover), duration(chosen.cost.seconds));
  const slower = isSlower(chosen);
  return {
    icon: slower ? 'info' : 'check',
    verdict: verdictOf(chosen, offer.node === holding.best?.node),
    detail,
    right: slower ? STRIP.work(gain(chosen.work)) : even(chosen),
  };
}

/** Memory that would come, guest by guest. */
function wishes({ placed, held, name }: Holding, node: number): readonly WouldBe[] {
  const parts = heldParts(placed, held);
  return heldGuests(held).flatMap((guest) => {
    const own = parts.filter((part) => part.guest === guest);
    const memoryMiB = missingMiB(own, node);
    const called = held.also ? placed.guests[guest]!.name : name;
    return memoryMiB > 0 ? [{ guest, memoryMiB, label: STRIP.wish(called) }] : [];
  });
}

/** Figures of the header, now and after; and the dots where its memory would lie. */
function forecast(holding: Holding, node: number, mover: MoverId): Partial<NodeState> {
  const { placed, held } = holding;
  const load = loadsWith(placed, node, held);
  const cpu = load.cores > 0 ? { cpuText: STRIP.cpu(Math.round(load.now * 100), percent(load.after)) } : {};
  const wouldBe = wishes(holding, node);
  const memoryMiB = wouldBe.reduce((sum, wish) => sum + wish.memoryMiB, 0);
  if (mover === 'vcpu-only' || memoryMiB <= 0) return cpu;
  const free = freeMiB(placed, node);
  return {
    ...cpu,
    freeText: STRIP.free(gibDown(free), gibDown(Math.max(0, free - memoryMiB))),
    wouldBe,
  };
}

function stateOf(offer: NodeOffer, holding: Holding): NodeState {
  const { node } = offer;
  const strip = stripFor(offer, holding);
  if (offer.state === 'computing') return { kind: node === holding.over ? 'target' : 'computing', strip };
  const chosen = chosenOffer(offer, node === holding.over ? holding.mechanism : null);
  if (!chosen?.cost) return { kind: 'refused', strip };
  if (node === holding.over) return { kind: 'target', strip, ...forecast(holding, node, chosen.mover) };
  const isBest = node === holding.best?.node && !isSlower(chosen);
  return { kind: isBest ? 'best' : 'possible', strip };
}

/** Whether everything in hand is at home there and nothing else is chosen: a drop would change nothing. */
function isOrigin({ placed, held, pin }: Holding, node: number): boolean {
  if (node !== held.from || pin?.node === node) return false;
  return !held.also || heldParts(placed, held).every((part) => part.home === node);
}

/** What the map draws on the rooms while a guest is in hand, by node index. */
export function nodeStates(holding: Holding): ReadonlyMap<number, NodeState> {
  const { held, placed } = holding;
  const lifted = { guest: held.guest, part: held.part ?? -1, ...(held.also && { also: held.also }) };
  const homes = new Set(heldParts(placed, held).map((part) => part.home));
  return new Map(
    holding.offers.map((offer): [number, NodeState] => {
      const { node } = offer;
      const aimed = node === holding.over && !held.also ? { pins: pinChoice(placed, node, holding.pin) } : {};
      const here = homes.has(node) ? { lifted } : {};
      if (isOrigin(holding, node)) return [node, { kind: 'origin', strip: stay(holding), ...here, ...aimed }];
      return [node, { ...stateOf(offer, holding), ...here, ...aimed }];
    }),
  );
}
