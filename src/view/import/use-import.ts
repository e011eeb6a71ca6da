import { useEffect, useState } from 'react';
import { prepareImport, type Given, type ImportOutcome } from '../../store/importing.ts';

export type ImportState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly outcome: ImportOutcome }
  | { readonly kind: 'failed'; readonly reason: string };

/** Typing goes on: the text is read once it has been still this long, ms. */
const STILL_MS = 150;

async function read(given: readonly Given[], signal: AbortSignal): Promise<ImportState> {
  try {
    return { kind: 'read', outcome: await prepareImport(given, signal) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads what was given, in the worker; what was given before is given up. */
export function useImport(given: readonly Given[]): ImportState {
  const [last, setLast] = useState<{ readonly given: readonly Given[]; readonly state: ImportState }>();
  useEffect(() => {
    if (given.length === 0) return undefined;
    const ending = new AbortController();
    const begin = async (): Promise<void> => {
      const state = await read(given, ending.signal);
      if (!ending.signal.aborted) setLast({ given, state });
    };
    const timer = setTimeout(() => void begin(), given.some(({ source }) => typeof source === 'string') ? STILL_MS : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [given]);
  if (given.length === 0) return { kind: 'nothing' };
  return last?.given === given ? last.state : { kind: 'reading' };
}
