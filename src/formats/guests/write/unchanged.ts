import type { Host } from '../../../model/host.ts';
import type { Guest } from '../../../model/scenario.ts';
import { readGuests } from '../read-guests.ts';
import type { ReadGuest } from '../reading.ts';

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The guest as its original describes it on this host; undefined where there is no original that can be read. */
export function originalGuest(guest: Guest, host: Host): ReadGuest | undefined {
  const { original } = guest;
  if (!original) return undefined;
  if (original.text === '') return original.placement && { ...guest, placement: original.placement };
  const guests = readGuests(original.text, guest.name, host).value?.guests ?? [];
  return guests.find(({ name }) => name === guest.name) ?? (guests.length === 1 ? guests[0] : undefined);
}

/** Nothing that an export would write has changed since the guest was imported. */
export function isUnchanged(guest: Guest, host: Host): boolean {
  const before = originalGuest(guest, host);
  return (
    before !== undefined &&
    before.name === guest.name &&
    before.vcpus === guest.vcpus &&
    before.memoryMiB === guest.memoryMiB &&
    same(before.placement, guest.placement) &&
    same([before.weight, before.capPercent, before.vnumaAware], [guest.weight, guest.capPercent, guest.vnumaAware])
  );
}
