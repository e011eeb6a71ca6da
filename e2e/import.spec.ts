import { TWO_NODES } from './inputs.ts';
import { expect, test } from './page.ts';

const BROKEN_XML = `<?xml version="1.0"?>
<topology version="2.0">
  <object type="Machine" cpuset="0x3">
    <object type="NUMANode" os_index="0" cpuset="zz" local_memory="1"/>
  </object>
</topology>
`;

test('a pasted numactl listing becomes the host in Explore', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(TWO_NODES);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(nearfar.placement).toBeVisible();
  await expect(nearfar.node(1, nearfar.placement)).toBeVisible();
  await expect(nearfar.node(2, nearfar.placement)).toHaveCount(0);
  await expect(nearfar.part('db-1', nearfar.placement).first()).toBeVisible();
});

test('applying an import can be undone', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await expect(nearfar.node(3, nearfar.placement)).toBeVisible();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(TWO_NODES);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.node(3, nearfar.placement)).toHaveCount(0);
  await nearfar.button('Undo').click();
  await expect(nearfar.node(3, nearfar.placement)).toBeVisible();
});

test('bad input is refused with line and column and changes nothing', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(BROKEN_XML);
  const problems = dialog.getByRole('list', { name: 'Problems' });
  await expect(problems).toContainText(/4:\d+|line 4/i);
  await expect(problems).toContainText('zz');
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(nearfar.node(3, nearfar.placement)).toBeVisible();
});

test('a chosen file is read like a paste', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'host.txt', mimeType: 'text/plain', buffer: Buffer.from(TWO_NODES) });
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.node(1, nearfar.placement)).toBeVisible();
  await expect(nearfar.node(2, nearfar.placement)).toHaveCount(0);
});

test('a file dropped anywhere opens the import', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'host.txt', { type: 'text/plain' }));
    return data;
  }, TWO_NODES);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog).toContainText(/2 nodes/);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.placement).toBeVisible();
});

test('guests of two kinds are put on a host that comes with them', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const xl = 'name = "shop-db"\nvcpus = 4\nmemory = 4096\ncpus = "8-15"\n';
  const libvirt = `<domain type="kvm"><name>shop-web</name><memory unit="GiB">2</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`;
  await dialog.locator('input[type=file]').setInputFiles([
    { name: 'host.txt', mimeType: 'text/plain', buffer: Buffer.from(TWO_NODES) },
    { name: 'shop-db.cfg', mimeType: 'text/plain', buffer: Buffer.from(xl) },
    { name: 'shop-web.xml', mimeType: 'text/xml', buffer: Buffer.from(libvirt) },
  ]);
  await expect(dialog.getByRole('row', { name: /^shop-db 4 4\.0 GiB 1/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.part('shop-db', nearfar.node(1, nearfar.placement))).toBeVisible();
  await expect(nearfar.part('shop-web', nearfar.placement)).toBeVisible();
  await expect(nearfar.part('db-1', nearfar.placement)).toHaveCount(0);
});
