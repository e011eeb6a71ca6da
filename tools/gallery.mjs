// `npm run gallery [-- NAME…]`: pictures of every machine of the catalogue at three zoom levels, of hosts with 16, 64 and 256 nodes, and
// of the first view as colour-blind people and a grey printer see it, dark and light. They go to .cache/gallery, with an index to look at;
// with --docs those that docs/map.md shows go there, too.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserFlags, findBrowser } from './browser.mjs';
import { estateOn, LARGE } from './gallery-estates.mjs';
import { ensureInstalled, root } from './setup.mjs';

const OUT = join(root, '.cache', 'gallery');
const SIZE = { width: 1440, height: 900 };
const THEMES = ['dark', 'light'];
/** Width of a room from which a level shows what it has to show, px; the host level is the whole host. */
const LEVELS = { host: 0, node: 560, core: 1000 };
const DEFICIENCIES = { deuteranopia: 'deuteranopia', grey: 'achromatopsia' };

/** Pictures of docs/map.md. */
const IN_DOCS = [
  'main-deuteranopia-dark',
  'main-grey-light',
  'epyc-9354p-nps4-host-dark',
  'epyc-9354p-nps4-node-dark',
  'epyc-9354p-nps4-core-dark',
  '64-nodes-host-dark',
];

const forDocs = process.argv.includes('--docs');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const wanted = (name) => only.length === 0 || only.includes(name);

function machines() {
  const { hosts } = JSON.parse(readFileSync(join(root, 'public', 'catalogue.json'), 'utf8'));
  const built = hosts.map(({ id, title, file }) => {
    const { host } = JSON.parse(readFileSync(join(root, 'public', file), 'utf8'));
    return { name: id, title, scenario: estateOn(host) };
  });
  const large = LARGE.map((host) => ({
    name: `${host.nodes.length}-nodes`,
    title: host.name,
    scenario: estateOn(host),
  }));
  return [...built, ...large].filter(({ name }) => wanted(name));
}

/** A build of its own, so that nothing that is edited meanwhile gets into the pictures. */
async function serve() {
  const { build, preview } = await import('vite');
  const outDir = join(OUT, 'site');
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({ root, logLevel: 'warn', build: { outDir }, preview: { port: 0 } });
  return { address: server.resolvedUrls.local[0], close: () => server.close() };
}

async function importScenario(page, { name, scenario }) {
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const buffer = Buffer.from(JSON.stringify(scenario));
  const file = { name: `${name}.nearfar.json`, mimeType: 'application/json', buffer };
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('main[aria-busy=false] .map-room').first().waitFor();
}

/** Until nothing on the map changes any more. */
async function settle(page) {
  let last = '';
  for (let i = 0; i < 20; i += 1) {
    await page.waitForTimeout(250);
    const now = await page
      .locator('.map-canvas')
      .first()
      .evaluate((canvas) => canvas.toDataURL());
    if (now === last) return;
    last = now;
  }
}

const roomWidth = (page) =>
  page
    .locator('.map-room')
    .first()
    .evaluate((room) => room.clientWidth);

/** Goes nearer by keys, as a person would, until rooms are as wide as a level asks for. */
async function zoomTo(page, width) {
  await page.getByRole('button', { name: /^Fit/ }).click();
  await settle(page);
  if (width === 0) return;
  await page.locator('.map-room').first().focus();
  for (let i = 0; i < 16 && (await roomWidth(page)) < width * 0.98; i += 1) {
    await page.keyboard.press('+');
    await page.waitForTimeout(320);
  }
  await page
    .locator('.map')
    .first()
    .evaluate((map) => map.scrollTo(0, 0));
  await settle(page);
}

const pictures = [];

/** As WebP, which is a third as large. */
async function shootForDocs(page, name) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 72 });
  await session.detach();
  writeFileSync(join(root, 'docs', `map-${name}.webp`), Buffer.from(data, 'base64'));
}

async function shoot(page, name, caption) {
  await page.mouse.move(2, 2);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
  if (forDocs && IN_DOCS.includes(name)) await shootForDocs(page, name);
  pictures.push({ name, caption });
  console.log(name);
}

async function shootMachine(page, machine) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await importScenario(page, machine);
  for (const [level, width] of Object.entries(LEVELS)) {
    await zoomTo(page, width);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await settle(page);
      await shoot(page, `${machine.name}-${level}-${colorScheme}`, `${machine.title}, ${level}, ${colorScheme}`);
    }
  }
}

/** Ready for a picture: both runs are there, the clock stands where something is under way. */
async function openMainView(page, address) {
  await page.goto(address);
  await page.getByRole('table', { name: 'Scoreboard' }).waitFor();
  const time = page.getByRole('slider', { name: 'Time' });
  await time.focus();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press(']');
  await settle(page);
}

async function shootMainView(browser, address) {
  for (const colorScheme of THEMES) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' });
    await openMainView(page, address);
    const session = await page.context().newCDPSession(page);
    await shoot(page, `main-${colorScheme}`, `Compare, ${colorScheme}`);
    for (const [name, type] of Object.entries(DEFICIENCIES)) {
      await session.send('Emulation.setEmulatedVisionDeficiency', { type });
      await shoot(page, `main-${name}-${colorScheme}`, `Compare, ${colorScheme}, ${type}`);
    }
    await page.close();
  }
}

function writeIndex() {
  const figures = pictures.map(
    ({ name, caption }) =>
      `<figure><a href="${name}.png"><img src="${name}.png" alt="${caption}"></a><figcaption>${caption}</figcaption></figure>`,
  );
  const style =
    'body{margin:12px;font:13px sans-serif;display:grid;grid-template-columns:repeat(3,1fr);gap:12px}figure{margin:0}img{width:100%}';
  const head = `<!doctype html><meta charset="utf-8"><title>Nearfar: gallery</title><style>${style}</style>`;
  writeFileSync(join(OUT, 'index.html'), `${head}\n${figures.join('\n')}\n`);
}

ensureInstalled();
const executablePath = await findBrowser({ install: true });
if (!executablePath) {
  console.error('No Chromium could be found or installed: npx playwright install --with-deps chromium');
  process.exit(1);
}
if (only.length === 0) rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const site = await serve();
const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ args: browserFlags, executablePath });
if (wanted('main')) await shootMainView(browser, site.address);
const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
await page.goto(`${site.address}#/explore`);
for (const machine of machines()) await shootMachine(page, machine);
await browser.close();
await site.close();
writeIndex();
console.log(`${pictures.length} pictures: ${join(OUT, 'index.html')}`);
