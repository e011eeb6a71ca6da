import type { PrecopyRule } from '../../model/scenario.ts';
import { PAGES_PER_MIB } from '../../model/units.ts';
import { costOf } from '../cost.ts';
import type { RowMaker } from './setup.ts';

/** Pause that every switch costs on top of the last round, s. */
const SWITCH = 0.03;

interface Published {
  readonly dirtyGBs: number;
  readonly rule: PrecopyRule;
  readonly pages: number;
  readonly pauseMs: number;
}

/** Live migration of 4 GiB (1,048,576 pages) at 1 GB/s with a writable set of 65,536 pages. */
function row({ dirtyGBs, rule, pages, pauseMs }: Published): RowMaker {
  return (scenarioOf) => {
    const file = scenarioOf(`precopy-${rule}-${dirtyGBs}`);
    const cost = costOf(file, { guest: 'vm', to: [1], mechanisms: ['live'] }).mechanisms[0];
    const sent = 'refused' in cost ? 0 : Math.round(cost.copiedMiB * PAGES_PER_MIB);
    const pause = 'refused' in cost ? 0 : (cost.pauseSeconds - SWITCH) * 1000;
    return {
      id: `precopy-${rule}-${dirtyGBs}`,
      effect: `Pre-copy by the rule of ${rule === 'xen-4.6' ? 'Xen 4.6 and later' : 'Xen 4.5 and before'}, ${dirtyGBs} GB/s dirtied: pages sent, last round`,
      setup: '4 GiB, 1 GB/s, writable set of 256 MiB',
      source: 'Clark et al., NSDI 2005; stop rules of the Xen source (xc_sr_save.c 4.6.0, xc_domain_save.c 4.4)',
      published: `${pages} pages, ${pauseMs} ms`,
      engine: `${sent} pages, ${pause.toFixed(pauseMs < 1 ? 2 : pauseMs < 20 ? 1 : 0)} ms`,
      tolerance: 'one page, half of the last digit',
      holds:
        Math.abs(sent - pages) <= 1 && Math.abs(pause - pauseMs) <= (pauseMs < 1 ? 0.005 : pauseMs < 20 ? 0.05 : 0.5),
    };
  };
}

export const PRECOPY: readonly RowMaker[] = [
  row({ dirtyGBs: 0.5, rule: 'xen-4.6', pages: 1_175_552, pauseMs: 16.8 }),
  row({ dirtyGBs: 0.5, rule: 'xen-4.5', pages: 1_179_616, pauseMs: 0.13 }),
  row({ dirtyGBs: 0.95, rule: 'xen-4.6', pages: 1_345_086, pauseMs: 219 }),
  row({ dirtyGBs: 0.95, rule: 'xen-4.5', pages: 2_063_158, pauseMs: 64 }),
];
