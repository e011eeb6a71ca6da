import { useEffect, useState } from 'react';
import { prepareImport, type Given, type ImportOutcome, type ImportProgress } from '../../store/importing.ts';

export type ImportState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly progress: ImportProgress | undefined }
  | { readonly kind: 'read'; readonly outcome: ImportOutcome }
  | { readonly kind: 'failed'; readonly reason: string };

/** Typing goes on: the text is read once it has been still this long, ms. */
const STILL_MS = 150;

interface Last {
  readonly given: readonly Given[];
  readonly state: ImportState;
}

async function read(
  given: readonly Given[],
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportState> {
  try {
    return { kind: 'read', outcome: await prepareImport(given, signal, onProgress) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads what was given, in the worker; what was given before is given up. */
export function useImport(given: readonly Given[]): ImportState {
  const [last, setLast] = useState<Last>();
  useEffect(() => {
    if (given.length === 0) return undefined;
    const ending = new AbortController();
    const show = (state: ImportState): void => {
      if (!ending.signal.aborted) setLast({ given, state });
    };
    const begin = async (): Promise<void> =>
      show(await read(given, ending.signal, (progress) => show({ kind: 'reading', progress })));
    const timer = setTimeout(() => void begin(), given.some(({ source }) => typeof source === 'string') ? STILL_MS : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [given]);
  if (given.length === 0) return { kind: 'nothing' };
  return last?.given === given ? last.state : { kind: 'reading', progress: undefined };
}
