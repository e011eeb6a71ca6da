export interface Command {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly keys?: string | undefined;
  /** One of so many that it is offered only to who types. */
  readonly isTypedFor?: boolean;
  readonly perform: () => void;
}

/** Where a word begins in a text: 0 at its start, 1 at the start of a word, 2 within one; undefined = nowhere. */
function rankOf(word: string, text: string): number | undefined {
  const at = text.indexOf(word);
  if (at === 0) return 0;
  if (at < 0) return undefined;
  return new RegExp(`[^\\p{L}\\p{N}]${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`, 'u').test(text)
    ? 1
    : 2;
}

/** More than anybody looks through. */
const MOST_SHOWN = 100;

/** Commands that have every word of the query, those that begin with it first; else in their own order. */
export function matching(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = commands.flatMap((command) => {
    if (words.length === 0 && command.isTypedFor) return [];
    const title = command.title.toLowerCase();
    const rest = `${command.group} ${command.hint ?? ''}`.toLowerCase();
    const ranks = words.map((word) => rankOf(word, title) ?? (rest.includes(word) ? 3 : undefined));
    if (ranks.includes(undefined)) return [];
    return [{ command, rank: ranks.reduce((sum: number, rank) => sum + (rank ?? 0), 0) }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_SHOWN)
    .map(({ command }) => command);
}
