import type { GigabytesPerSecond, Nanoseconds } from '../model/units.ts';

/** What is typical of a processor: idle local latency, and bandwidth of one socket (all its nodes together). */
export interface ProcessorEstimate {
  readonly latencyNs: Nanoseconds;
  readonly socketGBs: GigabytesPerSecond;
  readonly text: string;
}

type Row = readonly [model: RegExp, latencyNs: number, socketGBs: number, text: string];

/** Figures of a machine of the family where one was measured, rounded; the rest by its memory channels. */
const PROCESSORS: readonly Row[] = [
  [/Opteron.*\b[128]\d\d\b/, 95, 5.5, 'Opteron of 2003–2006 (latency: McCalpin 2010)'],
  [/Opteron.*\b[28]3\d\d\b/, 100, 8, 'Opteron “Barcelona” of 2007 (latency: McCalpin 2010)'],
  [/Opteron.*\b[46]1\d\d\b/, 98, 24, 'Opteron “Magny-Cours” of 2010 (latency: AnandTech 2978)'],
  [/Opteron.*\b[46][23]\d\d\b/, 100, 24, 'Opteron of 2011'],
  [/\bX75\d\d|E7-\s?[248]8\d\d\b(?! v)/, 130, 17, 'Xeon with four memory buffers, 2010–2011'],
  [/\b[XEL]5[56]\d\d\b/, 85, 20, 'Xeon 5500/5600 of 2009 (latency: AnandTech 2978)'],
  [/E5-\s?\d{4}\w? v2/, 62, 55, 'Xeon E5 v2 of 2013 (measured on a 2× E5-2680 v2)'],
  [/E5-\s?\d{4}\w? v3/, 92, 61, 'Xeon E5 v3 of 2014 (measured on a 2× E5-2680 v3)'],
  [/E5-\s?\d{4}\w? v4/, 74, 73, 'Xeon E5 v4 of 2016 (measured on a 2× E5-2680 v4)'],
  [/E5-\s?\d{4}/, 65, 40, 'Xeon E5 of 2012'],
  [/E7-\s?\d{4}\w? v[234]/, 120, 60, 'Xeon E7 v2 to v4'],
  [/(?:Platinum|Gold|Silver|Bronze) \d1\d\d/, 85, 106, 'Xeon Scalable of 2017 (measured on a 2× 8180 and a 2× 6140)'],
  [/(?:Platinum|Gold|Silver|Bronze) \d2\d\d/, 88, 113, 'Xeon Scalable of 2019 (measured on a 2× 6240)'],
  [/(?:Platinum|Gold|Silver|Bronze) \d3\d\d/, 89, 176, 'Xeon Scalable of 2021 (measured on a 2× 8360Y)'],
  [/(?:Platinum|Gold|Silver|Bronze) \d4\d\d|\bMax 9\d\d\d/, 96, 244, 'Xeon Scalable of 2023 (measured on a 2× 8468)'],
  [
    /(?:Platinum|Gold|Silver|Bronze) \d5\d\d/,
    100,
    259,
    'Xeon Scalable of late 2023 (bandwidth measured on a 2× 6548Y+)',
  ],
  [/\b6[79]\d\dP/, 110, 400, 'Xeon 6 of 2024'],
  [/EPYC 7\d\d1/, 90, 140, 'EPYC of 2017 (AnandTech 11551)'],
  [/EPYC 7\w\d[23]/, 115, 180, 'EPYC of 2019–2021 (latency: AnandTech 14694)'],
  [/EPYC 9\w\w4/, 105, 370, 'EPYC of 2022 (measured on a 9354P)'],
  [/EPYC 9\w\w5/, 115, 450, 'EPYC of 2024'],
  [/Kunpeng|HUAWEI/i, 95, 150, 'Kunpeng 920 of 2019'],
  [/Neoverse|Altra|Graviton/i, 100, 180, 'Arm server of 2020'],
  [/POWER8/i, 95, 190, 'POWER8 of 2014'],
  [/POWER9/i, 90, 150, 'POWER9 of 2017'],
  [/POWER[567]/i, 110, 60, 'POWER5 to POWER7'],
  [/Itanium/i, 180, 8, 'Itanium'],
];

/** The estimate for a processor model; undefined for an unknown one. */
export function processorEstimate(model: string | undefined): ProcessorEstimate | undefined {
  if (model === undefined) return undefined;
  const row = PROCESSORS.find(([pattern]) => pattern.test(model.slice(0, 200)));
  return row && { latencyNs: row[1], socketGBs: row[2], text: `typical of a ${row[3]}` };
}

/** Memory that has no CPUs of its own, by what the input calls it. */
export interface MemoryEstimate {
  /** From the nearest CPUs, the way included. */
  readonly latencyNs: Nanoseconds;
  readonly bandwidthGBs: GigabytesPerSecond;
}

export function memoryEstimate(kind: string | undefined): MemoryEstimate {
  if (kind !== undefined && /HBM|MCDRAM/i.test(kind)) return { latencyNs: 140, bandwidthGBs: 300 };
  if (kind !== undefined && /GPU/i.test(kind)) return { latencyNs: 600, bandwidthGBs: 60 };
  if (kind !== undefined && /NVM|PMEM/i.test(kind)) return { latencyNs: 300, bandwidthGBs: 30 };
  return { latencyNs: 250, bandwidthGBs: 25 };
}

/** Where the processor is unknown: a server of the last ten years, 4 GB/s for each core within what controllers give. */
export const UNKNOWN_LATENCY_NS = 90;
export function unknownBandwidth(cores: number): GigabytesPerSecond {
  return Math.min(200, Math.max(8, 4 * cores));
}
/** Where the input states no memory at all. */
export const UNKNOWN_MIB_PER_THREAD = 4096;
/** Where the input names no CPUs at all. */
export const UNKNOWN_CORES = 4;
