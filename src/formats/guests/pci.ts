/** A PCI address in its long form, "0000:3b:00.0", as Linux and hwloc write it; undefined if the text is none. */
export function pciAddress(text: string): string | undefined {
  const match = /^(?:([0-9a-f]{1,8}):)?([0-9a-f]{1,2}):([0-9a-f]{1,2})\.([0-7])$/i.exec(text.trim());
  if (!match) return undefined;
  const [, domain = '0', bus = '', slot = '', fn = ''] = match;
  return `${domain.padStart(4, '0')}:${bus.padStart(2, '0')}:${slot.padStart(2, '0')}.${fn}`.toLowerCase();
}

/** The address from its numbers; undefined where one is missing or out of range. */
export function pciFromNumbers(domain: number, bus: number, slot: number, fn: number): string | undefined {
  const inRange = [domain, bus, slot, fn].every(
    (one, i) => Number.isInteger(one) && one >= 0 && one <= [0xffff_ffff, 0xff, 0x1f, 7][i]!,
  );
  return inRange ? pciAddress([domain, bus, slot].map((one) => one.toString(16)).join(':') + `.${fn}`) : undefined;
}
