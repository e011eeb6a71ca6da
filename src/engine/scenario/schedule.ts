import type { ManualMove } from '../../model/scenario.ts';
import type { GuestSpec } from './compile.ts';
import { EngineError, type HostModel } from './host-model.ts';

/** Something that the scenario itself makes happen. */
export interface Planned {
  readonly at: number;
  readonly kind: 'depart' | 'phase' | 'arrive' | 'move';
  readonly guest: number;
  /** Number of the phase or of the move by hand. */
  readonly which: number;
}

/** At one instant: departures, phases, arrivals, moves by hand (copies and pauses end before them, ticks come after). */
const RANK: Record<Planned['kind'], number> = { depart: 0, phase: 1, arrive: 2, move: 3 };

/** A move by hand with its target as node indices. */
export interface HandMove {
  readonly guest: number;
  readonly to: readonly number[];
  readonly mechanism: ManualMove['mechanism'];
}

/** Moves by hand of a scenario. Throws EngineError for a guest or a node that is not there. */
export function handMoves(host: HostModel, specs: readonly GuestSpec[], moves: readonly ManualMove[]): HandMove[] {
  const indexOf = new Map(specs.map((spec) => [spec.name, spec.index]));
  return moves.map((move, m) => {
    const guest = indexOf.get(move.guest);
    if (guest === undefined) throw new EngineError(`There is no guest "${move.guest}".`, `run.moves[${m}].guest`);
    const to = move.to.map((id, p) => {
      const node = host.indexOf.get(id);
      if (node === undefined) throw new EngineError(`There is no node ${id}.`, `run.moves[${m}].to[${p}]`);
      return node;
    });
    return { guest, to, mechanism: move.mechanism };
  });
}

function lifeOf(spec: GuestSpec): Planned[] {
  const life: Planned[] = [{ at: spec.arrive, kind: 'arrive', guest: spec.index, which: 0 }];
  if (spec.depart < Infinity) life.push({ at: spec.depart, kind: 'depart', guest: spec.index, which: 0 });
  spec.phases.forEach((phase, which) => {
    if (phase.at > spec.arrive && phase.at < spec.depart)
      life.push({ at: phase.at, kind: 'phase', guest: spec.index, which });
  });
  return life;
}

/** All planned events in the order in which they happen; at one instant guests with a placement arrive first, then file order. */
export function planEvents(
  specs: readonly GuestSpec[],
  moves: readonly HandMove[],
  times: readonly number[],
): Planned[] {
  const list = specs.flatMap(lifeOf);
  moves.forEach((move, which) => list.push({ at: times[which], kind: 'move', guest: move.guest, which }));
  const rank = ({ kind, guest }: Planned): number =>
    // Who leaves as soon as it comes has to come first.
    kind === 'depart' && specs[guest].depart <= specs[guest].arrive ? RANK.move : RANK[kind];
  const late = (event: Planned): number =>
    event.kind === 'arrive' && specs[event.guest].placement === undefined ? 1 : 0;
  const inFileOrder = (event: Planned): number => (event.kind === 'move' ? 0 : event.guest);
  return list.toSorted(
    (a, b) =>
      a.at - b.at || rank(a) - rank(b) || late(a) - late(b) || inFileOrder(a) - inFileOrder(b) || a.which - b.which,
  );
}
