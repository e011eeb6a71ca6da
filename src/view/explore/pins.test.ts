import { describe, expect, test } from 'vitest';
import { costOf } from '../../engine/cost.ts';
import { ratesOf } from '../../engine/rates-report.ts';
import { afterMoves } from '../../store/placement.ts';
import type { Scenario } from '../../model/scenario.ts';
import { cardOf } from './card.ts';
import { nodeStates, type Holding } from './node-states.ts';
import { pinOffer } from './offers.ts';
import { fallingPins, noPinsOn, pinCounts, pinItems, pinNotes, pinOf, pinnedParts } from './pins.ts';
import { placedOf } from './placed.ts';
import { ESTATE, ESTATE_GRAPH, holding, placedEstate } from './testing/estate.ts';
import { commandsOf } from './commands.ts';
import { spoken } from './wording.ts';

/** db-1 in hand over a core of a node, with the engine's costs. */
function pinned(node: number, core: number): Holding {
  const held = holding('db-1', node);
  const pin = pinOf(held.placed, held.held, node, { kind: 'core', at: core })!;
  const mechanisms = ['live', 'hot-first', 'vcpu-only'] as const;
  const report = costOf(ESTATE, { guest: 'db-1', to: [node], pins: [pin.group.count], mechanisms });
  const offer = pinOffer(node, report, node === held.held.from);
  const offers = held.offers.map((one) => (one.node === node ? offer : one));
  return { ...held, spot: pin.spot, pin, offers };
}

describe('db-1 held over a core', () => {
  const over = pinned(1, 2);

  test('says what a drop would pin, and that vCPUs have to take turns', () => {
    expect(pinNotes(over.placed, over.held, over.pin!).slice(0, 2)).toEqual([
      'Pins 4 vCPUs to 1 thread of core 6, CPU 6.',
      'More vCPUs than threads: 4 take turns on 1.',
    ]);
    expect(cardOf(over.offers[1]!, over, ESTATE_GRAPH).notes[0]).toBe('Pins 4 vCPUs to 1 thread of core 6, CPU 6.');
    expect(spoken('db-1', 1, over.offers[1]!, null, over.pin)).toMatch(
      /^db-1 over node 1, core 6, CPU 6: 4 vCPUs on 1 thread, 3\.0 GiB, /,
    );
  });

  test('the room shows the core and says the same', () => {
    expect(nodeStates(over).get(1)).toMatchObject({
      kind: 'target',
      strip: { icon: 'info', verdict: 'Pin 4 vCPUs to core 6', detail: '4 on 1 thread, CPU 6' },
      pins: { tab: -1, cores: [2], tabs: [] },
    });
    expect(nodeStates(over).get(3)?.pins).toBeUndefined();
  });

  test('the drop leaves what the card has promised', () => {
    const after = afterMoves(ESTATE, commandsOf(over, 1, 'hot-first', over.pin));
    const db = after.guests.find(({ name }) => name === 'db-1')!;
    expect(db.placement?.parts).toEqual([{ node: 1, vcpus: 4, memoryMiB: 3072, cpus: '6' }]);
    const chosen = over.offers[1]!.offers.find(({ mover }) => mover === 'hot-first')!;
    expect(ratesOf(after).guests[0]!.speed).toBeCloseTo(chosen.cost!.speedAfter, 9);
  });

  test('on its own node it is pinned at once, and only pinned', () => {
    const home = pinned(0, 0);
    const { best } = home.offers[0]!;
    expect(best).toMatchObject({ mover: 'vcpu-only', cost: { copiedMiB: 0, seconds: 0 } });
    expect(nodeStates(home).get(0)).toMatchObject({ kind: 'target', strip: { verdict: 'Pin 4 vCPUs to core 0' } });
    const after = afterMoves(ESTATE, commandsOf(home, 0, 'vcpu-only', home.pin));
    expect(after.guests[0]!.placement?.parts).toEqual([{ ...ESTATE.guests[0]!.placement!.parts[0]!, cpus: '0' }]);
    expect(ratesOf(after).guests[0]!.speed).toBeCloseTo(best!.cost!.speedAfter, 9);
  });
});

describe('what is pinned already', () => {
  const scenario: Scenario = {
    ...ESTATE,
    guests: ESTATE.guests.map((guest) =>
      guest.name === 'mail'
        ? { ...guest, placement: { parts: [{ ...guest.placement!.parts[0]!, cpus: '6-7' }] } }
        : guest,
    ),
  };
  const placed = placedOf(scenario.host, scenario.guests, placedEstate().at);
  const held = { guest: 0, part: null, from: 0 };

  test('is named where others would come to it', () => {
    const pin = pinOf(placed, held, 1, { kind: 'core', at: 2 })!;
    expect(pinNotes(placed, held, pin)).toContain('Pinned there already: mail.');
    const beside = pinOf(placed, held, 1, { kind: 'core', at: 0 })!;
    expect(pinNotes(placed, held, beside).join()).not.toContain('mail');
  });

  test('falls where its guest goes to another node, and the card says so', () => {
    const mail = { guest: 2, part: null, from: 1 };
    expect(fallingPins(placed, mail, 3)).toEqual([
      'Its pins to CPUs 6-7 fall: they hold only on the node that it leaves.',
    ]);
    expect(fallingPins(placed, mail, 1)).toEqual([]);
    expect(fallingPins(placed, held, 3)).toEqual([]);
  });

  test('is listed by part', () => {
    expect(pinnedParts(placed, 2)).toEqual([{ part: 0, node: 1, cpus: '6-7' }]);
    expect(pinnedParts(placed, 0)).toEqual([]);
  });
});

test('what can be chosen on a node: no caches where one serves all, every core', () => {
  const placed = placedEstate();
  expect(pinItems(placed, 3).map(({ text }) => text)).toEqual([
    'Core 12, CPU 12',
    'Core 13, CPU 13',
    'Core 14, CPU 14',
    'Core 15, CPU 15',
  ]);
  expect(pinCounts(placed, 3)).toEqual([1]);
});

test('why nothing can be pinned is said as it is', () => {
  const placed = placedEstate();
  const [first, ...rest] = placed.host.nodes;
  const bare = { ...placed, host: { ...placed.host, nodes: [{ ...first!, cores: 0, threads: 0 }, ...rest] } };
  expect(noPinsOn(bare, 0).shown).toBe('Node 0 has no CPUs: nothing can be pinned there.');
  expect(noPinsOn(placed, 1).spoken).toBe('its CPUs have no numbers in the file, nothing to pin to');
});
