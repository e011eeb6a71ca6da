import { file, TORN_DOMAIN, TWO_NODES } from './inputs.ts';
import { expect, test } from './page.ts';

test('a guest whose memory is elsewhere is a problem, and one click mends it', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.locator('input[type=file]').setInputFiles([file('host.txt', TWO_NODES), file('torn.xml', TORN_DOMAIN)]);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const problems = page.getByRole('region', { name: 'Problems' }).getByRole('list', { name: 'Problems' });
  const torn = problems.getByRole('listitem').filter({ hasText: 'torn' }).first();
  await expect(torn).toContainText(/memory/i);
  await torn.getByRole('button').click();
  await expect(problems.getByRole('listitem').filter({ hasText: /torn.*memory|memory.*torn/i })).toHaveCount(0);
  await nearfar.button('Undo').click();
  await expect(torn).toContainText(/memory/i);
});
