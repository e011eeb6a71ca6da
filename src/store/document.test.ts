import { beforeEach, expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { change, documentStore, openDocument, redo, undo } from './document.ts';

function named(name: string): Scenario {
  return { nearfar: 1, name, host: { name: 'h', nodes: [] }, guests: [] };
}

const [one, two, three] = ['one', 'two', 'three'].map(named);
const state = documentStore.getState;

beforeEach(() => openDocument(one));

test('every change is one step back and forth, by the same snapshots', () => {
  change('a', two);
  change('b', three);
  undo();
  expect(state().scenario).toBe(two);
  undo();
  expect(state().scenario).toBe(one);
  redo();
  redo();
  expect(state().scenario).toBe(three);
});

test('a step says what it takes back and what it does again', () => {
  change('a', two);
  change('b', three);
  expect(state().past.map((step) => step.label)).toEqual(['a', 'b']);
  undo();
  expect(state().future.map((step) => step.label)).toEqual(['b']);
  expect(state().past.map((step) => step.label)).toEqual(['a']);
});

test('a new change forgets what was undone', () => {
  change('a', two);
  undo();
  change('c', three);
  redo();
  expect(state().scenario).toBe(three);
  expect(state().future).toEqual([]);
});

test('nothing happens at either end, nor for a change that changes nothing', () => {
  undo();
  redo();
  change('same', one);
  expect(state()).toEqual({ scenario: one, past: [], future: [] });
});

test('the oldest of very many steps is forgotten, the newest all work', () => {
  for (let i = 0; i < 250; i++) change(String(i), named(String(i)));
  const steps = state().past.length;
  for (let i = 0; i < steps; i++) undo();
  expect(state().scenario?.name).toBe(String(249 - steps));
});

test('opening another document leaves nothing to undo', () => {
  change('a', two);
  openDocument(three);
  undo();
  expect(state().scenario).toBe(three);
});
