import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { carry, costCard, dragTo, expectSaid, finger, homes, middleOf } from './hand.ts';
import { expect, test, type NearfarPage } from './page.ts';

const selection = (page: Page) => page.getByRole('region', { name: 'Selection' });

async function pick(nearfar: NearfarPage, ...names: readonly string[]): Promise<void> {
  for (const name of names)
    await nearfar
      .part(name, nearfar.placement)
      .first()
      .click({ modifiers: ['Shift'] });
}

test.beforeEach(async ({ nearfar }) => {
  await nearfar.openExplore();
});

test.describe('with the mouse', () => {
  test('Shift selects, the panel adds up, and dragging one takes all as one step', async ({ nearfar, page }) => {
    await pick(nearfar, 'web-1', 'mail', 'ci');
    await expectSaid(nearfar, 'ci selected, 3 guests selected');
    await expect(selection(page)).toContainText('6 vCPUs, 4.5 GiB on nodes 0, 1, 2');
    await dragTo(nearfar, 'mail', await middleOf(nearfar.node(3, nearfar.placement)));
    await expect(costCard(page, '3 guests', 3).getByRole('columnheader')).toHaveCount(3);
    await expect(costCard(page, '3 guests', 3)).toContainText('the figures are those of all of them together');
    await expectSaid(nearfar, /^3 guests over node 3: 4\.5 GiB, \d+\.\d s, far accesses 0 % to 0 %$/);
    await page.mouse.up();
    await expectSaid(nearfar, /^3 guests moved to node 3, (hot-first|live)$/);
    for (const name of ['web-1', 'mail', 'ci']) await expect.poll(() => homes(nearfar, name)).toEqual([3]);
    await nearfar.button('Undo').click();
    await expect.poll(() => homes(nearfar, 'mail')).toEqual([2]);
    await expect.poll(() => homes(nearfar, 'web-1')).toEqual([1]);
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([0]);
    await expect(nearfar.button('Undo')).toBeDisabled();
  });

  test('a refusal names the guest that has no room, and nothing moves', async ({ nearfar, page }) => {
    await pick(nearfar, 'web-1', 'mail');
    await dragTo(nearfar, 'web-1', await middleOf(nearfar.node(0, nearfar.placement)));
    await expectSaid(nearfar, /^2 guests over node 0: refused, (web-1: needs 1\.5|mail: needs 2\.0) GiB, .+ free$/);
    await page.mouse.up();
    await expectSaid(nearfar, /^2 guests put back: node 0 refused, /);
    await expect.poll(() => homes(nearfar, 'mail')).toEqual([2]);
    await expect(nearfar.button('Undo')).toBeDisabled();
  });

  test('a second click takes a guest out, Escape clears', async ({ nearfar, page }) => {
    await pick(nearfar, 'web-1', 'mail', 'web-1');
    await expectSaid(nearfar, 'web-1 taken out, 1 guest selected');
    await page.keyboard.press('Escape');
    await expectSaid(nearfar, 'Selection cleared');
    await expect(selection(page)).toHaveCount(0);
    await expect(page.getByRole('menu')).toHaveCount(0);
  });

  test('Shift and a frame over empty places select all that it meets', async ({ nearfar, page }) => {
    const room = (await nearfar.node(1, nearfar.placement).boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(room.x + room.width + 20, room.y + room.height + 10);
    await page.mouse.down();
    await page.mouse.move(room.x + 40, room.y + room.height - 80, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(selection(page)).toContainText('2 guests selected');
    await expect(selection(page)).toContainText('erp-1');
    await expect(selection(page)).toContainText('web-1');
  });

  test('without dragging: the panel has a menu of nodes', async ({ nearfar, page }) => {
    await pick(nearfar, 'web-1', 'ci');
    await selection(page).getByRole('button', { name: 'Move to…' }).click();
    await page.getByRole('menuitem', { name: 'Move to…' }).click();
    await expect(page.getByRole('menuitemradio', { name: /Node 0/ })).toContainText(/no room, /);
    await page.getByRole('menuitemradio', { name: /Node 3/ }).click();
    await page.getByRole('menuitemradio', { name: /Hot-first/ }).click();
    await expectSaid(nearfar, '2 guests moved to node 3, hot-first');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
  });
});

test('with keys: Shift and arrows select, M moves all', async ({ nearfar, page }) => {
  await nearfar.part('web-1', nearfar.placement).focus();
  await page.keyboard.press('Shift+Space');
  await expectSaid(nearfar, 'web-1 selected, 1 guest selected');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('Shift+ArrowRight');
  await expectSaid(nearfar, 'erp-1 selected, 2 guests selected');
  await expect(nearfar.part('erp-1', nearfar.placement)).toHaveAccessibleDescription(/; selected$/);
  await page.keyboard.press('m');
  await expectSaid(nearfar, '2 guests over node 1: home');
  await page.keyboard.press('ArrowDown');
  await expectSaid(nearfar, /^2 guests over node 3: 7\.5 GiB, /);
  await page.keyboard.press('Enter');
  await expect.poll(() => homes(nearfar, 'erp-1')).toEqual([3]);
  await expect.poll(() => homes(nearfar, 'web-1')).toEqual([3]);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true });

  test('a long press begins, taps go on, and a long press that moves takes all', async ({ nearfar, page }) => {
    const touch = await finger(page);
    const from = await middleOf(nearfar.part('ci', nearfar.placement));
    await touch('touchStart', from);
    await expectSaid(nearfar, 'ci over node 0: home');
    await touch('touchEnd');
    await expectSaid(nearfar, 'ci selected, 1 guest selected');
    await nearfar.part('web-1', nearfar.placement).tap();
    await expectSaid(nearfar, 'web-1 selected, 2 guests selected');
    await expect(page.getByRole('menu')).toHaveCount(0);
    const to = await middleOf(nearfar.node(3, nearfar.placement));
    await carry(touch, from, to, () => expectSaid(nearfar, /^2 guests over node 0: refused/));
    await expect(costCard(page, '2 guests', 3)).toBeVisible();
    await touch('touchEnd');
    await expect.poll(() => homes(nearfar, 'web-1')).toEqual([3]);
  });
});

