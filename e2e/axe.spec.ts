import { violations } from './axe.ts';
import { expect, test, type NearfarPage } from './page.ts';

// WCAG 2.2 AA as far as a program can judge it, on every view and dialog, in both themes.

const NODE = { cores: 16, threads: 32, memoryMiB: 65_536, bandwidthGBs: 50, latencyNs: 90 };

/** A thousand guests on sixty-four nodes. */
const WIDE = {
  nearfar: 1,
  host: { name: 'wide', nodes: Array.from({ length: 64 }, (_, id) => ({ id, ...NODE })) },
  guests: Array.from({ length: 1000 }, (_, i) => ({
    name: `vm-${i}`,
    vcpus: 1,
    memoryMiB: 256,
    workload: { duty: 0.1 },
    placement: { parts: [{ node: i % 64, vcpus: 1, memoryMiB: 256 }] },
  })),
};

async function importText(nearfar: NearfarPage, text: string): Promise<void> {
  await nearfar.button('Import').click();
  const dialog = nearfar.page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Paste' }).fill(text);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
}

const places: Record<string, (nearfar: NearfarPage) => Promise<void>> = {
  compare: (nearfar) => nearfar.openCompare(),
  explore: (nearfar) => nearfar.openExplore(),
  'the run panel': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.button('Run').click();
    await expect(nearfar.page.getByRole('spinbutton', { name: /period/i }).first()).toBeVisible();
  },
  'the import dialog with a problem': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Import').click();
    const dialog = nearfar.page.getByRole('dialog', { name: 'Import' });
    await dialog.getByRole('textbox', { name: 'Paste' }).fill('<topology');
    await expect(dialog.getByRole('list', { name: 'Problems' })).toBeVisible();
  },
  'the import dialog with the collector': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Import').click();
    const dialog = nearfar.page.getByRole('dialog', { name: 'Import' });
    await dialog.getByText('The whole script', { exact: true }).click();
    await dialog.getByText(/^What it runs/).click();
    await expect(dialog.getByRole('textbox', { name: 'The whole script' })).toBeVisible();
  },
  'the import dialog with a host and a guest': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Import').click();
    const dialog = nearfar.page.getByRole('dialog', { name: 'Import' });
    await dialog.locator('input[type=file]').setInputFiles([
      {
        name: 'host.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('available: 1 nodes (0)\nnode 0 cpus: 0 1\nnode 0 size: 4096 MB\n'),
      },
      { name: 'guest.cfg', mimeType: 'text/plain', buffer: Buffer.from('name = "db"\nvcpus = 2\nmemory = 512\n') },
    ]);
    await expect(dialog.getByRole('radio').first()).toBeVisible();
    await dialog.getByText('Where the figures come from').click();
  },
  'the export dialog': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Export').click();
    const dialog = nearfar.page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('combobox', { name: 'Which' }).selectOption({ label: 'All guests' });
    await expect(dialog.getByRole('textbox', { name: 'Content' })).toBeVisible();
  },
  'the share dialog': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Share').click();
    await expect(nearfar.page.getByRole('dialog', { name: 'Share' }).getByRole('textbox')).toHaveValue(/s=1/);
  },
  'a guest in hand': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.part('ci', nearfar.placement).first().focus();
    await nearfar.page.keyboard.press('m');
    await nearfar.page.keyboard.press('ArrowRight');
    await expect(nearfar.page.getByRole('region', { name: /^Cost of moving ci/ })).toBeVisible();
  },
  'the page of assumptions': async (nearfar) => {
    await nearfar.open('#/truth');
    await expect(nearfar.page.getByRole('table', { name: 'Published effects' })).toBeVisible();
  },
  'the table of events': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.button('Events').click();
    await expect(nearfar.page.getByRole('table', { name: 'Events' })).toBeVisible();
  },
  'a branch and a move by hand': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.page.keyboard.press('b');
    await expect(nearfar.page.getByRole('spinbutton', { name: 'At', exact: true })).toBeFocused();
    await nearfar.page.keyboard.press('Enter');
    await expect(nearfar.page.getByRole('button', { name: /^B → .*branch at/ })).toBeVisible();
    await nearfar.page.keyboard.press('m');
    await expect(nearfar.page.getByRole('columnheader', { name: /Hot-first/ })).toBeVisible();
  },
  'a run with a branch and a move by hand': async (nearfar) => {
    await nearfar.openCompare();
    for (const [key, end] of [
      ['b', 'Home'],
      ['m', 'End'],
    ] as const) {
      await nearfar.time.press(end);
      await nearfar.page.keyboard.press(key);
      const dialog = nearfar.page.getByRole('dialog', { name: key === 'b' ? 'Branch here' : 'Move a guest by hand' });
      await dialog.getByRole('button', { name: key === 'b' ? 'Branch' : 'Move', exact: true }).click();
    }
    await expect(nearfar.page.getByRole('group', { name: 'By hand' }).getByRole('button')).toHaveCount(2);
  },
  'the dialog of a branch': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.page.keyboard.press('b');
    await expect(nearfar.page.getByRole('dialog', { name: 'Branch here' })).toBeVisible();
  },
  'the command palette': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.page.keyboard.press('Control+k');
    await expect(nearfar.page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  },
  'the tables of Explore': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.button('Table').click();
    const tables = nearfar.page.getByRole('region', { name: 'Tables' });
    await tables.getByRole('button', { name: 'ci', exact: true }).click();
    await expect(tables.getByRole('button', { name: 'ci', exact: true })).toHaveAttribute('aria-pressed', 'true');
  },
  'the table of links': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.button('Table').click();
    await nearfar.page.getByRole('radio', { name: 'Links', exact: true }).check();
    await expect(nearfar.page.getByRole('table', { name: 'Links', exact: true })).toBeVisible();
  },
  'the list of guests beside the map': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.page.locator('summary', { hasText: 'Guests' }).click();
    await expect(nearfar.page.getByRole('table', { name: 'Guests' })).toBeVisible();
  },
  'a thousand guests as a table, on sixty-four nodes': async (nearfar) => {
    await nearfar.openExplore();
    await importText(nearfar, JSON.stringify(WIDE));
    await expect(nearfar.node(63, nearfar.placement)).toBeAttached();
    await nearfar.button('Table').click();
    const table = nearfar.page.getByRole('table', { name: 'Guests', exact: true });
    await expect(table).toHaveAttribute('aria-rowcount', '1001', { timeout: 20_000 });
  },
  'guests that are not placed': async (nearfar) => {
    await nearfar.openExplore();
    const { host } = WIDE;
    const guests = [{ name: 'huge', vcpus: 4, memoryMiB: 9_999_999 }];
    await importText(nearfar, JSON.stringify({ ...WIDE, host: { ...host, nodes: host.nodes.slice(0, 2) }, guests }));
    await expect(nearfar.page.getByRole('region', { name: 'Not placed' })).toContainText('huge');
  },
  'the menu of a guest': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.part('ci', nearfar.placement).first().press('Enter');
    await expect(nearfar.page.getByRole('menuitem', { name: 'Move to…' })).toBeVisible();
  },
  'the words about the scenario': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.button('About this scenario').click();
    await expect(nearfar.page.locator('.about')).toBeVisible();
  },
  'the host editor': async (nearfar) => {
    await nearfar.openExplore();
    await nearfar.page.keyboard.press('Control+k');
    await nearfar.page.getByRole('combobox', { name: 'Command' }).fill('edit the host');
    await nearfar.page.keyboard.press('Enter');
    await expect(nearfar.page.locator('.host-editor')).toBeVisible();
  },
};

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [name, open] of Object.entries(places)) {
    test(`axe finds nothing in ${name}, ${colorScheme}`, async ({ nearfar, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(nearfar);
      expect(await violations(nearfar)).toEqual([]);
    });
  }
}
