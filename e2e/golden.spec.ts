import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';

// One engine, one set of scenarios, three programs: the hashes must be equal to the bit (docs/model.md, Exactness).

const FIREFOX = ['/usr/bin/firefox', '/usr/bin/firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox'];
const folder = resolve('.cache/golden');
const bundle = join(folder, 'hashes.js');
const PAGE = `<!doctype html><meta charset="utf-8"><title>golden</title><script type="module">
import { goldenHashes } from './hashes.js';
const body = JSON.stringify(goldenHashes());
document.title = 'done';
await fetch('./hashes', { method: 'POST', body });
</script>`;

type Hashes = Record<string, string>;

let server: Server;
let address: string;
let receive: (hashes: Hashes) => void = () => undefined;
let expected: Hashes;

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/hashes.js') {
    response.setHeader('content-type', 'text/javascript').end(readFileSync(bundle));
    return;
  }
  if (request.url !== '/hashes') {
    response.setHeader('content-type', 'text/html').end(PAGE);
    return;
  }
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    response.end();
    receive(JSON.parse(body) as Hashes);
  });
}

/** What the next page that opens the address posts. */
function nextHashes(): Promise<Hashes> {
  return new Promise((done) => {
    receive = done;
  });
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: resolve('e2e/golden/hashes.ts'), formats: ['es'], fileName: () => 'hashes.js' },
    },
  });
  const { goldenHashes } = (await import(pathToFileURL(bundle).href)) as { goldenHashes: () => Hashes };
  expected = goldenHashes();
  server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

test.afterAll(() => {
  server.close();
});

test('Chromium computes every golden run to the bits that Node computes', async ({ page }) => {
  expect(Object.keys(expected).length).toBeGreaterThan(8);
  const posted = nextHashes();
  await page.goto(address);
  expect(await posted).toEqual(expected);
});

test('Firefox computes every golden run to the bits that Node computes', async () => {
  const firefox = FIREFOX.find((path) => existsSync(path));
  test.skip(firefox === undefined, 'Firefox is not installed');
  const profile = mkdtempSync(join(tmpdir(), 'nearfar-firefox-'));
  writeFileSync(
    join(profile, 'user.js'),
    [
      'user_pref("browser.shell.checkDefaultBrowser", false);',
      'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
      'user_pref("app.update.enabled", false);',
      'user_pref("network.captive-portal-service.enabled", false);',
    ].join('\n'),
  );
  const posted = nextHashes();
  const browser = spawn(firefox!, ['--headless', '--no-remote', '--profile', profile, address], { stdio: 'ignore' });
  try {
    expect(await posted).toEqual(expected);
  } finally {
    const ended = new Promise((done) => browser.once('exit', done));
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
