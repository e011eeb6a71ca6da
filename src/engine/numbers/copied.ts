type Doubles = Float64Array<ArrayBuffer>;
type Integers = Int32Array<ArrayBuffer>;
type Bytes = Uint8Array<ArrayBuffer>;

/** The first `length` of `from`, in `old` where that has room for them; what `old` holds beyond means nothing. */
export function copied(from: Doubles, length: number, old: Doubles | undefined): Doubles;
export function copied(from: Integers, length: number, old: Integers | undefined): Integers;
export function copied(from: Bytes, length: number, old: Bytes | undefined): Bytes;
export function copied(
  from: Doubles | Integers | Bytes,
  length: number,
  old: Doubles | Integers | Bytes | undefined,
): Doubles | Integers | Bytes {
  if (old === undefined || old.length < length) return from.slice(0, length);
  old.set(from.length === length ? from : from.subarray(0, length));
  return old;
}

/** All of `from`, in `old` where that is as long: for columns whose length means something. */
export function again(from: Doubles, old: Doubles | undefined): Doubles;
export function again(from: Integers, old: Integers | undefined): Integers;
export function again(from: Bytes, old: Bytes | undefined): Bytes;
export function again(
  from: Doubles | Integers | Bytes,
  old: Doubles | Integers | Bytes | undefined,
): Doubles | Integers | Bytes {
  if (old === undefined || old.length !== from.length) return from.slice();
  old.set(from);
  return old;
}
