import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';

const option = (page: Page, name: RegExp) =>
  page.getByRole('listbox', { name: 'Commands' }).getByRole('option', { name });

test('a few letters and Enter do what is wanted', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press('Control+k');
  const input = page.getByRole('combobox', { name: 'Command' });
  await expect(input).toBeFocused();
  await input.fill('6174');
  await expect(option(page, /6174/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(input).toBeHidden();
  await expect(nearfar.node(7, nearfar.maps.first())).toBeAttached();
  await page.keyboard.press('Control+k');
  await expect(input).toBeFocused();
  await page.keyboard.type('undo');
  await page.keyboard.press('Enter');
  await expect(nearfar.node(7, nearfar.maps.first())).toHaveCount(0);
});

test('arrows choose, Escape leaves everything as it was', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button(/Search or run a command/).click();
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(option(page, /^Explore/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(nearfar.placement).toBeVisible();
});

test('the page of assumptions holds the published effects, those that fail too', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.getByRole('link', { name: 'How true is this?' }).click();
  const table = page.getByRole('table', { name: 'Published effects' });
  await expect(table).toBeVisible();
  expect(await table.getByRole('row').count()).toBeGreaterThan(10);
  await expect(table).toContainText('does not hold');
  await page.getByRole('navigation').getByRole('link', { name: 'Compare' }).click();
  await expect(nearfar.scoreboard).toBeVisible();
});

test('a guest is found by its name: selected in Compare, in Explore flown to and focused', async ({
  nearfar,
  page,
}) => {
  const find = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill(`find ${name}`);
    await expect(option(page, new RegExp(`Find guest ${name}`))).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
  };
  await nearfar.openCompare();
  await find('web-3');
  for (const map of await nearfar.maps.all())
    await expect(nearfar.part('web-3', map).first()).toHaveAttribute('aria-pressed', 'true');
  await nearfar.openExplore();
  for (let step = 0; step < 3; step++) await nearfar.button('Zoom in').click();
  const cache = nearfar.part('cache', nearfar.placement);
  await expect(cache).not.toBeInViewport({ ratio: 0.5 });
  await find('cache');
  await expect(cache).toBeFocused();
  await expect(cache).toBeInViewport({ ratio: 0.9 });
  await expect(page.getByRole('region', { name: 'Guest' })).toContainText('cache');
  await find('files');
  await expect(nearfar.status.filter({ hasText: 'files is not on the host at the start' })).toHaveCount(1);
});
