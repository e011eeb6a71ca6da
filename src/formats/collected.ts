import type { Problem } from '../model/problem.ts';

/** One output in a text that holds several. */
export interface Section {
  /** What was run, as the header says. */
  readonly command: string;
  readonly text: string;
  /** Line of the whole text in which the section's first line stands, from 1. */
  readonly line: number;
  /** The command said that it failed: its output may be cut short. */
  readonly failed: boolean;
}

/** The header line that the collector (public/nearfar-collect.sh) writes before each output. */
const HEADER = /^[^\w\n=]{0,20}=== nearfar: (.{1,300}?) ===\s*$/;

/** Hundreds of guests with their documents. */
const LONGEST = 64 * 2 ** 20;
const MOST = 20_000;

/** What the collector writes behind the output of a command that failed. */
const STATUS = /^status \d+$/;

/** A command behind a prompt, in what was copied from a terminal. */
const PROMPT =
  /^(?:\[[^\]]{1,80}\]|[^\s$#>%]{0,80}(?:\s[^\s$#>%]{1,80})?)?[$#>%]\s+(?:sudo\s+)?((?:LC_ALL=C\s+)?(?:lscpu|numactl|lstopo(?:-no-graphics)?|hwloc-ls|virsh|xl|numastat|cat)\b.{0,300})$/;

function headerOf(line: string): { command: string; collected: boolean } | undefined {
  const header = HEADER.exec(line);
  if (header) return { command: header[1] ?? '', collected: true };
  const prompt = line.length <= 600 && /[$#>%]\s/.test(line) ? PROMPT.exec(line.trim()) : null;
  return prompt ? { command: (prompt[1] ?? '').trim(), collected: false } : undefined;
}

/**
 * The outputs in a text of the collector, or in a terminal's text with at least two known commands behind prompts;
 * undefined = the text is one output. What stands before the first header is left out.
 */
export function splitCollected(text: string): Section[] | undefined {
  if (/^[\s\uFEFF]*[<{]/.test(text) || text.length > LONGEST) return undefined;
  const lines = text.split('\n');
  const heads = lines.flatMap((line, at) => {
    const header = headerOf(line);
    return header ? [{ ...header, at }] : [];
  });
  const collected = heads.filter((head) => head.collected);
  const used = collected.length > 0 ? collected : heads;
  if (used.length < (collected.length > 0 ? 1 : 2) || used.length > MOST) return undefined;
  return used.flatMap(({ command, at }, i) => {
    if (STATUS.test(command)) return [];
    const next = used[i + 1];
    const failed = next !== undefined && STATUS.test(next.command);
    return [{ command, text: lines.slice(at + 1, next?.at).join('\n'), line: at + 2, failed }];
  });
}

/** Problems of a section, with their lines in the whole text. */
export function inWhole(problems: readonly Problem[], section: Section): Problem[] {
  return problems.map((problem) =>
    problem.line === undefined ? problem : { ...problem, line: problem.line + section.line - 1 },
  );
}
