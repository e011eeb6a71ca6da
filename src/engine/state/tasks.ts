function deal(dealt: number[], parts: readonly number[], tasks: number): void {
  const each = Math.floor(tasks / parts.length);
  const rest = tasks - each * parts.length;
  parts.forEach((part, place) => {
    dealt[part] += each + (place < rest ? 1 : 0);
  });
}

/**
 * Tasks dealt round robin over the parts that have a vCPU left, lowest first, then the rest over all (MODEL §2): as many
 * rounds at once as no part fills up in. Gives the tasks of each part; tasks and vCPUs are whole numbers.
 */
export function dealTasks(tasks: number, vcpus: readonly number[]): number[] {
  const dealt = vcpus.map(() => 0);
  let left = vcpus.length > 0 ? tasks : 0;
  while (left > 0) {
    const open = vcpus.map((_, part) => part).filter((part) => dealt[part] < vcpus[part]);
    const parts = open.length > 0 ? open : vcpus.map((_, part) => part);
    const rounds = open.reduce((least, part) => Math.min(least, vcpus[part] - dealt[part]), Infinity);
    const now = Math.min(left, rounds * parts.length);
    deal(dealt, parts, now);
    left -= now;
  }
  return dealt;
}
