import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './page.ts';

const table = (page: Page, name = 'Guests'): Locator => page.getByRole('table', { name, exact: true });
const row = (page: Page, name: string): Locator => table(page).getByRole('button', { name, exact: true });
const names = (page: Page): Promise<string[]> => table(page).getByRole('rowheader').allInnerTexts();

test('T shows the map as a table and takes it away, the focus comes back', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  const guest = nearfar.part('mail', nearfar.placement).first();
  await guest.focus();
  await page.keyboard.press('t');
  await expect(table(page)).toBeVisible();
  await expect(table(page).getByRole('rowheader')).toHaveCount(9);
  await page.keyboard.press('t');
  await expect(table(page)).toBeHidden();
  await expect(guest).toBeFocused();
});

test('T is a letter where one types', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Table').click();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('');
  await page.keyboard.type('t');
  await expect(table(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(table(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(table(page)).toBeHidden();
});

test('columns sort both ways and say so', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Table').click();
  const head = table(page).getByRole('columnheader', { name: /^vCPUs/ });
  await expect(head).not.toHaveAttribute('aria-sort');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  expect((await names(page))[0]).toBe('erp-1');
  await head.getByRole('button').press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  expect((await names(page)).at(-1)).toBe('erp-1');
});

test('words and chips narrow the rows, a file has what is left', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: /^split/ }).click();
  await expect(page.getByText('5 of 12 guests')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('shop');
  await expect(table(page).getByRole('rowheader')).toHaveText(['db-1', 'db-2']);
  const [download] = await Promise.all([page.waitForEvent('download'), nearfar.button('CSV').click()]);
  expect(download.suggestedFilename()).toMatch(/guests\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^db-1,shop,running,4,3,/);
});

test('keys move from row to row; a row chosen is chosen on the map', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await page.keyboard.press('t');
  await row(page, 'db-1').focus();
  await page.keyboard.press('End');
  await expect(row(page, 'sim')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 'ci')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(page, 'ci')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: 'Guest', exact: true })).toContainText('ci');
});

test('beside the map stands the same table with fewer columns', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await page.locator('summary', { hasText: 'Guests' }).click();
  await expect(table(page).getByRole('columnheader')).toHaveText([
    /^Guest/,
    /^vCPUs/,
    /^GiB/,
    /^Nodes/,
    /^Speed %/,
    /^Far %/,
  ]);
  expect((await names(page)).slice(0, 3)).toEqual(['cache', 'ci', 'db-1']);
  await page.getByRole('searchbox', { name: 'Filter' }).fill('node 2 sim');
  await expect(table(page).getByRole('rowheader')).toHaveText(['sim']);
  await row(page, 'sim').focus();
  await page.keyboard.press('t');
  await expect(table(page)).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Tables' })).toBeVisible();
});

test('a row that is pressed twice, or by Enter, flies the map to its guest; one click only chooses it', async ({
  nearfar,
  page,
}) => {
  await nearfar.openExplore();
  for (let step = 0; step < 3; step++) await nearfar.button('Zoom in').click();
  const [cache, ci] = ['cache', 'ci'].map((name) => nearfar.part(name, nearfar.placement)) as [Locator, Locator];
  await page.keyboard.press('t');
  await expect(cache).not.toBeInViewport({ ratio: 0.5 });
  await row(page, 'cache').click();
  await expect(row(page, 'cache')).toHaveAttribute('aria-pressed', 'true');
  await page.waitForTimeout(500);
  await expect(cache).not.toBeInViewport({ ratio: 0.5 });
  await row(page, 'cache').dblclick();
  await expect(cache).toBeInViewport({ ratio: 0.9 });
  await expect(row(page, 'cache')).toHaveAttribute('aria-pressed', 'true');
  await row(page, 'ci').focus();
  await page.keyboard.press('Enter');
  await expect(ci).toBeInViewport({ ratio: 0.9 });
  await expect(row(page, 'ci')).toBeFocused();
  await expect(nearfar.status.filter({ hasText: 'ci is shown on the map' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Show cache', exact: true }).click();
  await expect(cache).toBeInViewport({ ratio: 0.9 });
});

test('rows of nodes and links fly the map, too, and in Compare the map of their run', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press('t');
  await page.getByRole('separator', { name: 'Height of the table' }).press('End');
  const [a, b] = await nearfar.maps.all();
  await page.getByRole('radio', { name: 'Nodes', exact: true }).check();
  const node = nearfar.node(3, a!);
  await expect(node).not.toBeInViewport({ ratio: 0.5 });
  await table(page, 'Nodes').getByRole('button', { name: 'Node 3', exact: true }).dblclick();
  await expect(node).toBeInViewport({ ratio: 0.9 });
  await page.getByRole('radio', { name: 'Links', exact: true }).check();
  await table(page, 'Links').getByRole('button', { name: 'Node 0', exact: true }).first().press('Enter');
  await expect(nearfar.node(0, a!)).toBeInViewport({ ratio: 0.5 });
  await page.getByRole('radio', { name: 'Guests', exact: true }).check();
  await page.getByRole('radio', { name: /^B / }).check();
  await row(page, 'mail').press('Enter');
  await expect(nearfar.part('mail', b!).first()).toBeInViewport({ ratio: 0.9 });
  await row(page, 'web-2').press('Enter');
  await expect(nearfar.status.filter({ hasText: 'web-2 is not on the map at this instant' })).toHaveCount(1);
});

test('the edge of the table is moved by hand and by keys, and stays where it was put', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press('t');
  const edge = page.getByRole('separator', { name: 'Height of the table' });
  const tables = page.getByRole('region', { name: 'Tables' });
  const height = async (): Promise<number> => (await tables.boundingBox())!.height;
  const before = await height();
  await edge.press('ArrowUp');
  await expect.poll(height).toBeCloseTo(before + 18, 0);
  await edge.press('Home');
  await expect(edge).toHaveAttribute('aria-valuenow', '18');
  const least = await height();
  const box = (await edge.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y - 86, { steps: 4 });
  await page.mouse.up();
  await expect.poll(height).toBeCloseTo(least + 90, 0);
  await edge.press('End');
  for (const map of await nearfar.maps.all()) await expect(nearfar.node(0, map)).toBeInViewport({ ratio: 0.95 });
  await page.keyboard.press('PageDown');
  const chosen = await edge.getAttribute('aria-valuenow');
  await page.reload();
  await nearfar.openCompare();
  await page.keyboard.press('t');
  await expect(edge).toHaveAttribute('aria-valuenow', chosen!);
});

test('a file without names has those of the anonymous export', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await page.keyboard.press('t');
  await page.getByRole('checkbox', { name: 'Without names' }).check();
  const [download] = await Promise.all([page.waitForEvent('download'), nearfar.button('CSV').click()]);
  expect(download.suggestedFilename()).toBe('mixed-estate-placement-guests.csv');
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).not.toMatch(/db-1|erp|shop|mail/);
  expect(text.split('\r\n')[1]).toMatch(/^guest-1,group-1,running,4,3,/);
  // Said once, it holds for all that is taken away.
  await nearfar.button('Export').click();
  await expect(
    page.getByRole('dialog', { name: 'Export' }).getByRole('checkbox', { name: /Without names/ }),
  ).toBeChecked();
});

