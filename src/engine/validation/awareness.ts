import type { Scenario } from '../../model/scenario.ts';
import { list, percent } from './row.ts';
import { meanSpeed, type RowMaker } from './setup.ts';

const SIZES = [8, 20, 40];

/** What it brings to show the guests of a file their topology. */
function gain(scenario: Scenario): number {
  const speedWith = (vnumaAware: boolean): number =>
    meanSpeed({ ...scenario, guests: scenario.guests.map((guest) => ({ ...guest, vnumaAware })) });
  return speedWith(true) / speedWith(false) - 1;
}

const bySize: RowMaker = (scenarioOf) => {
  const gains = SIZES.map((vcpus) => gain(scenarioOf(`vnuma-${vcpus}`)));
  return {
    id: 'vnuma-by-size',
    effect: `Showing guests of ${SIZES.join(', ')} vCPUs their topology, against hiding it`,
    setup:
      '4 nodes of 10 cores, 130 and 200 ns, 17 GB/s a node, 11 GB/s a link (estimates); parallel program, stall share 0.5, 2 GB/s a core, a tenth of the accesses shared; guests[].vnumaAware is set to true and to false',
    source: 'VMware, SPEC OMP with and without vNUMA: up to +167 % (from memory: to be verified)',
    published: 'nothing within a node, more the wider the guest',
    engine: list(gains, percent),
    tolerance: 'the sign, growing with size',
    holds: Math.abs(gains[0]) < 1e-6 && gains[1] > 0 && gains[2] > gains[1],
  };
};

/** What it brings to show a guest its topology, by the size of the guest. */
export const AWARENESS: readonly RowMaker[] = [bySize];
