import { carry, costCard as cost, dragTo, expectSaid, finger, homes, middleOf, type Spot } from './hand.ts';
import { expect, test, type NearfarPage } from './page.ts';

// The built-in estate, placed first-fit: db-1, db-2 and ci fill node 0; nodes 1 and 2 have 0.5 GiB free, node 3 is empty.

async function dragOver(nearfar: NearfarPage, guest: string, node: number): Promise<void> {
  await dragTo(nearfar, guest, await middleOf(nearfar.node(node, nearfar.placement)));
}

const COST = /^ci over node 3: 1\.0 GiB, \d+\.\d s, far accesses \d+ % to \d+ %$/;

test.beforeEach(async ({ nearfar }) => {
  await nearfar.openExplore();
});

test.describe('with the mouse', () => {
  test('dragging shows what the move costs before it is dropped', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 3);
    const card = cost(page, 'ci', 3);
    await expect(card.getByRole('columnheader')).toHaveCount(3);
    for (const name of [/live/i, /hot-first/i, /vCPU/i])
      await expect(card.getByRole('columnheader', { name })).toBeVisible();
    for (const name of [
      'Copied',
      /^Time/,
      'Pause',
      'Extra memory',
      /^Speed at 60 s/,
      'Far accesses',
      /^Work/,
      /^Break/,
    ])
      await expect(card.getByRole('rowheader', { name })).toBeVisible();
    await expect(card.getByRole('heading', { name: 'Who else feels it' })).toBeVisible();
    await expectSaid(nearfar, COST);
    await page.mouse.up();
  });

  test('every room says what it offers, or why it refuses', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 1);
    await expect(nearfar.node(0, nearfar.placement)).toHaveAccessibleDescription(/Stay.*home now/);
    await expect(nearfar.node(1, nearfar.placement)).toHaveAccessibleDescription(/No room, needs 1\.0 GiB.*free/);
    await expect(nearfar.node(2, nearfar.placement)).toHaveAccessibleDescription(/No room/);
    await expect(nearfar.node(3, nearfar.placement)).toHaveAccessibleDescription(
      /Best target, (hot-first|live), [\d.]+ s, even/,
    );
    await expect(cost(page, 'ci', 1)).toContainText('Node 3 is the better target.');
    await page.mouse.up();
  });

  test('the ghost is under the pointer within one frame', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 3);
    const at = await middleOf(nearfar.node(2, nearfar.placement));
    await page.mouse.move(at.x, at.y);
    const corner = await page.evaluate(
      () =>
        new Promise<Spot>((resolve) => {
          requestAnimationFrame(() => {
            const { right, bottom } = document.querySelector('.ghost')!.getBoundingClientRect();
            resolve({ x: right, y: bottom });
          });
        }),
    );
    expect(Math.abs(corner.x - at.x)).toBeLessThan(24);
    expect(Math.abs(corner.y - at.y)).toBeLessThan(24);
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });

  test('Escape puts it back, and letting go afterwards does nothing', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 3);
    await page.keyboard.press('Escape');
    await expect(cost(page, 'ci', 3)).toBeHidden();
    await expectSaid(nearfar, 'ci put back');
    await page.mouse.up();
    await expect(page.getByRole('menu')).toHaveCount(0);
    expect(await homes(nearfar, 'ci')).toEqual([0]);
  });

  test('leaving the window puts it back', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 3);
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await expectSaid(nearfar, 'ci put back');
    await page.mouse.up();
    expect(await homes(nearfar, 'ci')).toEqual([0]);
  });

  test('dropping applies the move; undo and redo work', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 3);
    await expect(cost(page, 'ci', 3)).toBeVisible();
    await page.mouse.up();
    await expectSaid(nearfar, /^ci moved to node 3, (hot-first|live)$/);
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await nearfar.button('Undo').click();
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([0]);
    await nearfar.button('Redo').click();
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await page.keyboard.press('Control+z');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([0]);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    expect(await homes(nearfar, 'db-1')).toEqual([0]);
  });

  test('a full node refuses the drop and says why', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 1);
    await expectSaid(nearfar, /^ci over node 1: refused, needs 1\.0 GiB, .+ free$/);
    await page.mouse.up();
    await expectSaid(nearfar, /^ci put back: node 1 refused, needs 1\.0 GiB/);
    expect(await homes(nearfar, 'ci')).toEqual([0]);
    await expect(nearfar.button('Undo')).toBeDisabled();
  });

  test('a digit chooses the mechanism while it is held', async ({ nearfar, page }) => {
    await dragOver(nearfar, 'ci', 1);
    await page.keyboard.press('3');
    await expectSaid(nearfar, /^ci over node 1: 0\.0 GiB, 0\.0 s, far accesses 0 % to 100 %, vCPUs only$/);
    await page.mouse.up();
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([1]);
    await expect(nearfar.part('ci', nearfar.placement)).toHaveAccessibleDescription(/far accesses 100 %/);
  });
});

