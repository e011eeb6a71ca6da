import type { Problem, Reading } from '../model/problem.ts';
import { scanJson } from './json-scan.ts';
import { Places, positionAt } from './position.ts';
import { Problems, quoted } from './problems.ts';

/** Without the byte-order mark that some editors write. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Any JSON text; errors have line and column and say what was expected, the same in every browser. Doubled keys are warned of. */
export function readJson(text: string, file: string): Reading<unknown> {
  const body = withoutBom(text);
  const problems = new Problems(file);
  const places = new Places(body);
  const fault = scanJson(body, {
    duplicate: (key, offset) =>
      problems.warn('double-key', `the key ${quoted(key)} stands here again; the last one counts`, places.at(offset)),
  });
  if (fault !== undefined) {
    problems.error('json-syntax', fault.message, positionAt(body, fault.offset));
    return problems.reading<unknown>(undefined);
  }
  return problems.reading<unknown>(JSON.parse(body));
}

function isWithin(path: string, outer: string): boolean {
  const next = path.charAt(outer.length);
  return path.startsWith(outer) && (outer === '' || next === '' || next === '.' || next === '[');
}

/** The same problems with the line and column of their path, or of what would hold it where it is missing. */
export function located(problems: readonly Problem[], text: string, file: string): readonly Problem[] {
  const body = withoutBom(text);
  const wanted = problems.flatMap(({ path }) => (path === undefined ? [] : [path]));
  const offsets = new Map<string, number>();
  scanJson(body, {
    follow: (path, offset) => {
      if (!wanted.some((one) => isWithin(one, path))) return false;
      offsets.set(path, offset);
      return true;
    },
  });
  const nearest = (path: string): number => {
    const holders = [...offsets].filter(([outer]) => isWithin(path, outer));
    return holders.reduce((best, one) => (one[0].length >= best[0].length ? one : best), ['', 0])[1];
  };
  return problems.map((problem) =>
    problem.path === undefined
      ? { ...problem, file }
      : { ...problem, file, ...positionAt(body, nearest(problem.path)) },
  );
}
