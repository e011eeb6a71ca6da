import type { Locator, Page } from '@playwright/test';
import { expect, test, type NearfarPage } from './page.ts';

const cost = (page: Page, guest: string, node: number): Locator =>
  page.getByRole('region', { name: `Cost of moving ${guest} to node ${node}` });

/** Node ids whose tank holds a part of the guest, read from the map. */
async function homes(nearfar: NearfarPage, guest: string): Promise<number[]> {
  const found: number[] = [];
  for (let id = 0; id < 4; id++)
    if ((await nearfar.part(guest, nearfar.node(id, nearfar.placement)).count()) > 0) found.push(id);
  return found;
}

async function dragOver(nearfar: NearfarPage, page: Page, guest: string, node: number): Promise<void> {
  const from = (await nearfar.part(guest, nearfar.placement).first().boundingBox())!;
  const to = (await nearfar.node(node, nearfar.placement).boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2 + 12, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
}

test('dragging a guest shows what the move costs before it is dropped', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const [home] = await homes(nearfar, 'ci');
  const target = [3, 2, 1, 0].find((id) => id !== home)!;
  await dragOver(nearfar, page, 'ci', target);
  const card = cost(page, 'ci', target);
  await expect(card).toBeVisible();
  await expect(card.getByRole('columnheader')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await page.mouse.up();
  expect(await homes(nearfar, 'ci')).toEqual([home]);
});

test('dropping applies the move; undo and redo work', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const before = await homes(nearfar, 'ci');
  const target = [3, 2, 1, 0].find((id) => !before.includes(id))!;
  await dragOver(nearfar, page, 'ci', target);
  await expect(cost(page, 'ci', target)).toBeVisible();
  await page.mouse.up();
  await expect.poll(() => homes(nearfar, 'ci')).toEqual([target]);
  await nearfar.button('Undo').click();
  await expect.poll(() => homes(nearfar, 'ci')).toEqual(before);
  await nearfar.button('Redo').click();
  await expect.poll(() => homes(nearfar, 'ci')).toEqual([target]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => homes(nearfar, 'ci')).toEqual(before);
});

test('the menu moves a guest without dragging', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const before = await homes(nearfar, 'ci');
  const target = [3, 2, 1, 0].find((id) => !before.includes(id))!;
  await nearfar.part('ci', nearfar.placement).first().click();
  await page.getByRole('menuitem', { name: 'Move to…' }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(`Node ${target}\\b`) }).click();
  const mechanism = page.getByRole('menuitemradio', { name: /Live|Hot-first|vCPUs/i }).first();
  await expect(mechanism).toBeVisible();
  await page.getByRole('menuitemradio', { name: /Hot-first/i }).click();
  await expect.poll(() => homes(nearfar, 'ci')).toEqual([target]);
});

test('keys alone move a guest, and the status says what it costs', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const before = await homes(nearfar, 'ci');
  await nearfar.part('ci', nearfar.placement).first().focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await expect(
    nearfar.status.filter({ hasText: /ci over node \d: [\d.]+ GiB, [\d.]+ s, far accesses \d+ % to \d+ %|refused/ }),
  ).toHaveCount(1);
  await page.keyboard.press('2');
  await page.keyboard.press('Escape');
  expect(await homes(nearfar, 'ci')).toEqual(before);
});

test('keys alone place a guest on another node', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const before = await homes(nearfar, 'ci');
  await nearfar.part('ci', nearfar.placement).first().focus();
  await page.keyboard.press('m');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    const spoken = await nearfar.status.allTextContents();
    if (spoken.some((text) => /ci over node \d: [\d.]+ GiB/.test(text))) break;
  }
  await page.keyboard.press('Enter');
  await expect.poll(() => homes(nearfar, 'ci')).not.toEqual(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => homes(nearfar, 'ci')).toEqual(before);
});
