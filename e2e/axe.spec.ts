import { violations } from './axe.ts';
import { expect, test, type NearfarPage } from './page.ts';

// WCAG 2.2 AA as far as a program can judge it, on every view and dialog, in both themes.

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
  'the command palette': async (nearfar) => {
    await nearfar.openCompare();
    await nearfar.page.keyboard.press('Control+k');
    await expect(nearfar.page.getByRole('combobox', { name: 'Command' })).toBeFocused();
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
