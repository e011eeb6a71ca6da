import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './page.ts';

interface RunOutput {
  runs: { strategy: string; hash: string }[];
}

test('the command line and the page compute the same runs to the bit', async ({ nearfar, page }, info) => {
  await nearfar.openCompare();
  const catalogue = (await (await page.request.get('./catalogue.json')).json()) as { scenarios: { file: string }[] };
  const scenario = await (await page.request.get(`./${catalogue.scenarios[0].file}`)).text();
  const file = info.outputPath('scenario.nearfar.json');
  writeFileSync(file, scenario);
  const printed = execFileSync(process.execPath, [join('dist', 'cli', 'nearfar.js'), 'run', file, '--json'], {
    encoding: 'utf8',
  });
  const { runs } = JSON.parse(printed) as RunOutput;
  expect(runs).toHaveLength(2);
  for (const run of runs) await expect(page.getByText(run.hash)).toBeVisible();
});

test('a changed parameter runs again and changes the result', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  const hashes = () => page.getByText(/hash [0-9a-f]{8,}/).allTextContents();
  const before = await hashes();
  await nearfar.button('Run').click();
  await page
    .getByRole('spinbutton', { name: /period/i })
    .first()
    .fill('5');
  await page
    .getByRole('button', { name: /^Run( again)?$/ })
    .last()
    .click();
  await expect.poll(hashes).not.toEqual(before);
  await expect(nearfar.scoreboard).toBeVisible();
});

test('a long run shows progress and can be cancelled', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Run').click();
  await page.getByRole('spinbutton', { name: /until|duration|length/i }).fill('50000000');
  await page
    .getByRole('spinbutton', { name: /period/i })
    .first()
    .fill('1');
  await page
    .getByRole('button', { name: /^Run( again)?$/ })
    .last()
    .click();
  await expect(page.getByRole('progressbar', { name: 'Running' }).first()).toBeVisible();
  await expect(nearfar.scoreboard).toBeVisible();
  await expect(page.getByText('Older result: the new one is being computed')).toBeVisible();
  await nearfar.button('Cancel').click();
  await expect(page.getByRole('progressbar', { name: 'Running' })).toHaveCount(0);
  await expect(page.getByText('Older result: the new run was cancelled')).toBeVisible();
  await expect(nearfar.scoreboard).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Explore' })).toBeVisible();
});

test('the scenario survives a reload', async ({ nearfar, page }) => {
  await nearfar.openCompare();
  await nearfar.button('Run').click();
  await page
    .getByRole('spinbutton', { name: /period/i })
    .first()
    .fill('7');
  await page
    .getByRole('button', { name: /^Run( again)?$/ })
    .last()
    .click();
  await expect(nearfar.scoreboard).toBeVisible();
  await expect.poll(() => nearfar.saved()).toContain('"period":7');
  await page.reload();
  await expect(nearfar.scoreboard).toBeVisible();
  await nearfar.button('Run').click();
  await expect(page.getByRole('spinbutton', { name: /period/i }).first()).toHaveValue('7');
});

test('guests that a seed draws: any instant can be seen, and one seed is not the last word', async ({
  nearfar,
  page,
}) => {
  await nearfar.openCompare();
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'A small cloud' });
  // By themselves where that is quick, else when asked for.
  const seeds = page
    .getByText(/20 paired seeds|Running 20 seeds/)
    .or(page.getByRole('button', { name: 'Run 20 seeds' }));
  await expect(seeds.first()).toBeVisible();
  const guest = nearfar.maps.first().getByRole('button', { name: /^vm-/ }).first();
  // The clock may still be that of the scenario before, which goes when its maps do.
  await expect(async () => {
    await nearfar.time.focus();
    await page.keyboard.press('End');
    await expect(guest).toBeAttached({ timeout: 2_000 });
  }).toPass();
  await expect(guest).toHaveAccessibleDescription(/GiB/);
});
