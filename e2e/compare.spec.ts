import { readFileSync } from 'node:fs';
import { expect, test } from './page.ts';

const METRICS = [
  /throughput/i,
  /far accesses/i,
  /mean slowdown/i,
  /p95|95/i,
  /fairness/i,
  /refused/i,
  /moves\b/i,
  /moved/i,
  /pause/i,
  /in vain/i,
  /controller/i,
  /link/i,
  /imbalance/i,
  /largest free/i,
];

test('opens in Compare with both strategies computed, paused at the start', async ({ nearfar }) => {
  await nearfar.openCompare();
  await expect(nearfar.maps.nth(0)).toHaveAccessibleName(/Guest NUMA/);
  await expect(nearfar.maps.nth(1)).toHaveAccessibleName(/Dynamic balanc/i);
  for (const map of await nearfar.maps.all())
    for (const id of [0, 1, 2, 3]) await expect(nearfar.node(id, map)).toBeVisible();
  expect(await nearfar.seconds()).toBe(0);
  await expect(nearfar.button('Play')).toBeVisible();
});

test('the scoreboard has a row for every metric and a column for each strategy', async ({ nearfar }) => {
  await nearfar.openCompare();
  for (const metric of METRICS)
    await expect(nearfar.scoreboard.getByRole('rowheader', { name: metric }).first()).toBeVisible();
  await expect(nearfar.scoreboard.getByRole('row')).toHaveCount(METRICS.length + 1);
  await expect(nearfar.scoreboard.getByRole('columnheader', { name: /Guest NUMA/ })).toBeAttached();
  await expect(nearfar.scoreboard.getByRole('columnheader', { name: /Dynamic/ })).toBeAttached();
});

test('plays, pauses, scrubs and changes speed with the mouse', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.getByRole('radio', { name: /16/ }).click();
  await nearfar.button('Play').click();
  await expect.poll(() => nearfar.seconds()).toBeGreaterThan(1);
  await nearfar.button('Pause').click();
  const paused = await nearfar.seconds();
  await page.waitForTimeout(200);
  expect(await nearfar.seconds()).toBe(paused);
  const box = (await nearfar.time.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2);
  expect(await nearfar.seconds()).toBeGreaterThan(60);
});

test('plays with Space and scrubs with the arrow keys', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await page.keyboard.press('Space');
  await expect(nearfar.button('Pause')).toBeVisible();
  await expect.poll(() => nearfar.seconds()).toBeGreaterThan(0);
  await page.keyboard.press('Space');
  await nearfar.time.focus();
  const before = await nearfar.seconds();
  await page.keyboard.press('ArrowRight');
  expect(await nearfar.seconds()).toBeGreaterThan(before);
  await page.keyboard.press('End');
  expect(await nearfar.seconds()).toBe(120);
});

test('a guest selected in one map is selected in the other', async ({ nearfar }) => {
  await nearfar.openCompare();
  const left = nearfar.part('db-1', nearfar.maps.nth(0)).first();
  const right = nearfar.part('db-1', nearfar.maps.nth(1)).first();
  await left.click();
  await expect(left).toHaveAttribute('aria-pressed', 'true');
  await expect(right).toHaveAttribute('aria-pressed', 'true');
});

test('a guest can be asked where it is', async ({ nearfar }) => {
  await nearfar.openCompare();
  const part = nearfar.part('db-1', nearfar.maps.nth(1)).first();
  await expect(part).toHaveAccessibleDescription(/node \d.*vCPU.*GiB.*far/i);
});

test('the theme follows the system and can be switched', async ({ nearfar, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await nearfar.openCompare();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background();
  expect(dark).not.toBe(light);
  await nearfar.button('Theme').click();
  await expect.poll(background).toBe(light);
});

test('another host and another scenario can be picked', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  const host = page.getByRole('combobox', { name: 'Host' });
  const titles = await host.locator('option').allTextContents();
  expect(titles.length).toBeGreaterThanOrEqual(3);
  await host.selectOption({ index: titles.length - 1 });
  await expect(nearfar.maps).toHaveCount(2);
  await expect(nearfar.scoreboard).toBeVisible();
  const scenario = page.getByRole('combobox', { name: 'Scenario' });
  expect((await scenario.locator('option').allTextContents()).length).toBeGreaterThanOrEqual(3);
  await scenario.selectOption({ index: 1 });
  await expect(nearfar.scoreboard).toBeVisible();
});

test('the difference lens says on both maps who is ahead, by how much, and so does its picture', async ({
  nearfar,
  page,
}) => {
  await nearfar.openCompare();
  const lenses = page.getByRole('group', { name: 'Lens' }).getByRole('radio');
  await expect(lenses).toHaveCount(6);
  await page.getByRole('radio', { name: 'Difference' }).check({ force: true });
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('A faster');
  const [a, b] = [nearfar.maps.nth(0), nearfar.maps.nth(1)];
  for (let step = 0; step < 4; step++) await page.keyboard.press(']');
  const said = /^CPU (?:=|[AB] \+\d+ pp), far (?:=|[AB] \+\d+\.\d GB\/s)$/;
  for (let id = 0; id < 4; id++) {
    const node = nearfar.node(id, a);
    await expect(node).toHaveAttribute('aria-description', said);
    const text = (await node.getAttribute('aria-description')) ?? '';
    await expect(nearfar.node(id, b)).toHaveAttribute('aria-description', text);
  }
  await nearfar.button('Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'SVG' }).first().click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/>[AB] \+\d+(?:\.\d)?<\/text>/);
});
