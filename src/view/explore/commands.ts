import type { MoveCommand } from '../../store/placement.ts';
import type { MoverId } from './movers.ts';
import type { Holding } from './node-states.ts';
import { pinLists, type Pin } from './pins.ts';
import { heldGuests, partsOf, targetsOf } from './placed.ts';

/** What a drop does to each guest in hand. */
export function commandsOf(
  { placed, held }: Pick<Holding, 'placed' | 'held'>,
  over: number,
  mechanism: MoverId,
  pin: Pin | undefined,
): readonly MoveCommand[] {
  const to = targetsOf(placed, held, over);
  const cpus = pin && { cpus: pinLists(placed, held, pin) };
  // Of several guests those that are there already stay as they are.
  const going = heldGuests(held).filter((guest) => !held.also || partsOf(placed, guest).some((p) => p.home !== over));
  return going.map((guest) => ({ guest: placed.guests[guest]!.name, to, mechanism, ...cpus }));
}
