import type { Page } from '@playwright/test';
import { expect, NearfarPage, test } from './page.ts';

const host = (page: Page) => page.getByRole('combobox', { name: 'Host' });

/** Picks a built-in host that is not on the table and gives its name. */
async function pickHost(page: Page, at: number): Promise<string> {
  const option = host(page).locator('option:not([value=""])').nth(at);
  const title = (await option.textContent())!;
  await host(page).selectOption({ label: title });
  await expect(host(page).locator('option:checked')).toHaveText(title);
  return title;
}

function put(page: Page, key: string, value: unknown): Promise<void> {
  return page.evaluate(
    ([key, value]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('keyval-store');
        open.addEventListener('upgradeneeded', () => open.result.createObjectStore('keyval'));
        open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
        open.addEventListener('success', () => {
          const work = open.result.transaction('keyval', 'readwrite');
          work.objectStore('keyval').put(value, key);
          work.addEventListener('complete', () => {
            open.result.close();
            resolve();
          });
        });
      }),
    [key, value] as const,
  );
}

function read(page: Page, key: string): Promise<unknown> {
  return page.evaluate(
    (key) =>
      new Promise((resolve) => {
        const open = indexedDB.open('keyval-store');
        open.addEventListener('success', () => {
          const ask = open.result.transaction('keyval').objectStore('keyval').get(key);
          ask.addEventListener('success', () => resolve(ask.result));
        });
      }),
    key,
  );
}

test('a saved state that cannot be read is put aside, and the page opens all the same', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await put(page, 'nearfar/current', { text: '{"nearfar": 1, "guests": 7}', stamp: 'x' });
  await page.reload();
  await expect(nearfar.status.filter({ hasText: 'could not be read' })).toBeVisible();
  await expect(nearfar.scoreboard).toBeVisible();
  await pickHost(page, 1);
  expect(await read(page, 'nearfar/unreadable')).toBe('{"nearfar": 1, "guests": 7}');
  const download = page.waitForEvent('download');
  await nearfar.button('Save it as a file').click();
  expect((await download).suggestedFilename()).toMatch(/unreadable/);
});

test('two tabs: nothing is lost, and the user chooses', async ({ nearfar, page, context }) => {
  await nearfar.openCompare();
  const second = await context.newPage();
  const other = new NearfarPage(second);
  await other.openCompare();
  const mine = await pickHost(page, 1);
  await expect.poll(() => nearfar.saved()).not.toBe('');
  const theirs = await pickHost(second, 2);
  await expect(other.status.filter({ hasText: 'Another tab' })).toBeVisible();
  await second.reload();
  await expect(host(second).locator('option:checked')).toHaveText(theirs);
  await other.button('Take the other tab’s').click();
  await expect(host(second).locator('option:checked')).toHaveText(mine);
  await other.button('Undo').click();
  await expect(host(second).locator('option:checked')).toHaveText(theirs);
});

test('a tab that was duplicated has a place of its own: neither overwrites what the other puts aside', async ({
  nearfar,
  page,
  context,
}) => {
  await nearfar.openCompare();
  const second = await context.newPage();
  const other = new NearfarPage(second);
  await other.openCompare();
  await pickHost(page, 1);
  await expect.poll(() => nearfar.saved()).not.toBe('');
  const first = await pickHost(second, 2);
  await expect(other.status.filter({ hasText: 'Another tab' })).toBeVisible();

  const name = await second.evaluate(() => sessionStorage.getItem('nearfar-tab') ?? '');
  const copy = await context.newPage();
  await copy.addInitScript((tab) => {
    if (!sessionStorage.getItem('nearfar-tab')) sessionStorage.setItem('nearfar-tab', tab);
  }, name);
  const third = new NearfarPage(copy);
  await third.openCompare();
  await expect(host(copy).locator('option:checked')).toHaveText(first);
  expect(await copy.evaluate(() => sessionStorage.getItem('nearfar-tab'))).not.toBe(name);
  const own = await pickHost(copy, 0);
  await expect(third.status.filter({ hasText: 'Another tab' })).toBeVisible();
  await second.reload();
  await expect(host(second).locator('option:checked')).toHaveText(first);
  expect(await second.evaluate(() => sessionStorage.getItem('nearfar-tab'))).toBe(name);
  await copy.reload();
  await expect(host(copy).locator('option:checked')).toHaveText(own);
});

test('a browser that cannot save says so and offers the file', async ({ nearfar, page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The storage is full.', 'QuotaExceededError');
    };
  });
  await nearfar.openCompare();
  await pickHost(page, 1);
  await expect(nearfar.status.filter({ hasText: 'not saved' })).toBeVisible();
  const download = page.waitForEvent('download');
  await nearfar.button('Save the scenario as a file').click();
  expect((await download).suggestedFilename()).toMatch(/\.nearfar\.json$/);
});

test('a page without its built-in files says so and can be used all the same', async ({ nearfar, page }) => {
  await page.route('**/catalogue.json', (route) =>
    route.fulfill({ status: 200, body: '{"hosts": [], "scenarios": []}' }),
  );
  await nearfar.open();
  await expect(page.getByRole('heading', { name: 'No scenario could be loaded' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog
    .getByRole('textbox', { name: 'Paste' })
    .fill('available: 1 nodes (0)\nnode 0 cpus: 0 1\nnode 0 size: 4096 MB\n');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(nearfar.node(0, nearfar.placement)).toBeVisible();
});
