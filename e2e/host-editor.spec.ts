import type { Locator, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './page.ts';

const editor = (page: Page): Locator => page.getByRole('dialog', { name: 'Edit the host' });
const outcome = (page: Page): Locator => editor(page).getByRole('region', { name: 'What it comes to' });
const figure = (page: Page, name: string): Locator => editor(page).getByRole('textbox', { name, exact: true });

test('a what-if by name changes the host, one undo takes it back', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Edit the host').click();
  await editor(page).getByRole('button', { name: 'Each node in two' }).click();
  await expect(outcome(page)).toContainText('8 nodes, 16 cores, 32.0 GiB, 32.0 GB/s');
  await editor(page).getByRole('button', { name: 'Twice the links' }).click();
  await editor(page).getByRole('radio', { name: 'Links' }).check();
  await expect(figure(page, 'Capacity GB/s of link 0 to 1')).toHaveValue('8');
  await editor(page).getByRole('button', { name: 'Apply' }).click();
  await expect(editor(page)).toBeHidden();
  await expect(nearfar.node(7, nearfar.placement)).toBeAttached();
  await nearfar.button('Undo').click();
  await expect(nearfar.node(7, nearfar.placement)).toHaveCount(0);
});

test('by keys alone: a wrong figure is said at the field, a right one is applied and marked', async ({
  nearfar,
  page,
}) => {
  await nearfar.openExplore();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await page.keyboard.type('edit the host');
  await page.keyboard.press('Enter');
  const memory = figure(page, 'Memory MiB of node 2');
  await memory.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('-5');
  await expect(memory).toHaveAttribute('aria-invalid', 'true');
  await expect(memory).toHaveAccessibleDescription(/-5 is not within/);
  const apply = editor(page).getByRole('button', { name: 'Apply' });
  await apply.focus();
  await page.keyboard.press('Enter');
  await expect(memory).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('16384');
  await expect(memory).toHaveAttribute('aria-invalid', 'false');
  await expect(outcome(page)).toContainText('40.0 GiB');
  await apply.focus();
  await page.keyboard.press('Enter');
  await expect(editor(page)).toBeHidden();
  await expect(page.getByRole('region', { name: 'Host', exact: true })).toContainText(
    '4-socket Opteron 8347HE (changed)',
  );
  await expect(page.locator('[title="changed by hand"]').first()).toContainText('8.0 GiB to 16.0 GiB');
});

test('figures that cannot be together are said, and where', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Edit the host').click();
  await figure(page, 'Cores of node 1').fill('8');
  await expect(figure(page, 'Threads of node 1')).toHaveAccessibleDescription('4 threads are fewer than the 8 cores');
  await figure(page, 'Cores of node 1').fill('4');
  await editor(page).getByRole('radio', { name: 'Links' }).check();
  for (const to of [1, 2])
    await editor(page)
      .getByRole('button', { name: `Remove link 0 to ${to}` })
      .click();
  await expect(editor(page).getByText('There is no way from node 0 to node 1.').first()).toBeVisible();
  await expect(editor(page).getByRole('radio', { name: 'Links (1 wrong)' })).toBeChecked();
  await editor(page).getByRole('button', { name: 'Start over' }).click();
  await expect(editor(page).getByRole('button', { name: 'Remove link 0 to 1' })).toBeVisible();
});

test('guests that no longer fit are named before one applies', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.part('ci', nearfar.placement).first().focus();
  for (const key of ['m', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect(page.getByRole('region', { name: /^Cost of moving ci to node 3/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(nearfar.part('ci', nearfar.node(3, nearfar.placement))).toBeVisible();
  await nearfar.button('Edit the host').click();
  await editor(page).getByRole('button', { name: 'Each node in two' }).click();
  await expect(outcome(page).getByRole('listitem')).toHaveText(['erp-1']);
  await editor(page).getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('region', { name: 'Not placed' })).toContainText('erp-1');
  await expect(nearfar.part('db-1', nearfar.placement).first()).toBeVisible();
});

test('a wrong figure on another page of nodes is shown when one applies', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Edit the host').click();
  await editor(page).getByRole('button', { name: 'Each node in four' }).click();
  await editor(page).getByRole('button', { name: 'One node more' }).click();
  await figure(page, 'Cores of node 3').fill('many');
  const pages = editor(page).getByRole('combobox', { name: 'Nodes' });
  await pages.selectOption('nodes 16 to 16');
  await expect(figure(page, 'Cores of node 3')).toHaveCount(0);
  await editor(page).getByRole('button', { name: 'Apply' }).click();
  await expect(figure(page, 'Cores of node 3')).toBeFocused();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the host editor, ${colorScheme}`, async ({ nearfar, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await nearfar.openExplore();
    await nearfar.button('Edit the host').click();
    await figure(page, 'Cores of node 1').fill('many');
    for (const part of ['Distances', 'Links', 'Host', /^Nodes/]) {
      await editor(page).getByRole('radio', { name: part }).check();
      expect(await violations(nearfar)).toEqual([]);
    }
  });
}
