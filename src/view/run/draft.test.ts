import { describe, expect, test } from 'vitest';
import { STRATEGIES } from '../../strategies/index.ts';
import { faultOf } from '../shell/number-rule.ts';
import { draftOf, settingsOf } from './draft.ts';

const PAIR = [{ id: 'guest-numa' }, { id: 'dynamic-balance', params: { period: 5 } }] as const;

describe('the panel', () => {
  test('shows what is given and the defaults for the rest', () => {
    const draft = draftOf(STRATEGIES, { until: 60 }, PAIR);
    expect(draft.until).toBe('60');
    expect(draft.seed).toBe('1');
    expect(draft.strategies[1].values['period']).toBe('5');
    expect(draft.strategies[1].values['mechanism']).toBe('hot-first');
  });

  test('gives back what it was opened with', () => {
    const settings = settingsOf(STRATEGIES, draftOf(STRATEGIES, {}, PAIR), {});
    expect(settings?.strategies).toEqual(PAIR);
    expect(draftOf(STRATEGIES, settings!, PAIR)).toEqual(draftOf(STRATEGIES, {}, PAIR));
  });

  test('gives back branches, in order of time, and none while one is wrong', () => {
    const branches = [
      { at: 10, id: 'xend' },
      { at: 20, id: 'dynamic-balance', params: { period: 5 } },
    ];
    const draft = draftOf(STRATEGIES, {}, [{ id: 'guest-numa', branches }, PAIR[1]]);
    expect(settingsOf(STRATEGIES, draft, {})?.strategies?.[0]).toEqual({ id: 'guest-numa', branches });
    const [a, b] = draft.strategies;
    const timed = (at: string) => ({
      ...draft,
      strategies: [{ ...a, branches: [{ ...a.branches[0]!, at }] }, b] as const,
    });
    const late = settingsOf(STRATEGIES, timed('30'), {})?.strategies?.[0];
    expect(late).toEqual({ id: 'guest-numa', branches: [{ at: 30, id: 'xend' }] });
    expect(settingsOf(STRATEGIES, timed(''), {})).toBeUndefined();
  });

  test('keeps what it does not show', () => {
    const moves = [{ at: 1, guest: 'a', to: [0], mechanism: 'live' as const }];
    const strategies = [...PAIR, { id: 'first-fit' }];
    const settings = settingsOf(STRATEGIES, draftOf(STRATEGIES, { moves, strategies }, PAIR), { moves, strategies });
    expect(settings?.moves).toBe(moves);
    expect(settings?.strategies).toHaveLength(3);
  });

  test('writes nothing down while a number is wrong', () => {
    const draft = draftOf(STRATEGIES, {}, PAIR);
    for (const until of ['', 'x', '-1', '1e99'])
      expect(settingsOf(STRATEGIES, { ...draft, until }, {})).toBeUndefined();
    expect(settingsOf(STRATEGIES, { ...draft, seed: '1.5' }, {})).toBeUndefined();
    const [a, b] = draft.strategies;
    const wrong = { ...b, values: { ...b.values, period: '0' } };
    expect(settingsOf(STRATEGIES, { ...draft, strategies: [a, wrong] }, {})).toBeUndefined();
  });

  test.each(STRATEGIES.map(({ id }) => id))('takes the defaults of %s as they are', (id) => {
    expect(settingsOf(STRATEGIES, draftOf(STRATEGIES, {}, [{ id }, { id }]), {})?.strategies).toEqual([{ id }, { id }]);
  });
});

test('a fault says what was expected', () => {
  const rule = { min: 1, max: 10, isWhole: true };
  expect(faultOf('3', rule)).toBeUndefined();
  expect(faultOf('3.5', rule)).toMatch(/whole/);
  expect(faultOf('11', rule)).toMatch(/1 and 10/);
  expect(faultOf(' ', rule)).toMatch(/number/);
});
