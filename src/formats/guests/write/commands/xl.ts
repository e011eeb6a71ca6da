import type { Guest } from '../../../../model/scenario.ts';
import { shellWord } from '../quote.ts';
import { sameShare, type Dialect } from './dialect.ts';

function xlName(name: string): string {
  return name.startsWith('-') ? `-- ${shellWord(name)}` : shellWord(name);
}

function weightAndCap({ weight, capPercent }: Guest): string {
  return `-w ${Math.round(weight ?? 256)} -c ${Math.round(capPercent ?? 0)}`;
}

/** Xen's own tool, for running domains. */
export const XL: Dialect = {
  knowsNodes: true,
  commands(context, from, to, pins) {
    context.note(
      'Xen cannot move the memory of a running domain: it comes along at the next start, or by xl migrate to localhost (twice the memory, not with vnuma)',
    );
    const pinned = pins.map((cpus, vcpu) => `xl vcpu-pin ${xlName(to.name)} ${vcpu} ${shellWord(cpus ?? 'all')}`);
    return [
      ...pinned,
      ...(sameShare(from, to) ? [] : [`xl sched-credit2 -d ${shellWord(to.name)} ${weightAndCap(to)}`]),
    ];
  },
};
