import { describe, expect, test } from 'vitest';
import type { Guest, ManualMove, MechanismId } from '../../model/scenario.ts';
import type { MoveRecord, RunResult } from '../reports.ts';
import { runScenario } from '../run.ts';
import type { MoveRequest, WhenBusy } from '../strategy.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

/** 1000 MiB/s for every copy; nothing else is scarce. */
const HOST = smallHost([{}, {}, {}], { copy: { liveGBs: 1.048576, backgroundGBs: 1.048576 } });
const QUIET = { memoryStall: 0, writableSetMiB: 0 };

function big(name: string, node: number, memoryMiB = 4000, rest: Partial<Guest> = {}): Guest {
  return guestOn(node, name, { memoryMiB, workload: QUIET, ...rest });
}

function ask(to: number, mechanism: MechanismId = 'live', whenBusy?: WhenBusy): MoveRequest {
  return { guest: 0, to: [to], mechanism, reason: `to ${to}`, ...(whenBusy && { whenBusy }) };
}

function told({ moves }: RunResult): string[] {
  return moves.map(
    ({ at, doneAt, from, to, outcome }) =>
      `${at.toFixed(2)}–${doneAt?.toFixed(2) ?? ''} ${from.join()}>${to.join()} ${outcome}`,
  );
}

describe('one copy at a time per guest (MODEL §6)', () => {
  test('the next request waits for the end', () => {
    const result = runScenario(scenarioOf(HOST, [big('a', 0)]), scripted([[ask(1)], [ask(2, 'vcpu-only')]]));
    expect(told(result)).toEqual(['1.00–5.03 0>1 done', '5.03–5.06 1>2 done']);
  });

  test('of several that wait the last one counts', () => {
    const result = runScenario(scenarioOf(HOST, [big('a', 0)]), scripted([[ask(1)], [ask(2)], [ask(0, 'vcpu-only')]]));
    expect(told(result)).toEqual(['1.00–5.03 0>1 done', '3.00– 0>2 refused', '5.03–5.06 1>0 done']);
  });

  test('one that replaces breaks the other off: nothing of it is kept or held', () => {
    const result = runScenario(scenarioOf(HOST, [big('a', 0)]), scripted([[ask(1)], [ask(2, 'live', 'replace')]]));
    expect(told(result)).toEqual(['1.00– 0>1 broken-off', '2.00–6.03 0>2 done']);
    expect(result.moves[0].copiedMiB).toBeCloseTo(1000, 6);
    expect(result.moves[0].reason).toBe('to 1 (broken off: another move took its place)');
    expect(result.moves[0].inVain).toBe(true);
  });

  test('one that would be refused replaces nothing', () => {
    const guests = [big('a', 0), big('b', 2, 5000)];
    const result = runScenario(scenarioOf(HOST, guests), scripted([[ask(1)], [ask(2, 'live', 'replace')]]));
    expect(told(result)).toEqual(['1.00–5.03 0>1 done', '2.00– 0>2 refused']);
  });

  test('the room that the replaced move holds is there for the one that replaces it', () => {
    const result = runScenario(
      scenarioOf(HOST, [big('a', 0, 6000)]),
      scripted([[ask(1, 'hot-first')], [ask(1, 'live', 'replace')], [ask(0, 'hot-first', 'replace')]]),
    );
    expect(result.moves.map((move) => move.outcome)).toEqual(['broken-off', 'refused', 'done']);
  });

  test('a pause cannot be saved by replacing its move: the request waits for the end of the pause', () => {
    const aware = big('a', 0, 1000, {
      vnumaAware: true,
      placement: {
        parts: [
          { node: 0, vcpus: 1, memoryMiB: 500 },
          { node: 1, vcpus: 1, memoryMiB: 500 },
        ],
      },
    });
    const wishes = scripted([[ask(2, 'vcpu-only')], [ask(2, 'hot-first', 'replace')]]);
    const result = runScenario(scenarioOf(HOST, [aware]), wishes);
    expect(told(result)).toEqual(['1.00–3.03 0,1>2,2 done', '3.03–4.03 2,2>2,2 done']);
    expect(result.metrics.pauseSeconds).toBeCloseTo(2.03, 9);
  });

  test('or it is refused', () => {
    const result = runScenario(scenarioOf(HOST, [big('a', 0)]), scripted([[ask(1)], [ask(2, 'live', 'refuse')]]));
    expect(result.moves[1].reason).toBe('refused: another move of this guest is under way');
  });

  test('what still waits when the guest leaves or the run ends is told', () => {
    const leaving = big('a', 0, 4000, { depart: 3 });
    const left = runScenario(scenarioOf(HOST, [leaving]), scripted([[ask(1)], [ask(2)]]));
    expect(left.moves.map((move) => move.reason)).toEqual([
      'to 1 (broken off: the guest left)',
      'refused: the guest left before it began',
    ]);
    const ended = runScenario(scenarioOf(HOST, [big('a', 0)], [], { until: 3 }), scripted([[ask(1)], [ask(2)]]));
    expect(ended.moves[1].reason).toBe('refused: the run ended before it began');
    expect([ended.moves[0].outcome, ended.moves[0].done]).toEqual(['running', false]);
  });
});

