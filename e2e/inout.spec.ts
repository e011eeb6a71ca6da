import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { file, TORN_DOMAIN, TWO_NODES } from './inputs.ts';
import { expect, test, type NearfarPage } from './page.ts';

// Real files in, real settings out: the way of an engineer from a machine's own words to the commands that mend it.

const XL = 'name = "shop-db"\nvcpus = 4\nmemory = 4096\ncpus = "8-15"\n';
const QEMU =
  'qemu-system-x86_64 -name cache -m 2048 -smp 2 -object memory-backend-ram,id=m0,size=2048M,host-nodes=0,policy=bind -numa node,nodeid=0,cpus=0-1,memdev=m0';

const INPUTS = [file('host.txt', TWO_NODES), file('db.cfg', XL), file('torn.xml', TORN_DOMAIN), file('cache.sh', QEMU)];

async function openImport(nearfar: NearfarPage, page: Page): Promise<Locator> {
  await nearfar.button('Import').click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function importAll(nearfar: NearfarPage, page: Page): Promise<void> {
  await nearfar.openExplore();
  const dialog = await openImport(nearfar, page);
  await dialog.locator('input[type=file]').setInputFiles(INPUTS);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.part('torn', nearfar.placement).first()).toBeVisible();
}

const problemsOf = (page: Page): Locator =>
  page.getByRole('region', { name: 'Problems' }).getByRole('list', { name: 'Problems' });

test('a host and guests of three formats: see what is wrong, mend it, take the commands and the way back', async ({
  nearfar,
  page,
}) => {
  await nearfar.openExplore();
  const dialog = await openImport(nearfar, page);
  await dialog.locator('input[type=file]').setInputFiles(INPUTS);
  const inputs = dialog.getByRole('list', { name: 'Inputs' });
  for (const kind of ['numactl --hardware', 'xl.cfg', 'libvirt domain XML', 'QEMU command line'])
    await expect(inputs).toContainText(kind);
  await expect(dialog.getByRole('row', { name: /^torn 4 4\.0 GiB 0 · memory on 1/ })).toBeVisible();
  await expect(nearfar.part('db-1', nearfar.placement).first()).toBeAttached();
  await dialog.getByRole('button', { name: 'Apply' }).click();

  const torn = problemsOf(page).getByRole('listitem').filter({ hasText: 'torn' }).first();
  await expect(torn).toContainText(/memory|node 1/);
  await expect(torn).toContainText(/\d+ % of speed lost/);
  await torn.getByRole('button').click();
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('Nothing is wrong');
  await nearfar.button('Undo').click();
  await expect(torn).toBeVisible();
  await nearfar.button('Redo').click();
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('Nothing is wrong');

  await nearfar.button('Export').click();
  const take = page.getByRole('dialog', { name: 'Export' });
  await expect(take.getByRole('region', { name: 'Order of the moves' })).toContainText('torn');
  await expect(take.getByRole('textbox', { name: 'Content' })).toHaveValue(/virsh numatune torn --nodeset 0 /);
  await expect(take.getByRole('textbox', { name: 'Commands that undo them' })).toHaveValue(
    /virsh numatune torn --nodeset 1 /,
  );
  await expect(take.getByRole('textbox', { name: 'Content' })).not.toHaveValue(/shop-db/);
  const download = page.waitForEvent('download');
  await take.getByRole('button', { name: 'Download', exact: true }).first().click();
  expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/^#!\/bin\/sh\n# torn\n/);

  await take.getByRole('combobox', { name: 'As' }).selectOption({ label: 'xl.cfg' });
  await take.getByRole('combobox', { name: 'Which' }).selectOption({ label: 'Only torn' });
  await expect(take.getByRole('textbox', { name: 'Content' })).toHaveValue(/name = "torn"/);
  await expect(take.getByRole('region', { name: 'What cannot be expressed' })).toContainText('torn: ');
});

/** What the collector would write there. */
const COLLECTED = `=== nearfar: collect 1 ===
=== nearfar: numactl --hardware ===
${TWO_NODES}=== nearfar: virsh --readonly dumpxml -- torn ===
${TORN_DOMAIN}
=== nearfar: xl info -n ===
=== nearfar: status 1 ===
=== nearfar: end ===
`;

