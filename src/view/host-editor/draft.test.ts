import { describe, expect, test } from 'vitest';
import { HOST_PRESETS } from '../../model/host-variants.ts';
import { addNode, removeNode } from '../../model/host-nodes.ts';
import { square } from '../../model/testing/square.ts';
import { BY_HAND } from '../../model/variant.ts';
import { faultOf, openDraft, review, specOf, step, textAt, type, type Draft } from './draft.ts';
import { addLinks, removeLink, stateLinks, stateMatrix } from './steps.ts';

const { host } = square();
const open = (): Draft => openDraft(host);

describe('typing', () => {
  test('nothing typed, nothing changed', () => {
    expect(review(open())).toMatchObject({ isChanged: false, variant: { host } });
  });

  test('a figure goes where its path says and is marked as changed by hand', () => {
    const { variant, isChanged } = review(type(open(), 'nodes[2].memoryMiB', ' 4096 '));
    expect(isChanged).toBe(true);
    expect(variant?.host.nodes.map(({ memoryMiB }) => memoryMiB)).toEqual([8192, 8192, 4096, 8192]);
    expect(variant?.host.sources).toEqual({ 'nodes[].memoryMiB': BY_HAND });
    expect(variant?.host.name).toBe('square (changed)');
  });

  test('a wrong figure is said where it stands, in the words of the validator', () => {
    const { variant, faults } = review(type(type(open(), 'nodes[0].cores', '1.5'), 'links[0].capacityGBs', 'wide'));
    expect(variant).toBeUndefined();
    expect(faults.get('nodes[0].cores')).toBe('1.5 is not a whole number');
    expect(faults.get('links[0].capacityGBs')).toBe('"wide" is not a number');
  });

  test('figures that contradict each other are said, too', () => {
    const { faults } = review(type(open(), 'nodes[1].cores', '8'));
    expect(faults.get('nodes[1].threads')).toBe('4 threads are fewer than the 8 cores');
  });

  test('what may be left out may be emptied, what is required may not', () => {
    expect(review(type(open(), 'nodes[0].cpus', '')).variant?.host.nodes[0].cpus).toBeUndefined();
    expect(faultOf('nodes[0].memoryMiB', '')).toBeDefined();
    expect(faultOf('linesPerCore', '')).toBeUndefined();
    expect(faultOf('name', '')).toBe('the text is empty');
  });

  test('copy rates begin to be stated', () => {
    expect(review(type(open(), 'copy.liveGBs', '2')).variant?.host.copy).toEqual({ liveGBs: 2 });
  });

  test('an emptied cell of latencies is not measured', () => {
    const draft = step(open(), (one) => stateMatrix(one, 'latencyNs'));
    const typed = type(type(draft, 'latencyNs[0][1]', '130'), 'latencyNs[0][0]', '');
    expect(review(typed).variant?.host.latencyNs?.[0]).toEqual([null, 130, null, null]);
  });

  test('only fields of the table can be typed', () => {
    expect(specOf('nodes[0].toString')).toBeUndefined();
    expect(specOf('__proto__')).toBeUndefined();
    expect(specOf('slit[0][1]')?.title).toBe('SLIT distance');
  });
});

describe('steps', () => {
  test('take what was typed with them', () => {
    const draft = step(type(open(), 'nodes[0].memoryMiB', '4096'), addNode);
    expect(draft.typed.size).toBe(0);
    expect(draft.variant.host.nodes.map(({ memoryMiB }) => memoryMiB)).toEqual([4096, 8192, 8192, 8192, 8192]);
    expect(textAt(draft, 'nodes[0].memoryMiB')).toBe('4096');
  });

  test('remember through several of them where nodes come from', () => {
    const split = HOST_PRESETS.find(({ id }) => id === 'split-2')!;
    const draft = step(
      step(open(), (one) => removeNode(one, 0)),
      split.apply,
    );
    expect(draft.variant.origins).toEqual([[1], [1], [2], [2], [3], [3]]);
  });

  test('do nothing while a figure is wrong', () => {
    const wrong = type(open(), 'nodes[0].cores', '-1');
    expect(step(wrong, addNode)).toBe(wrong);
  });

  test('links are stated, added once, removed with the routes over them', () => {
    const bare = { ...host, links: [] };
    expect(stateLinks(bare).host.links).toHaveLength(12);
    const link = { from: 0, to: 3, capacityGBs: 2 };
    expect(addLinks(host, [link, { ...link, from: 0, to: 1 }]).host.links).toHaveLength(9);
    const routed = { ...host, routes: [{ from: 0, to: 3, via: [1] }] };
    expect(removeLink(routed, 0).host).toMatchObject({ routes: [] });
    expect(removeLink(routed, 0).host.links).toHaveLength(7);
  });
});
