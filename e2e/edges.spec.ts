import type { Page } from '@playwright/test';
import { costCard, dragTo, expectSaid, finger, homes, middleOf, within } from './hand.ts';
import { expect, test, type NearfarPage } from './page.ts';

async function scrolled(page: Page): Promise<number> {
  return page.locator('.map').evaluate((map) => map.scrollLeft + map.scrollTop);
}

test.describe('a map that is larger than its frame', () => {
  test('comes to the hand that waits at its edge', async ({ nearfar, page }) => {
    await nearfar.openExplore();
    for (let step = 0; step < 3; step++) {
      await nearfar.button('Zoom in').click();
      await page.waitForTimeout(500);
    }
    await page.locator('.map').evaluate((map) => map.scrollTo(0, 0));
    const frame = (await page.locator('.map').boundingBox())!;
    await expect.poll(() => scrolled(page)).toBe(0);
    await dragTo(nearfar, 'db-1', { x: frame.x + frame.width - 6, y: frame.y + frame.height - 6 });
    await expect.poll(() => scrolled(page)).toBeGreaterThan(200);
    await expectSaid(nearfar, /^db-1 over node 3/);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    const after = await scrolled(page);
    await page.waitForTimeout(200);
    expect(await scrolled(page)).toBe(after);
  });
});

test.describe('a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('every lens is in sight, and nothing is wider than the page', async ({ nearfar, page }) => {
    await nearfar.openExplore();
    for (const name of ['Owner', 'CPU load', 'Heat', 'Remote access', 'Bandwidth', 'Difference'])
      await expect(page.locator('.lens-picker label', { hasText: name })).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('a finger at the foot brings what is below the map’s edge, and no more', async ({ nearfar, page }) => {
    await nearfar.openExplore();
    const touch = await finger(page);
    const from = await middleOf(nearfar.part('ci', nearfar.placement));
    await touch('touchStart', from);
    await expectSaid(nearfar, 'ci over node 0: home');
    for (const y of [500, 650, 838]) await touch('touchMove', { x: from.x, y });
    await page.waitForTimeout(1200);
    await expect(nearfar.node(3, nearfar.placement)).toBeInViewport({ ratio: 0.9 });
    const to = await within(nearfar, 3, { x: 70, y: 120 });
    await touch('touchMove', to);
    await expect(costCard(page, 'ci', 3)).toBeInViewport();
    await expectSaid(nearfar, /^ci over node 3: 1\.0 GiB/);
    await touch('touchEnd');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
  });
});

const SPLIT = {
  nearfar: 1,
  host: {
    name: 'pair',
    nodes: [0, 1, 2].map((id) => ({ id, cores: 4, threads: 4, memoryMiB: 8192, bandwidthGBs: 8, latencyNs: 100 })),
  },
  guests: [
    {
      name: 'wide',
      vcpus: 4,
      memoryMiB: 4096,
      placement: { parts: [0, 1].map((node) => ({ node, vcpus: 2, memoryMiB: 2048 })) },
    },
  ],
};

async function openSplit(nearfar: NearfarPage, page: Page): Promise<void> {
  await nearfar.openExplore();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(JSON.stringify(SPLIT));
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(nearfar.part('wide 2/2', nearfar.placement)).toBeVisible();
}

test.describe('a split guest', () => {
  test('goes part by part, and as a whole with Shift', async ({ nearfar, page }) => {
    await openSplit(nearfar, page);
    const part = nearfar.part('wide 1/2', nearfar.placement);
    const from = await middleOf(part);
    const to = await middleOf(nearfar.node(2, nearfar.placement));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await expectSaid(nearfar, /^wide 1\/2 over node 2: 2\.0 GiB, /);
    await page.mouse.up();
    await expectSaid(nearfar, /^wide 1\/2 moved to node 2, /);
    await expect(nearfar.part('wide 1/2', nearfar.node(2, nearfar.placement))).toBeVisible();
    await expect(nearfar.part('wide 2/2', nearfar.node(1, nearfar.placement))).toBeVisible();
    await nearfar.part('wide 2/2', nearfar.placement).focus();
    await page.keyboard.press('Shift+M');
    await page.keyboard.press('ArrowLeft');
    await expectSaid(nearfar, /^wide over node 0: 4\.0 GiB, /);
    await page.keyboard.press('Enter');
    await expect(nearfar.node(0, nearfar.placement).getByRole('button', { name: /^wide/ })).toHaveCount(2);
  });

  test('cores without numbers pin nothing, and that is said', async ({ nearfar, page }) => {
    await openSplit(nearfar, page);
    await nearfar.part('wide 1/2', nearfar.placement).focus();
    await page.keyboard.press('m');
    await page.keyboard.press('c');
    await expectSaid(nearfar, 'wide 1/2 over node 0: home; its CPUs have no numbers in the file, nothing to pin to');
    await page.keyboard.press('Escape');
    await nearfar.part('wide 1/2', nearfar.placement).click();
    await expect(page.getByRole('menuitem', { name: 'Move to…' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Pin to…' })).toHaveCount(0);
  });
});

test('what keys choose comes into sight', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  for (let step = 0; step < 3; step++) {
    await nearfar.button('Zoom in').click();
    await page.waitForTimeout(500);
  }
  await page.locator('.map').evaluate((map) => map.scrollTo(0, 0));
  await nearfar.part('db-1', nearfar.placement).focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(nearfar.node(3, nearfar.placement)).toBeInViewport({ ratio: 0.6 });
});
