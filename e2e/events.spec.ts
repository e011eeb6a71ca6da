import { readFileSync } from 'node:fs';
import { expect, test } from './page.ts';

test('the events of both runs are a table that filters, sets the clock and can be taken away', async ({
  nearfar,
  page,
}) => {
  await nearfar.openCompare();
  await nearfar.button('Events').click();
  const dialog = page.getByRole('dialog', { name: 'Events' });
  const rows = dialog.getByRole('table', { name: 'Events' }).getByRole('row');
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeGreaterThan(12);
  await dialog.getByRole('checkbox', { name: 'Moves only' }).check();
  await dialog.getByRole('searchbox', { name: 'Filter' }).fill('hot');
  const moves = (await rows.count()) - 1;
  expect(moves).toBeGreaterThan(0);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(moves + 1);
  await dialog
    .getByRole('button', { name: /^Go to/ })
    .first()
    .click();
  await expect(dialog).toBeHidden();
  expect(await nearfar.seconds()).toBeGreaterThan(0);
});

test('[ and ] go from event to event', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press(']');
  const first = await nearfar.seconds();
  expect(first).toBeGreaterThan(0);
  await page.keyboard.press(']');
  expect(await nearfar.seconds()).toBeGreaterThan(first);
  await page.keyboard.press('[');
  expect(await nearfar.seconds()).toBe(first);
});
