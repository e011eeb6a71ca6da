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

/** Reads what was given, in the worker; what was given before is given up. */
export function useImport(given: Given | undefined): ImportState {
  const [state, setState] = useState<ImportState>({ kind: 'nothing' });
  useEffect(() => {
    if (!given) {
      setState({ kind: 'nothing' });
      return undefined;
    }
    const ending = new AbortController();
    const { signal } = ending;
    const read = async (): Promise<void> => {
      try {
        const outcome = await prepareImport(given.source, given.name, signal);
        if (!signal.aborted) setState({ kind: 'read', outcome });
      } catch (error) {
        if (!signal.aborted)
          setState({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
      }
    };
    setState({ kind: 'reading' });
    const timer = setTimeout(() => void read(), typeof given.source === 'string' ? STILL_MS : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [given]);
  return state;
}
