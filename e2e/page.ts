import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** The page as users and their scripts see it: by role and accessible name alone (docs/architecture.md, "Names in the page"). */
export class NearfarPage {
  constructor(readonly page: Page) {}

  async open(route = ''): Promise<void> {
    await this.page.goto(`./${route}`);
    await expect(this.page.getByRole('navigation').getByRole('link', { name: 'Compare' })).toBeVisible();
  }

  /** Opens Compare and waits until both runs are there. */
  async openCompare(): Promise<void> {
    await this.open();
    await expect(this.maps).toHaveCount(2);
    await expect(this.scoreboard).toBeVisible();
  }

  async openExplore(): Promise<void> {
    await this.open('#/explore');
    await expect(this.placement).toBeVisible();
    await expect(this.part('db-1', this.placement).first()).toBeVisible();
  }

  get maps(): Locator {
    return this.page.getByRole('region', { name: /^Map: / });
  }

  get placement(): Locator {
    return this.page.getByRole('region', { name: 'Map: Placement' });
  }

  get scoreboard(): Locator {
    return this.page.getByRole('table', { name: 'Scoreboard' });
  }

  get time(): Locator {
    return this.page.getByRole('slider', { name: 'Time' });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  node(id: number, map: Locator): Locator {
    return map.getByRole('group', { name: `Node ${id}`, exact: true });
  }

  part(guest: string, scope: Locator): Locator {
    return scope.getByRole('button', { name: new RegExp(`^${guest}\\b`) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** The scenario as it lies in the browser's database; "" while nothing is saved. */
  saved(): Promise<string> {
    return this.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const open = indexedDB.open('keyval-store');
          open.addEventListener('upgradeneeded', () => open.result.createObjectStore('keyval'));
          open.addEventListener('success', () => {
            const ask = open.result.transaction('keyval').objectStore('keyval').get('nearfar/current');
            ask.addEventListener('success', () => {
              open.result.close();
              const value: unknown = ask.result;
              const has = typeof value === 'object' && value !== null && 'text' in value;
              resolve(has ? String(value.text) : '');
            });
          });
        }),
    );
  }

  async seconds(): Promise<number> {
    return Number(
      await this.time.evaluate((slider) => slider.getAttribute('aria-valuenow') ?? (slider as HTMLInputElement).value),
    );
  }
}

interface Fixtures {
  nearfar: NearfarPage;
}

/** Every test fails on a console error, an uncaught exception, or a request to another origin. */
export const test = base.extend<Fixtures>({
  nearfar: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = origin === new URL(baseURL ?? '').origin || protocol === 'blob:' || protocol === 'data:';
      if (!own) faults.push(`request to ${origin}`);
    });
    await use(new NearfarPage(page));
    expect(faults).toEqual([]);
  },
});

export { expect };
