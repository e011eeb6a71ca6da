import { expect, test } from './page.ts';

const NUMACTL = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3 4 5 6 7
node 0 size: 16384 MB
node 1 cpus: 8 9 10 11 12 13 14 15
node 1 size: 16384 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;

/** Its vCPUs are pinned to node 0, its memory is bound to node 1. */
const SPLIT = `<domain type="kvm">
  <name>torn</name><memory unit="GiB">4</memory><vcpu cpuset="0-3">4</vcpu>
  <numatune><memory mode="strict" nodeset="1"/></numatune>
  <os><type>hvm</type></os>
</domain>`;

test('a guest whose memory is elsewhere is a problem, and one click mends it', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.locator('input[type=file]').setInputFiles([
    { name: 'host.txt', mimeType: 'text/plain', buffer: Buffer.from(NUMACTL) },
    { name: 'torn.xml', mimeType: 'text/xml', buffer: Buffer.from(SPLIT) },
  ]);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const problems = page.getByRole('region', { name: 'Problems' }).getByRole('list', { name: 'Problems' });
  const torn = problems.getByRole('listitem').filter({ hasText: 'torn' }).first();
  await expect(torn).toContainText(/memory/i);
  await torn.getByRole('button').click();
  await expect(problems.getByRole('listitem').filter({ hasText: /torn.*memory|memory.*torn/i })).toHaveCount(0);
  await nearfar.button('Undo').click();
  await expect(torn).toContainText(/memory/i);
});
