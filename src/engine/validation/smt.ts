import { percent } from './row.ts';
import { meanSpeed, type RowMaker, type ScenarioOf } from './setup.ts';

const SETUP =
  '4 nodes of 16 cores / 32 threads, far memory 20 % slower; a guest of 32 vCPUs, stall share 0.3 (estimate)';
const SOURCE = 'xapi-project/xen-api, pull request 6763';

/** How much faster a guest is on one node than on two. */
function onOne(scenarioOf: ScenarioOf, guest: 'wide' | 'narrow'): number {
  return meanSpeed(scenarioOf(`smt-${guest}-on-one`)) / meanSpeed(scenarioOf(`smt-${guest}-on-two`)) - 1;
}

const counterCase: RowMaker = (scenarioOf) => {
  const lost = -onOne(scenarioOf, 'wide');
  const won = onOne(scenarioOf, 'narrow');
  return {
    id: 'smt-counter-case',
    effect:
      'Locality against cores: what a fit to one small node wins, and what it costs a guest as wide as the node’s threads',
    setup: `${SETUP}; for what is won, one of 8 vCPUs`,
    source: SOURCE,
    published: 'about 20 % of latency won, 40–75 % of CPU lost',
    engine: `${percent(won)} won, ${percent(lost)} lost`,
    tolerance: 'the sign, at least 2 : 1',
    holds: won > 0 && lost >= 2 * won,
  };
};

const loss: RowMaker = (scenarioOf) => {
  const lost = -onOne(scenarioOf, 'wide');
  return {
    id: 'smt-loss',
    effect: 'CPU lost by 32 vCPUs on the threads of 16 cores',
    setup: SETUP,
    source: SOURCE,
    published: '40–75 %',
    engine: percent(lost),
    tolerance: 'within the range',
    holds: lost >= 0.4 && lost <= 0.75,
    note: 'A second thread adds a quarter of a core here: 16 cores with both threads busy give 20 of 32.',
  };
};

/** A guest of 32 vCPUs on small nodes: squeezed onto one node's threads, against spread over two nodes' cores. */
export const SMT: readonly RowMaker[] = [counterCase, loss];
