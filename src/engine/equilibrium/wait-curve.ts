const Q_LINEAR = 0.42;
const Q_POWER = 0.55;

/** q(u) − 1: what a station's load adds to its idle latency, in units of it (MODEL §5; fitted to measured read curves). */
export function loadedWait(u: number): number {
  const u2 = u * u;
  const u4 = u2 * u2;
  return Q_LINEAR * u + Q_POWER * u4 * u4;
}

/** dq/du. */
export function waitSlope(u: number): number {
  const u2 = u * u;
  return Q_LINEAR + 8 * Q_POWER * u2 * u2 * u2 * u;
}

/** Utilisation at which a station's own curve gives `wait` (in units of its base), at most 1. */
export function utilisationAt(wait: number): number {
  if (wait <= 0) return 0;
  if (wait >= Q_LINEAR + Q_POWER) return 1;
  // The curve is convex and rising: Newton from above the root never leaves (root, 1].
  let u = Math.min(1, wait / Q_LINEAR);
  for (let n = 0; n < 60; n++) {
    const next = u - (loadedWait(u) - wait) / waitSlope(u);
    if (!(next < u)) break;
    u = next;
  }
  return u;
}

/** A station's wait (ns) at place `t`: below 1 its utilisation, on the curve; beyond it is full and the wait goes on as the curve ended. */
export function waitAt(t: number, base: number, l0: number): number {
  if (t < 1) return base * loadedWait(t);
  return base * (Q_LINEAR + Q_POWER) + (t - 1) * fullSlope(base, l0);
}

/** What a full station's wait grows by per unit of t; a link without latency of its own counts in yardsticks. */
export function fullSlope(base: number, l0: number): number {
  return base > 0 ? base * (Q_LINEAR + 8 * Q_POWER) : l0;
}

/** The place `t` of a station that waits `wait` ns. Where `base` is 0 and nothing waits it is not known from the wait: 0. */
export function placeOf(wait: number, base: number, l0: number): number {
  const end = base * (Q_LINEAR + Q_POWER);
  if (wait < end) return utilisationAt(wait / base);
  return wait > 0 ? 1 + (wait - end) / fullSlope(base, l0) : 0;
}
