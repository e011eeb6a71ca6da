import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type NearfarPage } from './page.ts';

// WCAG 2.2 AA as far as a program can judge it, on every view and dialog, in both themes.

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** What axe finds, a line for each element. */
async function violations(nearfar: NearfarPage): Promise<string[]> {
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

const places: Record<string, (nearfar: NearfarPage) => Promise<void>> = {
  compare: (nearfar) => nearfar.openCompare(),
  explore: (nearfar) => nearfar.openExplore(),
  'the run panel': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.button('Run').click();
    await expect(nearfar.page.getByRole('spinbutton', { name: /period/i }).first()).toBeVisible();
  },
  'the import dialog with a problem': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Import').click();
    const dialog = nearfar.page.getByRole('dialog', { name: 'Import' });
    await dialog.getByRole('textbox', { name: 'Paste' }).fill('<topology');
    await expect(dialog.getByRole('list', { name: 'Problems' })).toBeVisible();
  },
  'a guest in hand': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.part('ci', nearfar.placement).first().focus();
    await nearfar.page.keyboard.press('m');
    await nearfar.page.keyboard.press('ArrowRight');
    await expect(nearfar.page.getByRole('region', { name: /^Cost of moving ci/ })).toBeVisible();
  },
};

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [name, open] of Object.entries(places)) {
    test(`axe finds nothing in ${name}, ${colorScheme}`, async ({ nearfar, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(nearfar);
      expect(await violations(nearfar)).toEqual([]);
    });
  }
}