test.describe('the lens of differences', () => {
  test('says what a drop would change, then what it has changed, until the next step', async ({ nearfar, page }) => {
    await page.getByRole('group', { name: 'Lens' }).getByRole('radio', { name: 'Difference' }).check({ force: true });
    await expect(page.getByText('Take a guest in hand')).toBeVisible();
    await expect(nearfar.node(0, nearfar.placement)).toHaveAccessibleDescription(/CPU \d+ %, /);
    await dragTo(nearfar, 'db-2', await middleOf(nearfar.node(3, nearfar.placement)));
    await expect(page.getByText('if dropped here')).toBeVisible();
    await expect(nearfar.node(0, nearfar.placement)).toHaveAccessibleDescription(/^CPU −\d+ pp, far ±0 GB\/s, Stay/);
    await page.mouse.up();
    await expect.poll(() => homes(nearfar, 'db-2')).toEqual([3]);
    await expect(page.getByText('since the last move')).toBeVisible();
    await expect(nearfar.node(3, nearfar.placement)).toHaveAccessibleDescription(/^CPU \+\d+ pp, far ±0 GB\/s/);
    await expect(page.getByRole('list', { name: 'Legend' })).toContainText('what a move changes');
    await nearfar.button('Undo').click();
    await expect.poll(() => homes(nearfar, 'db-2')).toEqual([0]);
    await expect(nearfar.node(3, nearfar.placement)).toHaveAccessibleDescription(/^CPU 0 %/);
  });
});

test('axe finds nothing in a selection, a pinned guest and the menu that pins', async ({ nearfar, page }) => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await pick(nearfar, 'web-1', 'mail');
    expect(await violations(nearfar)).toEqual([]);
    await page.keyboard.press('Escape');
    await nearfar.part('ci', nearfar.placement).click();
    await page.getByRole('menuitem', { name: 'Pin to…' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'Core 0, CPU 0' })).toBeFocused();
    expect(await violations(nearfar)).toEqual([]);
    await page.keyboard.press('Enter');
    await expectSaid(nearfar, 'ci on node 0, pinned to core 0, CPU 0');
    await nearfar.part('ci', nearfar.placement).focus();
    await expect(page.getByRole('region', { name: 'Pins' })).toBeVisible();
    expect(await violations(nearfar)).toEqual([]);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('region', { name: 'Pins' })).toHaveCount(0);
  }
});
