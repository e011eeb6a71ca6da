/** Units are aliases that name what a number is; MODEL: time s, memory MiB, bandwidth GB/s (10^9 B/s), latency ns. */
export type Seconds = number;
/** 2^20 bytes; a page is 1/256 MiB. */
export type Mebibytes = number;
/** 10^9 bytes per second. */
export type GigabytesPerSecond = number;
export type MebibytesPerSecond = number;
export type Nanoseconds = number;
/** One core's full time is 1. */
export type Cores = number;
/** 0..1 unless its name says otherwise. */
export type Share = number;

export const PAGES_PER_MIB = 256;
export const BYTES_PER_MIB = 1_048_576;
/** A cache line, the unit of a memory access. */
export const BYTES_PER_LINE = 64;
