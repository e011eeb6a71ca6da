import type { CDPSession, Locator, Page } from '@playwright/test';
import { expect, type NearfarPage } from './page.ts';

/** A point of the window, px. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The card that says what a move would cost. */
export function costCard(page: Page, who: string, node: number): Locator {
  return page.getByRole('region', { name: `Cost of moving ${who} to node ${node}` });
}

/** Node ids (of the first four) where a part of the guest is at home, read from the map. */
export async function homes(nearfar: NearfarPage, guest: string): Promise<number[]> {
  const found: number[] = [];
  for (let id = 0; id < 4; id++)
    if ((await nearfar.part(guest, nearfar.node(id, nearfar.placement)).count()) > 0) found.push(id);
  return found;
}

export async function middleOf(element: Locator): Promise<Spot> {
  const box = (await element.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A place in a room, px from its corner. */
export async function within(nearfar: NearfarPage, node: number, at: Spot): Promise<Spot> {
  const box = (await nearfar.node(node, nearfar.placement).boundingBox())!;
  return { x: box.x + at.x, y: box.y + at.y };
}

/** Takes a guest with the mouse and holds it at a point. */
export async function dragTo(nearfar: NearfarPage, guest: string, to: Spot): Promise<void> {
  const { mouse } = nearfar.page;
  const from = await middleOf(nearfar.part(guest, nearfar.placement).first());
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 12, from.y + 12, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 8 });
}

export async function expectSaid(nearfar: NearfarPage, text: string | RegExp): Promise<void> {
  await expect(nearfar.status.filter({ hasText: text })).toHaveCount(1);
}

/** A touch screen by the browser's own protocol: moves can be as many as needed. */
export async function finger(page: Page): Promise<(type: string, at?: Spot) => Promise<void>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  return async (type, at) => {
    const touchPoints = at ? [{ x: at.x, y: at.y }] : [];
    await session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints });
  };
}

/** A finger that lifts what is under it and goes to a point, in steps. */
export async function carry(
  touch: Awaited<ReturnType<typeof finger>>,
  from: Spot,
  to: Spot,
  lifted: () => Promise<void>,
): Promise<void> {
  await touch('touchStart', from);
  await lifted();
  for (let i = 1; i <= 8; i++)
    await touch('touchMove', { x: from.x + ((to.x - from.x) * i) / 8, y: from.y + ((to.y - from.y) * i) / 8 });
}
