import { useEffect, useState } from 'react';
import { prepareImport, type ImportOutcome } from '../../store/importing.ts';

/** What the user gave: a text that was pasted, or a file. */
export interface Given {
  readonly source: string | File;
  readonly name: string;
}

export type ImportState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly outcome: ImportOutcome }
  | { readonly kind: 'failed'; readonly reason: string };

/** Typing goes on: the text is read once it has been still this long, ms. */
const STILL_MS = 150;

async function read({ source, name }: Given, signal: AbortSignal): Promise<ImportState> {
  try {
    return { kind: 'read', outcome: await prepareImport(source, name, signal) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads what was given, in the worker; what was given before is given up. */
export function useImport(given: Given | undefined): ImportState {
  const [last, setLast] = useState<{ readonly given: Given; readonly state: ImportState }>();
  useEffect(() => {
    if (!given) return undefined;
    const ending = new AbortController();
    const begin = async (): Promise<void> => {
      const state = await read(given, ending.signal);
      if (!ending.signal.aborted) setLast({ given, state });
    };
    const timer = setTimeout(() => void begin(), typeof given.source === 'string' ? STILL_MS : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [given]);
  if (!given) return { kind: 'nothing' };
  return last?.given === given ? last.state : { kind: 'reading' };
}
