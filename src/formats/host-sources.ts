import type { Source } from '../model/host.ts';
import { type ProcessorEstimate, UNKNOWN_MIB_PER_THREAD } from './estimates.ts';
import type { ObservedHost } from './observed.ts';

function coresSource(observed: ObservedHost, said: Source): Source {
  if (observed.nodes.some(({ cpus }) => cpus === null)) return { kind: 'estimate', text: 'the input names no CPUs' };
  if (observed.cores) return said;
  const perCore = observed.counts?.threadsPerCore;
  if (perCore !== undefined) return { kind: 'inferred', text: `${perCore} threads per core, as the input counts them` };
  return { kind: 'inferred', text: 'one core per thread: the input does not show siblings' };
}

/** Where the figures of a host come from; `said` names the input. */
export function sources(
  observed: ObservedHost,
  estimate: ProcessorEstimate | undefined,
  said: Source,
): Record<string, Source> {
  const typical: Source = { kind: 'estimate', text: estimate?.text ?? 'typical of a server of the last ten years' };
  const noCpus = observed.nodes.some(({ cpus }) => cpus === null);
  const noMemory = observed.nodes.some(({ memoryBytes }) => memoryBytes === null);
  const guessed: Source = {
    kind: 'estimate',
    text: `${UNKNOWN_MIB_PER_THREAD / 1024} GiB per thread where the input states no memory`,
  };
  return {
    '': { kind: 'estimate', text: 'default of the model' },
    'nodes[].id': said,
    'nodes[].threads': noCpus ? { kind: 'estimate', text: 'the input names no CPUs' } : said,
    'nodes[].cpus': said,
    'nodes[].cores': coresSource(observed, said),
    'nodes[].memoryMiB': noMemory ? guessed : said,
    'nodes[].bandwidthGBs': typical,
    'nodes[].latencyNs': typical,
    topology: said,
    slit: said,
  };
}
