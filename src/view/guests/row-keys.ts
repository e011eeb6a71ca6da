const STEPS: Readonly<Record<string, (at: number, count: number, page: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, _count, page) => at + page,
  PageUp: (at, _count, page) => at - page,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Where a key leads from a row of `count`, a page being so many rows; undefined = nowhere. */
export function rowByKey(key: string, at: number, count: number, page: number): number | undefined {
  const next = Object.hasOwn(STEPS, key) && count > 0 ? STEPS[key]?.(at, count, page) : undefined;
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next));
}