/** Presses Tab until the thing has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('the same by keys alone, from the text of the collector', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await tabTo(page, nearfar.button('Import'));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await tabTo(page, dialog.getByRole('textbox', { name: 'Paste' }));
  await page.keyboard.insertText(COLLECTED);
  const apply = dialog.getByRole('button', { name: 'Apply' });
  await expect(apply).toBeEnabled();
  await expect(dialog.getByRole('list', { name: 'Inputs' })).toContainText('xl info -n failed');
  await tabTo(page, apply);
  await page.keyboard.press('Enter');

  const fix = problemsOf(page).getByRole('listitem').filter({ hasText: 'torn' }).getByRole('button').first();
  await expect(fix).toBeVisible();
  await tabTo(page, fix);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('Nothing is wrong');
  await page.keyboard.press('Control+z');
  await expect(fix).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(fix).toHaveCount(0);

  await tabTo(page, nearfar.button('Export'));
  await page.keyboard.press('Enter');
  const take = page.getByRole('dialog', { name: 'Export' });
  await expect(take.getByRole('textbox', { name: 'Content' })).toHaveValue(/virsh numatune torn --nodeset 0 /);
  await tabTo(page, take.getByRole('combobox', { name: 'As' }));
  await page.keyboard.press('ArrowDown');
  await expect(take.getByRole('textbox', { name: 'Content' })).toHaveValue(/^# torn\nname = "torn"/);
  await page.keyboard.press('Escape');
  await expect(take).toBeHidden();
});

test('a second import says what changed; guests alone are added', async ({ nearfar, page }) => {
  await importAll(nearfar, page);
  const dialog = await openImport(nearfar, page);
  const moved = XL.replace('8-15', '0-7');
  await dialog.locator('input[type=file]').setInputFiles([file('host.txt', TWO_NODES), file('db.cfg', moved)]);
  const changes = dialog.getByRole('region', { name: 'What changes' });
  await expect(changes).toContainText('node 1 → 0');
  await expect(changes).toContainText('torn');
  await dialog.getByRole('button', { name: 'Remove host.txt' }).click();
  await expect(dialog.getByRole('radio', { name: /^Keep the 3 guests/ })).toBeChecked();
  await expect(changes).not.toContainText('torn');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.part('shop-db', nearfar.node(0, nearfar.placement))).toBeVisible();
  await expect(nearfar.part('torn', nearfar.placement).first()).toBeVisible();
});

test('several pastes are one import', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const dialog = await openImport(nearfar, page);
  const box = dialog.getByRole('textbox', { name: 'Paste' });
  await box.fill(TWO_NODES);
  await dialog.getByRole('button', { name: 'Paste another' }).click();
  await box.fill(XL);
  await expect(dialog.getByRole('list', { name: 'Inputs' }).getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.part('shop-db', nearfar.node(1, nearfar.placement))).toBeVisible();
});

test('what is pasted beside every field opens the import', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, TWO_NODES);
  await expect(page.getByRole('dialog', { name: 'Import' })).toContainText('2 nodes');
});

test('the collector is shown with what it runs, and downloaded as it is', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const dialog = await openImport(nearfar, page);
  await dialog.getByText(/^What it runs/).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'numactl --hardware' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Without names' }).check();
  await expect(dialog.getByText('sh nearfar-collect.sh --anonymise > host.txt')).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /nearfar-collect\.sh/ }).click();
  const script = readFileSync(await (await download).path(), 'utf8');
  expect(script).toMatch(/^#!\/bin\/sh\n/);
  await dialog.getByText('The whole script', { exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'The whole script' })).toHaveValue(script);
});

test('a large file is read with its progress in view, and reading it can be stopped', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const dialog = await openImport(nearfar, page);
  // Made in the page: handing it over would take longer than reading it.
  await dialog.locator('input[type=file]').evaluate((input: HTMLInputElement) => {
    const info = `<info name="n" value="${'x'.repeat(1000)}"/>\n`.repeat(50_000);
    const xml = `<topology version="2.0"><object type="Machine" cpuset="0x1">${info}<object type="NUMANode" os_index="0" cpuset="0x1" local_memory="1073741824"/><object type="PU" os_index="0" cpuset="0x1"/></object></topology>`;
    const data = new DataTransfer();
    data.items.add(new File([xml], 'big.xml'));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop reading' }).click();
  await expect(dialog.getByRole('progressbar')).toHaveCount(0);
  await expect(dialog.getByRole('list', { name: 'Inputs' })).toHaveCount(0);
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(TWO_NODES);
  await expect(dialog).toContainText('2 nodes');
});

test('nothing that is exported without names has a name in it', async ({ nearfar, page }) => {
  await importAll(nearfar, page);
  await nearfar.button('Export').click();
  const take = page.getByRole('dialog', { name: 'Export' });
  await take.getByRole('checkbox', { name: 'Without names' }).check();
  await take.getByRole('combobox', { name: 'Which' }).selectOption({ label: 'All guests' });
  const content = take.getByRole('textbox', { name: 'Content' });
  await expect(content).toHaveValue(/xl vcpu-pin guest-1 0 8-15/);
  await expect(content).not.toHaveValue(/shop-db|torn|cache/);
  const download = page.waitForEvent('download');
  await take.getByRole('button', { name: /\.nearfar\.json$/ }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).not.toMatch(/shop-db|torn|"cache"/);
});

test('the focus goes into a dialog, and comes back to what opened it', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  for (const name of ['Import', 'Export', 'Share', 'Run', 'Events']) {
    await nearfar.button(name).press('Enter');
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(nearfar.button(name)).toBeFocused();
  }
});
