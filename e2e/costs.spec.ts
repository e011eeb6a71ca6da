import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';

/** Notes in which order the costs of nodes (indices) come back. */
async function noteCosts(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, {
      costsSeen: seen,
      Worker: class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          this.addEventListener('message', ({ data }) => {
            if (data.kind === 'progress' && data.name === 'costs') seen.push(data.value.index);
          });
        }
      },
    });
  });
  return () => page.evaluate(() => (window as unknown as { costsSeen: number[] }).costsSeen);
}

test('of 64 nodes those near the hand are rated first', async ({ nearfar, page }) => {
  const seen = await noteCosts(page);
  await nearfar.openExplore();
  const node = { cores: 16, threads: 32, memoryMiB: 65_536, bandwidthGBs: 50, latencyNs: 90 };
  const nodes = Array.from({ length: 64 }, (_, id) => ({ id, ...node }));
  const guests = nodes.map(({ id }) => ({
    name: `vm-${id}`,
    vcpus: 4,
    memoryMiB: 8192,
    placement: { parts: [{ node: id, vcpus: 4, memoryMiB: 8192 }] },
  }));
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const scenario = JSON.stringify({ nearfar: 1, host: { name: 'wide', nodes }, guests });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(scenario);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(nearfar.node(63, nearfar.placement)).toBeAttached();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('vm-27');
  await page.getByRole('table', { name: 'Guests' }).getByRole('button', { name: 'vm-27', exact: true }).focus();
  await page.keyboard.press('m');
  await expect.poll(async () => (await seen()).length).toBe(64);
  const order = await seen();
  // The map of 64 nodes is eight by eight.
  expect(order.slice(0, 4).toSorted((a, b) => a - b)).toEqual([19, 26, 28, 35]);
  expect(order.at(-1)).toBe(27);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Cost of moving vm-27 to node 28' })).toBeVisible();
});
