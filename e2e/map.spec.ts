import type { Page } from '@playwright/test';
import { expect, test, type NearfarPage } from './page.ts';

test.beforeEach(async ({ nearfar }) => {
  await nearfar.openExplore();
});

async function widthOf(nearfar: NearfarPage, node: number): Promise<number> {
  return (await nearfar.node(node, nearfar.placement).boundingBox())!.width;
}

test.describe('zoom', () => {
  test('buttons and keys go nearer and back to the whole host', async ({ nearfar, page }) => {
    const usual = await widthOf(nearfar, 0);
    await nearfar.button('Zoom in').click();
    await expect.poll(() => widthOf(nearfar, 0)).toBeGreaterThan(usual * 1.2);
    await nearfar.button(/^Fit/).click();
    await expect.poll(() => widthOf(nearfar, 0)).toBeLessThanOrEqual(usual);
    await nearfar.part('db-1', nearfar.placement).focus();
    await page.keyboard.press('+');
    await expect.poll(() => widthOf(nearfar, 0)).toBeGreaterThan(usual * 1.2);
    await page.keyboard.press('0');
    await expect.poll(() => widthOf(nearfar, 0)).toBeLessThanOrEqual(usual);
  });

  test('what is under the wheel keeps its place', async ({ nearfar, page }) => {
    const room = nearfar.node(3, nearfar.placement);
    const before = (await room.boundingBox())!;
    const at = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, -240);
    await expect.poll(async () => (await room.boundingBox())!.width).toBeGreaterThan(before.width * 1.2);
    await expect
      .poll(async () => {
        const { x, y, width, height } = (await room.boundingBox())!;
        return Math.max(Math.abs(x + width / 2 - at.x), Math.abs(y + height / 2 - at.y));
      })
      .toBeLessThan(3);
  });

  test('a drag works on a map that is zoomed', async ({ nearfar, page }) => {
    await nearfar.button('Zoom out').click();
    const usual = await widthOf(nearfar, 3);
    await expect.poll(() => widthOf(nearfar, 3)).toBeLessThan(usual + 1);
    await nearfar.part('ci', nearfar.placement).focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(nearfar.part('ci', nearfar.node(3, nearfar.placement))).toBeVisible();
  });
});

test('a lens is one choice of six, and the legend explains it', async ({ nearfar, page }) => {
  const lenses = page.getByRole('group', { name: 'Lens' }).getByRole('radio');
  await expect(lenses).toHaveCount(6);
  await page.getByRole('radio', { name: 'Remote access' }).check({ force: true });
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('come from other nodes');
  await expect(nearfar.placement).toBeVisible();
});

function pixels(page: Page): Promise<string> {
  return page.locator('.map-canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

test.describe('patterns', () => {
  test('tell guests apart without hue, say whose they are, and stay for the next visit', async ({ nearfar, page }) => {
    const legend = page.getByRole('list', { name: 'Legend' });
    const plain = await pixels(page);
    await expect(legend).not.toContainText('A texture is a guest');
    await page.getByRole('checkbox', { name: 'Patterns' }).check();
    await expect(legend).toContainText('A texture is a guest');
    await expect(legend.getByRole('listitem').filter({ hasText: /^db-1$/ })).toHaveCount(1);
    await expect.poll(() => pixels(page)).not.toBe(plain);
    await page.reload();
    await expect(page.getByRole('checkbox', { name: 'Patterns' })).toBeChecked();
    await page.getByRole('checkbox', { name: 'Patterns' }).uncheck();
    await expect(nearfar.part('db-1', nearfar.placement)).toBeVisible();
    await expect.poll(() => pixels(page)).toBe(plain);
  });

  test('come by themselves where the system takes the colours', async ({ page }) => {
    const box = page.getByRole('checkbox', { name: 'Patterns' });
    await page.emulateMedia({ forcedColors: 'active' });
    await expect(box).toBeChecked();
    await page.emulateMedia({ forcedColors: 'none' });
    await expect(box).not.toBeChecked();
  });
});

test.describe('the table of guests', () => {
  test.beforeEach(async ({ page }) => {
    await page.locator('summary', { hasText: 'Guests' }).click();
  });

  test('sorts and finds', async ({ page }) => {
    const table = page.getByRole('table', { name: 'Guests' });
    await table.getByRole('button', { name: /^GiB/ }).click();
    await expect(table.getByRole('columnheader', { name: /^GiB/ })).toHaveAttribute('aria-sort', 'descending');
    await expect(table.getByRole('rowheader').first()).toHaveText('erp-1');
    await page.getByRole('searchbox', { name: 'Filter' }).fill('web');
    await expect(table.getByRole('rowheader')).toHaveText(['web-1', 'web-3']);
  });

  test('a guest can be dragged from it', async ({ nearfar, page }) => {
    // The list of problems comes after the map and pushes the table down.
    await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
    const name = page.getByRole('table', { name: 'Guests' }).getByRole('button', { name: 'ci', exact: true });
    // Hovering waits until the name stands still.
    await name.hover();
    const from = (await name.boundingBox())!;
    const to = (await nearfar.node(3, nearfar.placement).boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(from.x, from.y, { steps: 3 });
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await expect(page.getByRole('region', { name: 'Cost of moving ci to node 3' })).toBeVisible();
    await page.mouse.up();
    await expect(nearfar.part('ci', nearfar.node(3, nearfar.placement))).toBeVisible();
  });
});

test('a core, a link and pages say what they are where the mouse rests, Escape puts that away', async ({
  nearfar,
  page,
}) => {
  const tip = page.locator('.thing-tip');
  const room = (await nearfar.node(0, nearfar.placement).boundingBox())!;
  const rest = async (x: number, y: number): Promise<void> => {
    await page.mouse.move(x - 2, y);
    await page.mouse.move(x, y, { steps: 2 });
  };
  await rest(room.x + room.width * 0.35, room.y + 90);
  await expect(tip).toContainText('Core 1 of node 0');
  await expect(tip).toContainText('of its time');
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  const block = (await nearfar.part('db-1', nearfar.placement).first().boundingBox())!;
  await rest(block.x + block.width / 2, block.y + block.height - 10);
  await expect(tip).toContainText('Pages of db-1');
  const beyond = (await nearfar.node(1, nearfar.placement).boundingBox())!;
  const gap = (room.x + room.width + beyond.x) / 2;
  for (let y = room.y + 136; y < room.y + 184 && !(await tip.getByText('Link from node 0').isVisible()); y += 4) {
    await rest(gap, y);
    await page.waitForTimeout(400);
  }
  await expect(tip).toContainText('Link from node 0 to 1');
  await expect(tip).toContainText('estimate');
});
