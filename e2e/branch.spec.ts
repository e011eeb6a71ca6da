import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type NearfarPage } from './page.ts';

interface RunOutput {
  runs: { strategy: string; branches?: { at: number; id: string }[]; hash: string }[];
}

function hashes(page: Page): Promise<string[]> {
  return page.getByText(/hash [0-9a-f]{8,}/).allTextContents();
}

function byHand(page: Page, name: RegExp): Locator {
  return page.getByRole('group', { name: 'By hand' }).getByRole('button', { name });
}

/** Puts the clock to a third of the run, by keys. */
async function toAThird({ time, page }: NearfarPage): Promise<void> {
  await time.focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowRight');
}

test('a branch by keys: the same past, another strategy from there on, on the command line too', async ({
  nearfar,
  page,
}, info) => {
  await nearfar.openCompare();
  const before = await hashes(page);
  await toAThird(nearfar);
  expect(await nearfar.seconds()).toBeCloseTo(40);
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Branch here' });
  await expect(dialog.getByRole('spinbutton', { name: 'At', exact: true })).toHaveValue('40');
  await dialog.getByRole('spinbutton', { name: 'Period' }).fill('5');
  await page.keyboard.press('Enter');
  await expect(nearfar.status.filter({ hasText: 'B goes on with Dynamic balance from 0:40.0' })).toBeAttached();
  await expect(nearfar.maps.nth(1)).toHaveAccessibleName(/Guest NUMA → Dynamic/);
  const [a, b] = await hashes(page);
  expect(a).toBe(before[0]);
  expect(b).not.toBe(before[1]);
  await expect(page.getByText('A and B are the same run until 0:40.0')).toBeVisible();
  const tie = page.getByText('the same run until 0:40.0', { exact: true });
  await expect(tie.filter({ visible: true })).toHaveCount(2);

  await page.getByRole('radio', { name: 'Difference' }).check({ force: true });
  await expect(nearfar.node(0, nearfar.maps.nth(0))).toHaveAttribute('aria-description', 'CPU =, far =');
  await nearfar.time.press('End');
  await expect(page.getByText('branched off at 0:40.0')).toHaveCount(2);

  const download = page.waitForEvent('download');
  await nearfar.button('Export').click();
  await page
    .getByRole('dialog', { name: 'Export' })
    .getByRole('button', { name: /\.nearfar\.json$/ })
    .click();
  const file = info.outputPath('branched.nearfar.json');
  await (await download).saveAs(file);
  const run = (...more: string[]): RunOutput['runs'] => {
    const words = ['run', file, '--json', ...more];
    const printed = execFileSync(process.execPath, [join('dist', 'cli', 'nearfar.js'), ...words], { encoding: 'utf8' });
    return (JSON.parse(printed) as RunOutput).runs;
  };
  expect(run().map(({ hash }) => `hash ${hash}`)).toEqual([a, b].map((text) => text!.trim()));
  const [asked] = run('--strategy', 'guest-numa@40=dynamic-balance:period=5');
  expect(`hash ${asked!.hash}`).toBe(b!.trim());
  expect(asked!.branches).toMatchObject([{ at: 40, id: 'dynamic-balance' }]);
  expect(readFileSync(file, 'utf8')).toContain('"branches"');
});

test('a branch can be dragged, typed and removed, survives a reload and goes with a link', async ({
  nearfar,
  page,
  context,
}) => {
  await nearfar.openCompare();
  const before = await hashes(page);
  await toAThird(nearfar);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).fill('branch here');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Branch here' }).getByRole('button', { name: 'Branch', exact: true }).click();
  const chip = byHand(page, /^B → /);
  await expect(chip).toHaveAccessibleName('B → Dynamic balance, branch at 0:40.0');

  const box = (await chip.boundingBox())!;
  await page.mouse.move(box.x + 8, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect(chip).not.toHaveAccessibleName(/0:40\.0/);
  const dragged = (await chip.getAttribute('aria-label'))!;

  await chip.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Branch of B' });
  await dialog.getByRole('spinbutton', { name: 'At', exact: true }).fill('60');
  await page.keyboard.press('Enter');
  await expect(chip).toHaveAccessibleName(/at 1:00\.0/);
  const branched = await hashes(page);
  await nearfar.button('Undo').click();
  await expect(chip).toHaveAccessibleName(dragged);
  await nearfar.button('Redo').click();
  await expect(chip).toHaveAccessibleName(/at 1:00\.0/);

  await expect.poll(() => nearfar.saved()).toContain('"at":60');
  await page.reload();
  await expect(chip).toHaveAccessibleName(/at 1:00\.0/);
  expect(await hashes(page)).toEqual(branched);
  await nearfar.button('Share').click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/s=1\./);
  const other = await context.browser()!.newContext();
  const second = await other.newPage();
  await second.goto(await link.inputValue());
  await expect(second.getByText(/hash [0-9a-f]{8,}/)).toHaveText(branched);
  await other.close();
  await page.keyboard.press('Escape');

  await chip.focus();
  await page.keyboard.press('Delete');
  await expect(chip).toHaveCount(0);
  await expect.poll(() => hashes(page)).toEqual([before[0], before[0]]);
});

test('a guest is moved by hand at a time, in both runs, with what it costs then', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  const before = await hashes(page);
  await nearfar.part('ci', nearfar.maps.nth(0)).first().click();
  await toAThird(nearfar);
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move a guest by hand' });
  await expect(dialog.getByRole('combobox', { name: 'Guest' })).toHaveValue('ci');
  await expect(dialog.getByRole('spinbutton', { name: 'At', exact: true })).toHaveValue('40');
  await dialog.getByRole('combobox', { name: 'To node' }).selectOption('0');
  await expect(dialog.getByRole('columnheader', { name: /Hot-first/ })).toBeVisible();
  await expect(dialog.getByRole('row', { name: /Copied/ })).toContainText('GiB');
  await dialog.getByRole('button', { name: /vCPUs only/ }).click();
  await expect(dialog.getByRole('combobox', { name: 'Mechanism' })).toHaveValue('vcpu-only');
  await dialog.getByRole('combobox', { name: 'Mechanism' }).selectOption('live');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();

  const chip = byHand(page, /move by hand/);
  await expect(chip).toHaveAccessibleName('ci → 0, move by hand at 0:40.0');
  await expect(nearfar.status.filter({ hasText: 'ci moves to node 0 at 0:40.0' })).toBeAttached();
  const moved = await hashes(page);
  for (const at of [0, 1]) expect(moved[at]).not.toBe(before[at]);
  await nearfar.button('Events').click();
  await expect(page.getByRole('dialog', { name: 'Events' }).getByRole('row', { name: /by hand/ })).toHaveCount(2);
  await page.keyboard.press('Escape');

  await chip.press('Enter');
  const editor = page.getByRole('dialog', { name: 'Move by hand' });
  await editor.getByRole('combobox', { name: 'To node' }).selectOption('1');
  await editor.getByRole('spinbutton', { name: 'At', exact: true }).fill('50');
  await editor.getByRole('button', { name: 'Change' }).click();
  await expect(chip).toHaveAccessibleName(/^ci → 1, move by hand at 0:50\.0/);
  await expect.poll(() => nearfar.saved()).toContain('"at":50');
  await page.reload();
  await expect(chip).toHaveAccessibleName(/^ci → 1, move by hand at 0:50\.0/);
  await chip.press('Delete');
  await expect(chip).toHaveCount(0);
  await expect.poll(() => hashes(page)).toEqual(before);
  await nearfar.button('Undo').click();
  await expect(chip).toHaveCount(1);
});
