import { problemsOf } from '../analysis/check.ts';
import type { PlacementProblem } from '../analysis/placement-problem.ts';
import { splitCollected } from '../formats/collected.ts';
import { detectFormat } from '../formats/detect.ts';
import { detectGuests, readAllGuests } from '../formats/guests/read-guests.ts';
import { readHosts } from '../formats/read-host.ts';
import { readScenario } from '../formats/scenario-file.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { isScenarioText, loadTexts, type Text } from './guest-input.ts';
import { tell } from './input.ts';
import { DONE, REFUSED, type Io } from './io.ts';
import { percent, table } from './table.ts';
import { printJson } from './json.ts';

function describesHost({ text }: Text): boolean {
  const texts = splitCollected(text)?.map((section) => section.text) ?? [text];
  return texts.some((one) => detectFormat(one) !== undefined);
}

function describesGuests({ text }: Text): boolean {
  const texts = splitCollected(text)?.map((section) => section.text) ?? [text];
  return texts.some((one) => detectFormat(one) === undefined && detectGuests(one) !== undefined);
}

/** A host and its guests from files of their own formats. Not validated: what does not fit is for the check to say. */
function pieceTogether(io: Io, texts: readonly Text[]): Scenario | undefined {
  const host = readHosts(texts.filter(describesHost));
  tell(io, host.problems);
  if (!host.value) {
    if (host.problems.length === 0) {
      const message =
        'no host in these files: give a scenario, or a host (lstopo, numactl --hardware …) and its guests';
      tell(io, [{ severity: 'error', code: 'no-host', message }]);
    }
    return undefined;
  }
  const described = texts.filter((one) => describesGuests(one) || !describesHost(one) || isScenarioText(one.text));
  const guests = described.length > 0 ? readAllGuests(described, host.value.host) : undefined;
  if (guests) tell(io, guests.problems);
  if (guests && !guests.value) return undefined;
  return { nearfar: 1, host: host.value.host, guests: (guests?.value?.guests ?? []).map(withoutFacts) };
}

export function withoutFacts(guest: Guest & { readonly facts?: unknown }): Guest {
  const { facts: _, ...own } = guest;
  return own;
}

/** The scenario of one scenario file, or of a host and its guests. */
export function loadWhole(io: Io, paths: readonly string[]): Scenario | undefined {
  const texts = loadTexts(io, paths);
  if (!texts) return undefined;
  const [first] = texts;
  if (texts.length > 1 || !first || !isScenarioText(first.text)) return pieceTogether(io, texts);
  const { value, problems } = readScenario(first.text, first.file);
  tell(io, problems);
  return value;
}

function tables(problems: readonly PlacementProblem[]): string {
  if (problems.length === 0) return 'Nothing is wrong with this placement.\n';
  const rows = problems.map((problem) => [
    problem.severity,
    problem.code,
    problem.lostSpeed === null ? '–' : percent(problem.lostSpeed),
    problem.message,
    problem.fix?.title ?? '',
  ]);
  return table(['severity', 'problem', 'speed lost', 'what', 'fix'], rows);
}

export const check: Command = {
  name: 'check',
  files: 'FILE…',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  summary:
    'What is wrong with a placement, worst first: of a scenario file, or of a host and its guests in any known formats.',
  options: [JSON_OPTION],
  run(given, io) {
    const scenario = loadWhole(io, given.files);
    if (scenario === undefined) return REFUSED;
    const problems = problemsOf(scenario);
    if (given.has('json')) printJson(io, { problems });
    else io.out(tables(problems));
    return DONE;
  },
};
