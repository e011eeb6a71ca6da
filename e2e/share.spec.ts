import { readFileSync } from 'node:fs';
import { expect, test } from './page.ts';

test('a shared link opens the same scenario, and what was on the table can be had back', async ({
  nearfar,
  page,
  context,
}) => {
  await nearfar.openCompare();
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Calm' });
  await expect(page.getByRole('combobox', { name: 'Scenario' }).locator('option:checked')).toHaveText('Calm');
  await nearfar.button('Share').click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/#\/compare\?s=1\./);
  const url = await link.inputValue();
  const hashes = await page.getByText(/hash [0-9a-f]{8,}/).allTextContents();

  const other = await context.browser()!.newContext();
  const second = await other.newPage();
  await second.goto(url);
  await expect(second.getByText(/hash [0-9a-f]{8,}/)).toHaveText(hashes);
  expect(new URL(second.url()).hash).toBe('#/compare');
  await second.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(second.getByRole('combobox', { name: 'Scenario' }).locator('option:checked')).not.toHaveText('Calm');
  await other.close();
});

test('a damaged link says so and changes nothing', async ({ nearfar, page }) => {
  await nearfar.open('#/compare?s=1.AAAA');
  await expect(nearfar.status.filter({ hasText: 'link cannot be opened' })).toBeVisible();
  await expect(nearfar.scoreboard).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/compare?s=9.abc';
  });
  await expect(nearfar.status.filter({ hasText: 'version' })).toBeVisible();
});

test('the scenario, the map and the commands can be taken away', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.part('ci', nearfar.placement).first().focus();
  await page.keyboard.press('m');
  for (const key of ['ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect(nearfar.button('Undo')).toBeEnabled();
  await nearfar.button('Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });

  const svg = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'SVG' }).click();
  const picture = readFileSync(await (await svg).path(), 'utf8');
  expect(picture).toMatch(/^<svg xmlns/);
  expect(picture).toContain('Node 3');

  const png = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'PNG' }).click();
  expect(
    readFileSync(await (await png).path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');

  const scenario = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /\.nearfar\.json$/ }).click();
  const saved = JSON.parse(readFileSync(await (await scenario).path(), 'utf8')) as {
    nearfar: number;
    guests: unknown[];
  };
  expect(saved.nearfar).toBe(1);
  expect(saved.guests.length).toBeGreaterThan(8);

  const content = dialog.getByRole('textbox', { name: 'Content' });
  await expect(content).toHaveValue(/^#!\/bin\/sh\n# ci\n/);
  await dialog.getByRole('combobox', { name: 'As' }).selectOption({ label: 'libvirt domain XML' });
  await expect(content).toHaveValue(/<domain/);
});
