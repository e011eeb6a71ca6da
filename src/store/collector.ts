import { useQuery, type UseQueryResult } from '@tanstack/react-query';

const FILE = 'nearfar-collect.sh';

async function fetchScript(signal: AbortSignal): Promise<string> {
  const response = await fetch(new URL(FILE, document.baseURI), { signal });
  if (!response.ok) throw new Error(`${FILE}: the server answered ${response.status}`);
  return response.text();
}

/** The collector as it is downloaded; the same file that lies in the repository. */
export function useCollector(isWanted: boolean): UseQueryResult<string> {
  return useQuery({ queryKey: ['collector'], queryFn: ({ signal }) => fetchScript(signal), enabled: isWanted });
}

/** What the collector may run, in its order, as its text says. */
export function commandsOf(script: string): string[] {
  return [...script.matchAll(/^\s+run ([a-z][^\n]*)$/gm)].map(([, command]) =>
    (command ?? '').replace('"$guest"', 'GUEST'),
  );
}
