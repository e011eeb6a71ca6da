import type { SourceKind } from '../../model/host.ts';

/** One thing that the model takes for granted. */
export interface Assumption {
  readonly what: string;
  readonly kind: SourceKind;
  readonly source: string;
}

export interface Chapter {
  readonly title: string;
  readonly assumptions: readonly Assumption[];
}

/** What the engine assumes, in the order of its own description, each with where it comes from. */
export const CHAPTERS: readonly Chapter[] = [
  {
    title: 'The machine',
    assumptions: [
      {
        what: 'Measured idle latencies come first. A pair of nodes without one takes the local latency of the memory’s node × SLIT / 10, which is shown as inferred.',
        kind: 'inferred',
        source:
          'SLIT is no latency: an E5-2680 v3 says 2.1 and measures 1.38, a Xeon 8180 says 2.1 and measures 1.61 (Intel MLC)',
      },
      {
        what: 'Where no links are known, all nodes are joined in both directions, each link half as wide as the slower of its two controllers. Drawn dashed.',
        kind: 'inferred',
        source: 'measured machines of 2013 to 2021 give a third to a half across sockets (Intel MLC)',
      },
      {
        what: 'Data take the shortest way in hops (of equal ones that over the node with the lowest id), unless the host names a route.',
        kind: 'estimate',
        source: 'firmware tables are not published; asymmetric routes are known (Lepers, ATC 2015)',
      },
      {
        what: 'A second thread adds a quarter of a core.',
        kind: 'estimate',
        source: 'numad counts a thread as 20 %; published gains run from 15 % to 30 %',
      },
    ],
  },
  {
    title: 'Guests and their memory',
    assumptions: [
      {
        what: 'The share of accesses that the hottest pages take is a line with one bend, given by two figures of the workload.',
        kind: 'estimate',
        source: 'a stand-in for the long tails that are measured; both figures are the user’s',
      },
      {
        what: 'Memory is moved in 32 equal extents for each part of a guest; heat is even within one.',
        kind: 'estimate',
        source: 'a choice of the model: fine enough for the order of pages to matter, coarse enough to draw',
      },
      {
        what: 'A guest that knows its topology keeps its private data near its tasks as well as its OS manages (0.9); what tasks share follows all of its memory.',
        kind: 'estimate',
        source: 'a choice of the model; the discussion of 2007 states the effect, not its size',
      },
      {
        what: 'A task whose memory does not fit into its virtual node reads the rest elsewhere.',
        kind: 'file',
        source: 'the single-task case of the discussion of 2007',
      },
    ],
  },
  {
    title: 'CPU time',
    assumptions: [
      {
        what: 'Shares are weighted max-min, and the weight counts once for each running vCPU.',
        kind: 'file',
        source: 'xen/common/sched/credit.c and credit2.c',
      },
      {
        what: 'Time slices, wake-up latency and cache warmth are not modelled: a node’s CPU time is divided like a fluid.',
        kind: 'estimate',
        source: 'a choice of the model; slices are 10 to 30 ms, runs are minutes',
      },
    ],
  },
  {
    title: 'Waiting for memory',
    assumptions: [
      {
        what: 'The wait at a controller follows 1 + 0.42 u + 0.55 u⁸ times its idle latency.',
        kind: 'measured',
        source: '173 points of twelve machines, 2013 to 2022; mean error 2.7 %, 95th percentile 10 %, worst 23 %',
      },
      {
        what: 'At a full controller or link the wait grows until no more is asked of it than it has.',
        kind: 'file',
        source: 'operational analysis, Little’s law',
      },
      {
        what: 'A core holds 16 cache lines in flight unless the host says otherwise.',
        kind: 'measured',
        source: '216 GB/s at 282 ns are 950 lines, 17 for each core of a Xeon 8180 (Intel MLC)',
      },
      {
        what: 'Slowdown is 1 + stall share × (latency / idle latency − 1).',
        kind: 'file',
        source: 'Clapp and others, IISWC 2015',
      },
    ],
  },
  {
    title: 'Moving',
    assumptions: [
      {
        what: 'Pre-copy stops after 5 live rounds (Xen 4.6 and later) or after 29 rounds or three times the memory (until 4.5); both stop below 50 dirty pages.',
        kind: 'file',
        source: 'Xen, xc_sr_save.c and xc_domain_save.c',
      },
      {
        what: 'A live copy runs at 1 GB/s, a background copy at 0.5 GB/s, where the host says nothing.',
        kind: 'estimate',
        source: 'move_pages ran at 0.6 GB/s on Opterons (Goglin 2009) and runs at 3.7 to 10 GB/s on Zen 3 (LKML 2025)',
      },
      {
        what: 'Each move pauses the guest for at least 30 ms; each part of an aware guest that changes its node pays one second for a hotplug event.',
        kind: 'estimate',
        source: 'resume costs of 10 to 30 ms are reported; the length of a hotplug event is a guess',
      },
    ],
  },
];

/** Where the model is known to be wrong. */
export const LIMITS: readonly string[] = [
  'Where many nodes want one controller, their cores slow down up to 34-fold; real ones throttle at about fourfold.',
  'The split of an unpinned guest over the nodes is fixed: idle cores on one of them do not attract more of it.',
  'Parts have their shares of a cap for themselves; one that needs less does not lend. Two guests may be pinned to one pCPU.',
  'The wait at a link jumps (to four times idle at most) when a copy at a fixed rate just fills it.',
  'There are no caches that guests could take from each other, and a write costs what a read does.',
  'Bursts are averaged out: nothing is shorter than a phase.',
  'What a guest’s own OS moves beyond one task at a time is not modelled.',
];
