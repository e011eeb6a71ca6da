import type { Page } from '@playwright/test';
import { carry, costCard, dragTo, expectSaid, finger, homes, middleOf, within } from './hand.ts';
import { expect, test, type NearfarPage } from './page.ts';

// On the built-in host every node has four cores of one thread; their boxes stand in a row under the room's header.
const FIRST_CORE = { x: 90, y: 85 };

const HELD = /^ci over node 3, core 12, CPU 12: 2 vCPUs on 1 thread, 1\.0 GiB, \d+\.\d s, far accesses 0 % to 0 %$/;

const pins = (page: Page) => page.getByRole('region', { name: 'Pins' });

/** An EPYC whose nodes have eight cores of two threads under two caches each. */
async function takeEpyc(nearfar: NearfarPage, page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).fill('9354P');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeHidden();
  await expect(nearfar.node(3, nearfar.placement)).toHaveAccessibleDescription(/48\.0 GiB free/);
}

test.beforeEach(async ({ nearfar }) => {
  await nearfar.openExplore();
});

test.describe('with the mouse', () => {
  test('a drop on a core pins there, as one step that says so', async ({ nearfar, page }) => {
    await dragTo(nearfar, 'ci', await within(nearfar, 3, FIRST_CORE));
    const card = costCard(page, 'ci', 3);
    await expect(card).toContainText('Pins 2 vCPUs to 1 thread of core 12, CPU 12.');
    await expect(card).toContainText('More vCPUs than threads: 2 take turns on 1.');
    await expectSaid(nearfar, HELD);
    await expect(nearfar.node(3, nearfar.placement)).toHaveAccessibleDescription(
      /Pin 2 vCPUs to core 12, 2 on 1 thread/,
    );
    await page.mouse.up();
    await expectSaid(nearfar, /^ci moved to node 3, hot-first, pinned to core 12, CPU 12$/);
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await nearfar.part('ci', nearfar.placement).hover();
    await expect(pins(page)).toContainText('Node 3: CPU 12');
    await nearfar.button('Undo').hover();
    await page.keyboard.press('Control+z');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([0]);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
  });

  test('a trembling hand pins nothing, a drop on a core of its own node does', async ({ nearfar, page }) => {
    const own = await within(nearfar, 0, FIRST_CORE);
    await page.mouse.move(own.x, own.y - 12);
    await page.mouse.down();
    await page.mouse.move(own.x + 6, own.y - 4, { steps: 4 });
    await expectSaid(nearfar, /over node 0: home$/);
    await page.mouse.up();
    await expect(nearfar.button('Undo')).toBeDisabled();
    await dragTo(nearfar, 'ci', own);
    await expectSaid(nearfar, /^ci over node 0, core 0, CPU 0: 2 vCPUs on 1 thread, 0\.0 GiB, 0\.0 s, /);
    await page.mouse.up();
    await expectSaid(nearfar, 'ci on node 0, pinned to core 0, CPU 0');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([0]);
  });

  test('the panel takes the pins away again', async ({ nearfar, page }) => {
    await dragTo(nearfar, 'ci', await within(nearfar, 3, FIRST_CORE));
    await expectSaid(nearfar, HELD);
    await page.mouse.up();
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await nearfar.part('ci', nearfar.placement).click();
    await page.getByRole('menuitem', { name: 'Show details' }).click();
    await pins(page).getByRole('button', { name: 'Unpin' }).click();
    await expect(pins(page)).toHaveCount(0);
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await nearfar.button('Undo').click();
    await expect(pins(page)).toBeVisible();
  });

  test('a drop on the tab of a cache pins to its threads', async ({ nearfar, page }) => {
    await takeEpyc(nearfar, page);
    await dragTo(nearfar, 'db-2', await within(nearfar, 3, { x: 290, y: 146 }));
    await expect(costCard(page, 'db-2', 3)).toContainText('Pins 4 vCPUs to 8 threads of L3 7, CPUs 28-31,60-63.');
    await page.mouse.up();
    await expectSaid(nearfar, /^db-2 moved to node 3, (hot-first|live), pinned to L3 7, CPUs 28-31,60-63$/);
  });
});

test.describe('with keys alone', () => {
  test('C goes down to the cores, arrows choose one, and every step is spoken', async ({ nearfar, page }) => {
    await nearfar.part('ci', nearfar.placement).focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expectSaid(nearfar, /^ci over node 3: 1\.0 GiB/);
    await page.keyboard.press('c');
    await expectSaid(nearfar, HELD);
    await page.keyboard.press('ArrowRight');
    await expectSaid(nearfar, /^ci over node 3, core 13, CPU 13: 2 vCPUs on 1 thread, /);
    await page.keyboard.press('c');
    await expectSaid(nearfar, /^ci over node 3: 1\.0 GiB/);
    await page.keyboard.press('c');
    await page.keyboard.press('Enter');
    await expectSaid(nearfar, /^ci moved to node 3, hot-first, pinned to core 12, CPU 12$/);
    await expect(nearfar.part('ci', nearfar.node(3, nearfar.placement))).toBeFocused();
  });

  test('caches come before cores', async ({ nearfar, page }) => {
    await takeEpyc(nearfar, page);
    await nearfar.part('db-2', nearfar.placement).first().focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('c');
    await expectSaid(nearfar, /^db-2 over node 1, L3 2, CPUs 8-11,40-43: 4 vCPUs on 8 threads, 4\.0 GiB, /);
    await page.keyboard.press('ArrowRight');
    await expectSaid(nearfar, /^db-2 over node 1, L3 3, CPUs 12-15,44-47: 4 vCPUs on 8 threads, /);
    await page.keyboard.press('c');
    await expectSaid(nearfar, /^db-2 over node 1, core 8, CPUs 8,40: 4 vCPUs on 2 threads, /);
    await page.keyboard.press('Escape');
    await expectSaid(nearfar, 'db-2 put back');
  });

  test('the menu pins, too', async ({ nearfar, page }) => {
    await nearfar.part('ci', nearfar.placement).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Pin to…' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitemradio', { name: 'Core 0, CPU 0' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expectSaid(nearfar, /^ci over node 0, core 1, CPU 1: 2 vCPUs on 1 thread, /);
    await page.keyboard.press('Enter');
    await expectSaid(nearfar, 'ci on node 0, pinned to core 1, CPU 1');
    await nearfar.part('ci', nearfar.placement).click();
    await page.getByRole('menuitem', { name: 'Unpin' }).click();
    await nearfar.part('ci', nearfar.placement).click();
    await expect(page.getByRole('menuitem', { name: 'Pin to…' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Unpin' })).toHaveCount(0);
  });
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true });

  test('letting go over a core pins there', async ({ nearfar, page }) => {
    const from = await middleOf(nearfar.part('ci', nearfar.placement));
    const to = await within(nearfar, 3, FIRST_CORE);
    const touch = await finger(page);
    await carry(touch, from, to, () => expectSaid(nearfar, 'ci over node 0: home'));
    await expectSaid(nearfar, HELD);
    await touch('touchEnd');
    await expectSaid(nearfar, /pinned to core 12, CPU 12$/);
  });
});
