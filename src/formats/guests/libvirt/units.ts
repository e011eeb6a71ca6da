/** The units of libvirt's scaled integers (formatdomain: memory), as bytes. */
const UNITS: Readonly<Record<string, number>> = { b: 1, bytes: 1 };
const PREFIXES = 'kmgtpe';

/** Bytes in a unit: "KiB", "K", "k" = 1024, "KB" = 1000, and so on up to E; undefined if libvirt does not know it. */
export function bytesPerUnit(unit: string): number | undefined {
  const lower = unit.toLowerCase();
  const known = UNITS[lower];
  if (known !== undefined) return known;
  const match = /^([kmgtpe])(|b|ib)$/.exec(lower);
  if (!match) return undefined;
  const power = PREFIXES.indexOf(match[1]!) + 1;
  return (match[2] === 'b' ? 1000 : 1024) ** power;
}