function byHand(guest: string, at: number, to: number, mechanism: MechanismId = 'live'): ManualMove {
  return { guest, at, to: [to], mechanism };
}

describe('moves that meet', () => {
  test('room that a running copy has reserved is not there for another guest', () => {
    const guests = [big('a', 0, 5000), big('b', 2, 4000)];
    const { moves } = runScenario(
      scenarioOf(HOST, guests, [byHand('a', 1, 1), byHand('b', 2, 1), byHand('b', 7, 1)]),
      scripted(),
    );
    expect(moves.map((move) => move.reason)).toEqual([
      'by hand',
      'refused: needs 4.0 GiB, 3.1 GiB free on node 1',
      'refused: needs 4.0 GiB, 3.1 GiB free on node 1',
    ]);
  });

  test('a guest that leaves in the middle of its move gives back all that it held and used', () => {
    const guests = [big('a', 0, 6000, { depart: 4 }), big('b', 2, 8000)];
    const { moves, events } = runScenario(
      scenarioOf(HOST, guests, [byHand('a', 1, 1, 'hot-first'), byHand('b', 4, 1, 'hot-first')]),
      scripted(),
    );
    expect(moves.map((move) => move.outcome)).toEqual(['broken-off', 'done']);
    expect(moves[0].copiedMiB).toBeCloseTo(2970, 6);
    expect(events.map((event) => event.kind)).toEqual([
      'arrive',
      'arrive',
      'move-start',
      'move-end',
      'depart',
      'move-start',
      'move-end',
    ]);
  });

  test('a guest that is not there cannot be moved, and that is told', () => {
    const { moves } = runScenario(scenarioOf(HOST, [big('a', 0, 100, { arrive: 5 })], [byHand('a', 1, 1)]), scripted());
    expect(moves[0]).toMatchObject({
      reason: 'refused: the guest does not run',
      from: [],
      to: [1],
      outcome: 'refused',
    });
  });
});

function vain(guest: Guest, mechanism: MechanismId, to: number): MoveRecord {
  return runScenario(scenarioOf(HOST, [guest], [{ at: 1, guest: 'a', to: [to], mechanism }]), scripted()).moves[0];
}

describe('moves in vain', () => {
  // Memory on node 1, vCPUs on node 0: bringing the memory home pays back soon, sending the vCPUs off does not.
  const split: Partial<Guest> = {
    workload: { memoryStall: 0.9, bandwidthPerCoreGBs: 1, dirtyRateMiBs: 0 },
    placement: {
      parts: [{ node: 0, vcpus: 2, memoryMiB: 1000, memoryOn: [{ node: 1, memoryMiB: 1000 }] }],
    },
  };
  const far = (depart: number): Guest => big('a', 0, 1000, { ...split, depart });

  test('destroyed before its break-even or after', () => {
    expect(vain(far(1.05), 'vcpu-only', 1)).toMatchObject({ outcome: 'done', inVain: true });
    expect(vain(far(30), 'vcpu-only', 1)).toMatchObject({ outcome: 'done', inVain: false });
  });

  test('one that can never pay back, whenever the guest leaves; not if it stays', () => {
    expect(vain(far(50), 'vcpu-only', 2).inVain).toBe(true);
    expect(vain(far(1000), 'vcpu-only', 2).inVain).toBe(false);
  });

  test('one that never costs anything is never in vain', () => {
    expect(vain(far(1.2), 'hot-first', 0)).toMatchObject({ outcome: 'broken-off', inVain: false });
  });

  test('moved again counts as destroyed', () => {
    const moves: ManualMove[] = [
      { at: 1, guest: 'a', to: [1], mechanism: 'vcpu-only' },
      { at: 1.04, guest: 'a', to: [0], mechanism: 'vcpu-only' },
    ];
    const result = runScenario(scenarioOf(HOST, [far(1000)], moves), scripted());
    expect(result.moves.map((move) => move.inVain)).toEqual([true, false]);
    expect(result.metrics.movesInVain).toBe(1);
  });
});