test('a guest is moved from its row by keys as from the map', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await page.keyboard.press('t');
  await row(page, 'ci').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: /^Cost of moving ci to node/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: /^Cost of moving ci/ })).toBeHidden();
});

test('the table follows the clock, for either run; so do nodes and links', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press('t');
  const files = table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: 'files', exact: true }) });
  await expect(files).toContainText('not yet there');
  await nearfar.time.focus();
  await page.keyboard.press('End');
  await expect(files).toContainText('running');
  await page.getByRole('radio', { name: /^B / }).check();
  await expect(files).toContainText('running');
  await page.getByRole('radio', { name: 'Nodes', exact: true }).check();
  await expect(table(page, 'Nodes').getByRole('rowheader')).toHaveText(['Node 0', 'Node 1', 'Node 2', 'Node 3']);
  await page.getByRole('radio', { name: 'Links', exact: true }).check();
  await expect(table(page, 'Links').getByRole('rowheader')).toHaveCount(8);
});

test('of a thousand guests only the rows near the frame are there', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Import').click();
  const guests = Array.from({ length: 1000 }, (_, i) => ({
    name: `vm-${i}`,
    vcpus: 1,
    memoryMiB: 8,
    workload: { duty: 0.01 },
  }));
  const node = { cores: 64, threads: 128, memoryMiB: 65_536, bandwidthGBs: 100, latencyNs: 90 };
  const scenario = {
    nearfar: 1,
    host: {
      name: 'wide',
      nodes: [
        { id: 0, ...node },
        { id: 1, ...node },
      ],
    },
    guests,
  };
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(JSON.stringify(scenario));
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await nearfar.button('Table').click();
  await expect(table(page)).toHaveAttribute('aria-rowcount', '1001', { timeout: 20_000 });
  expect(await table(page).getByRole('rowheader').count()).toBeLessThan(80);
  await row(page, 'vm-0').focus();
  await page.keyboard.press('End');
  await expect(row(page, 'vm-999')).toBeFocused();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expect(row(page, 'vm-0')).toBeFocused();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('vm-77');
  await expect(table(page)).toHaveAttribute('aria-rowcount', '12');
});

for (const [width, size] of [
  [360, 16],
  [360, 32],
  [1440, 32],
] as const) {
  test(`nothing stands out of a page ${width} px wide with text of ${size} px`, async ({ nearfar, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript((px) => {
      document.addEventListener('DOMContentLoaded', () => {
        document.documentElement.style.fontSize = `${px}px`;
      });
    }, size);
    const overhang = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await nearfar.openCompare();
    await nearfar.button('Table').click();
    await expect(table(page)).toBeVisible();
    expect(await overhang()).toBe(0);
    await nearfar.openExplore();
    await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
    expect(await overhang()).toBe(0);
  });
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the tables, ${colorScheme}`, async ({ nearfar, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await nearfar.openCompare();
    await page.keyboard.press('t');
    await row(page, 'db-1').click();
    expect(await violations(nearfar)).toEqual([]);
    await page.getByRole('radio', { name: 'Nodes', exact: true }).check();
    expect(await violations(nearfar)).toEqual([]);
  });
}
