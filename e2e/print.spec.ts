import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { expect, test } from './page.ts';

async function saved(page: Page, button: string, at = 0): Promise<Download> {
  const press = page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: button }).nth(at);
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()]);
  return download;
}

/** Width and height in the head of a PNG. */
function sizeOf(png: Buffer): readonly [number, number] {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** What the sheet is drawn by is loaded when the page has come to rest. */
async function askForSheet(page: Page): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.print-sheet').count()).toBe(1);
  }).toPass();
}

for (const view of ['compare', 'explore'] as const) {
  test(`the sheet for the printer has map, signs and figures of ${view}, in light, without a date`, async ({
    nearfar,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await (view === 'compare' ? nearfar.openCompare() : nearfar.openExplore());
    await page.emulateMedia({ media: 'print' });
    await askForSheet(page);
    await expect(page.getByRole('heading', { name: 'Mixed estate' })).toBeVisible();
    await expect(page.getByRole('navigation')).toBeHidden();
    await expect(page.getByRole('table', { name: 'Scoreboard' })).toHaveCount(view === 'compare' ? 1 : 0);
    await expect(page.getByRole('table', { name: /^Guests/ })).toHaveCount(view === 'compare' ? 2 : 1);
    const foot = await page.locator('.print-sheet footer').innerText();
    expect(foot).toMatch(/^Nearfar, engine \S+ · scenario [0-9a-f]{16}/);
    expect(foot.match(/run [AB] [0-9a-f]{16}/g) ?? []).toHaveLength(view === 'compare' ? 2 : 0);
    const pictures = await page
      .locator('.print-sheet img')
      .evaluateAll((images) => images.map((image) => decodeURIComponent((image as HTMLImageElement).src)));
    for (const svg of pictures) expect(svg).toContain('<g id="patterns">');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await expect(page.locator('.print-sheet')).toHaveCount(0);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    expect(await page.locator('html').getAttribute('data-theme')).toBeNull();
  });

  test(`maps of ${view} go out as SVG with text, ids and classes, and as PNG at twice the size`, async ({
    nearfar,
    page,
  }) => {
    await (view === 'compare' ? nearfar.openCompare() : nearfar.openExplore());
    await nearfar.button('Export').click();
    const svg = readFileSync(await (await saved(page, 'SVG')).path(), 'utf8');
    expect(svg).toMatch(/<text class="guest-name"[^>]*>db-1/);
    expect(svg).toContain('<g id="node-3">');
    expect(svg).not.toContain('id="patterns"');
    await page.getByRole('checkbox', { name: 'With patterns' }).check();
    const textured = readFileSync(await (await saved(page, 'SVG')).path(), 'utf8');
    expect(textured).toContain('class="pattern pattern-0"');
    const [, width = '0', height = '0'] = /width="(\d+)" height="(\d+)"/.exec(textured) ?? [];
    const png = readFileSync(await (await saved(page, 'PNG')).path());
    expect(sizeOf(png)).toEqual([2 * Number(width), 2 * Number(height)]);
  });
}

test('the sheet names nobody where that is wanted, nor do the pictures on it', async ({ nearfar, page }) => {
  await nearfar.openExplore();
  await nearfar.button('Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('checkbox', { name: 'Without names' }).check();
  await expect(dialog.getByRole('button', { name: 'Print' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.emulateMedia({ media: 'print' });
  await askForSheet(page);
  const sheet = page.locator('.print-sheet');
  await expect(sheet.getByRole('table', { name: 'Guests' })).toContainText('guest-1');
  await expect(sheet.locator('footer')).toContainText('without names');
  const pictures = await sheet.locator('img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src));
  const said = [await sheet.innerText(), ...pictures.map(decodeURIComponent)].join('\n');
  expect(said.match(/guest-3/g)?.length).toBeGreaterThan(1);
  expect(said).not.toMatch(/db-1|erp|mail|shop/);
});

test('scoreboard and timeline go out as CSV', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Export').click();
  const scores = readFileSync(await (await saved(page, 'Scoreboard CSV')).path(), 'utf8');
  expect(scores).toMatch(
    /^Metric,Name,A Guest NUMA,B Dynamic balance\r\nThroughput,throughput,0\.\d{6,},0\.\d{6,}\r\n/,
  );
  const series = readFileSync(await (await saved(page, 'Timeline CSV')).path(), 'utf8');
  expect(series.split('\r\n').length).toBeGreaterThan(100);
});
