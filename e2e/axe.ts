import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { NearfarPage } from './page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** What axe finds, a line for each element: WCAG 2.2 AA as far as a program can judge it. */
export async function violations(nearfar: NearfarPage): Promise<string[]> {
  await nearfar.page.evaluate(AXE);
  const { violations: found } = await nearfar.page.evaluate<AxeResult, string[]>(
    (values) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResult> } }).axe.run({
        runOnly: { type: 'tag', values },
      }),
    TAGS,
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}