test.describe('by the menu', () => {
  test('node, then mechanism', async ({ nearfar, page }) => {
    await nearfar.part('ci', nearfar.placement).click();
    await page.getByRole('menuitem', { name: 'Move to…' }).click();
    await page.getByRole('menuitemradio', { name: /Node 3\b/ }).click();
    await expect(page.getByRole('menuitemradio', { name: /Live/ })).toBeVisible();
    await expect(cost(page, 'ci', 3)).toBeVisible();
    await page.getByRole('menuitemradio', { name: /Hot-first/i }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
  });

  test('keys work it, and Escape gives the focus back', async ({ nearfar, page }) => {
    const part = nearfar.part('ci', nearfar.placement);
    await part.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Move to…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitemradio', { name: /Node 3\b/ })).toBeFocused();
    await expectSaid(nearfar, COST);
    await page.keyboard.press('Escape');
    await expect(part).toBeFocused();
    expect(await homes(nearfar, 'ci')).toEqual([0]);
  });

  test('a full node offers the vCPUs alone', async ({ nearfar, page }) => {
    await nearfar.part('ci', nearfar.placement).click();
    await page.getByRole('menuitem', { name: 'Move to…' }).click();
    await page.getByRole('menuitemradio', { name: /Node 2\b/ }).click();
    await expect(page.getByRole('menuitemradio', { name: /Hot-first/ })).toBeDisabled();
    await page.getByRole('menuitemradio', { name: /vCPUs only/ }).click();
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([2]);
  });
});

test.describe('with keys alone', () => {
  test.beforeEach(async ({ nearfar, page }) => {
    await nearfar.part('ci', nearfar.placement).focus();
    await page.keyboard.press('m');
  });

  test('the status speaks target, cost and refusal', async ({ nearfar, page }) => {
    await expectSaid(nearfar, 'ci over node 0: home');
    await page.keyboard.press('ArrowRight');
    await expectSaid(nearfar, /^ci over node 1: refused, needs 1\.0 GiB, .+ free$/);
    await page.keyboard.press('ArrowDown');
    await expectSaid(nearfar, COST);
    await page.keyboard.press('1');
    await expectSaid(nearfar, /^ci over node 3: 1\.\d GiB, \d+\.\d s, far accesses \d+ % to \d+ %, live$/);
    await page.keyboard.press('Escape');
    await expectSaid(nearfar, 'ci put back');
    expect(await homes(nearfar, 'ci')).toEqual([0]);
  });

  test('Enter places, and the focus goes along', async ({ nearfar, page }) => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await expect(nearfar.part('ci', nearfar.node(3, nearfar.placement))).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([0]);
  });

  test('the card can be worked too', async ({ nearfar, page }) => {
    await page.keyboard.press('ArrowRight');
    await cost(page, 'ci', 1).getByRole('button', { name: 'Try Node 3 instead' }).click();
    await cost(page, 'ci', 3)
      .getByRole('button', { name: /^Move / })
      .click();
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
  });
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true });

  test('a long press lifts, moving chooses, letting go places', async ({ nearfar, page }) => {
    const touch = await finger(page);
    const from = await middleOf(nearfar.part('ci', nearfar.placement));
    const to = await middleOf(nearfar.node(3, nearfar.placement));
    await carry(touch, from, to, () => expectSaid(nearfar, 'ci over node 0: home'));
    await expect(cost(page, 'ci', 3)).toBeVisible();
    await expectSaid(nearfar, COST);
    await touch('touchEnd');
    await expect.poll(() => homes(nearfar, 'ci')).toEqual([3]);
    await expect(page.getByRole('menu')).toHaveCount(0);
  });

  test('a swipe lifts nothing, a tap opens the menu', async ({ nearfar, page }) => {
    const touch = await finger(page);
    const from = await middleOf(nearfar.part('ci', nearfar.placement));
    await touch('touchStart', from);
    for (let i = 1; i <= 5; i++) await touch('touchMove', { x: from.x, y: from.y - 20 * i });
    await touch('touchEnd');
    await expect(page.locator('.ghost')).toHaveCount(0);
    expect(await homes(nearfar, 'ci')).toEqual([0]);
    await nearfar.part('ci', nearfar.placement).tap();
    await expect(page.getByRole('menuitem', { name: 'Move to…' })).toBeVisible();
  });
});
