/*
 * Natural logarithm by the method of fdlibm (e_log.c): only + − × ÷ and access to the bits of a number, so that it is equal to
 * the bit on every machine, which Math.log is not. Within one unit of the last place.
 */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;
const TWO_54 = 18_014_398_509_481_984;

const bits = new DataView(new ArrayBuffer(8));

/** ln x for x > 0; −Infinity for 0, NaN below. */
export function safeLog(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  // Numbers too small for an exponent of their own are lifted first.
  if (x < Number.MIN_VALUE * TWO_54) return safeLog(x * TWO_54) - 54 * LN2_LOW - 54 * LN2_HIGH;
  bits.setFloat64(0, x);
  const high = bits.getInt32(0);
  let exponent = (high >> 20) - 1023;
  bits.setInt32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  return nearOne(mantissa - 1, exponent);
}

/** ln (2^k · (1 + f)) for f within √½ − 1 .. √2 − 1. */
function nearOne(f: number, k: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}
