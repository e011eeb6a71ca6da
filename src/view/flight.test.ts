import { expect, test } from 'vitest';
import { placedEstate } from './explore/testing/estate.ts';
import { placeOf } from './flight.ts';

test('a guest is where its first part is, a guest that is not there nowhere', () => {
  const { at, host, guests } = placedEstate();
  const place = (name: string) =>
    placeOf(
      at,
      host.nodes.length,
      guests.findIndex((guest) => guest.name === name),
    );
  expect(place('erp-1')).toEqual({ nodes: [2], part: '3/0' });
  expect(place('web-3')).toEqual({ nodes: [1], part: '5/0' });
  expect(place('nobody')).toBeUndefined();
});
