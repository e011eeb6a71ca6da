import type { Host } from '../../model/host.ts';
import type { Guest, ManualMove, Scenario } from '../../model/scenario.ts';
import { Dice, present } from './random-dice.ts';
import { randomGuests, randomWorkload, type GuestOptions } from './random-guests.ts';
import { randomHost } from './random-host.ts';

const MECHANISMS = ['hot-first', 'live', 'vcpu-only', 'suspend', 'address-order', 'process'] as const;

export interface RunScenarioOptions extends Partial<GuestOptions> {
  /** Guests whose placement in the file is kept, percent; the others are the strategy's. */
  readonly kept?: number;
  readonly moves?: number;
  /** Everything happens at multiples of this, so that much of it happens at once. */
  readonly grid?: number;
}

/** A file for `run`: guests that come, change and go, with moves by hand. */
export function randomRun(row: readonly number[], options: RunScenarioOptions = {}): Scenario {
  const dice = new Dice(row);
  const host = randomHost(dice);
  const guests = randomGuests(dice, host, { most: 6, placed: 85, split: 40, ...options }).map((guest) =>
    withLife(dice, guest, options.kept ?? 50),
  );
  const until = dice.pick([30, 60, 120]);
  const scenario = present({
    nearfar: 1 as const,
    name: 'random',
    host,
    guests,
    run: present({
      until,
      reservedMiBPerNode: dice.maybe(20, () => dice.between(0, 64)),
      precopy: dice.maybe(20, () => 'xen-4.5' as const),
      moves: dice.maybe(70, () => randomMoves(dice, guests, host, until, options.moves ?? 6)),
    }),
  });
  return options.grid === undefined ? scenario : onGrid(scenario, options.grid);
}

function onGrid(scenario: Scenario, grid: number): Scenario {
  const snap = (at: number) => Math.round(at / grid) * grid;
  const guests = scenario.guests.map(({ arrive, depart, phases, ...guest }) =>
    present({
      ...guest,
      arrive: arrive === undefined ? undefined : snap(arrive),
      depart: depart === undefined ? undefined : snap(depart),
      phases: phases?.map((phase) => ({ ...phase, at: snap(phase.at) })),
    }),
  );
  const moves = scenario.run?.moves?.map((move) => ({ ...move, at: snap(move.at) }));
  return { ...scenario, guests, run: present({ ...scenario.run, moves }) };
}

function withLife(dice: Dice, guest: Guest, kept: number): Guest {
  const arrive = dice.maybe(40, () => dice.real(0, 30));
  const { placement, ...rest } = guest;
  return present({
    ...rest,
    arrive,
    depart: dice.maybe(30, () => (arrive ?? 0) + dice.real(0.5, 60)),
    phases: dice.maybe(30, () =>
      Array.from({ length: dice.between(1, 2) }, () => ({
        at: dice.real(0, 60),
        workload: randomPhase(dice, guest),
      })),
    ),
    placement: dice.chance(kept) ? placement : undefined,
  });
}

/** Some of the fields; never one that makes the others wrong. */
function randomPhase(dice: Dice, guest: Guest): Guest['workload'] & object {
  const { tasks, duty, shared, dirtyRateMiBs } = randomWorkload(dice, guest.vcpus, guest.memoryMiB);
  return present({ tasks, duty, shared, dirtyRateMiBs });
}

function randomMoves(dice: Dice, guests: readonly Guest[], host: Host, until: number, most: number): ManualMove[] {
  const ids = host.nodes.map((node) => node.id);
  const roomy = host.nodes.filter((node) => node.cores > 0 && node.memoryMiB > 0).map((node) => node.id);
  return Array.from({ length: dice.between(1, most) }, () => {
    const guest = dice.pick(guests);
    const parts = guest.placement?.parts.length ?? 1;
    const each = parts > 1 && dice.chance(30);
    const somewhere = () => dice.pick(roomy.length > 0 && dice.chance(85) ? roomy : ids);
    return {
      at: dice.real(0, until * 0.8),
      guest: guest.name,
      to: each ? Array.from({ length: parts }, somewhere) : [somewhere()],
      mechanism: dice.pick(MECHANISMS),
    };
  });
}
