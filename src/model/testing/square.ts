import type { Guest, Scenario } from '../scenario.ts';

/** Four nodes in a square, four cores and 8 GiB each, with the guests given. */
export function square(...guests: readonly Partial<Guest>[]): Scenario {
  const wires = [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ];
  return {
    nearfar: 1,
    host: {
      name: 'square',
      nodes: [0, 1, 2, 3].map((id) => ({
        id,
        cores: 4,
        threads: 4,
        memoryMiB: 8192,
        bandwidthGBs: 8,
        latencyNs: 100,
        cpus: `${4 * id}-${4 * id + 3}`,
      })),
      links: wires.flatMap(([a, b]) => [
        { from: a, to: b, capacityGBs: 4 },
        { from: b, to: a, capacityGBs: 4 },
      ]),
    },
    guests: guests.map((guest, n) => ({ name: `g${n}`, vcpus: 2, memoryMiB: 1024, ...guest })),
  };
}
