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
