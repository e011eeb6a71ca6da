// Finds a Chromium for the tests: Playwright's own, the system's, or one installed now.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bin, root } from './setup.mjs';

const SYSTEM = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ],
};

const isRoot = process.getuid?.() === 0;

async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function systemBrowser() {
  const named = [process.env.NEARFAR_BROWSER, process.env.CHROME_PATH].filter(Boolean);
  return [...named, ...(SYSTEM[process.platform] ?? [])].find((path) => existsSync(path));
}

function installWithPlaywright() {
  console.error('No Chromium here: asking Playwright for one …');
  spawnSync(process.execPath, [bin('@playwright', 'test', 'cli.js'), 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: 180_000,
  });
}

function installWithApt() {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return;
  console.error('Installing chromium with the package manager …');
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-liberation'], options);
}

/** Path of a Chromium that can be started, installed if need be; undefined when there is none to be had. */
export async function findBrowser({ install = false } = {}) {
  const found = (await playwrightBrowser()) ?? systemBrowser();
  if (found || !install) return found;
  installWithPlaywright();
  const installed = await playwrightBrowser();
  if (installed) return installed;
  installWithApt();
  return systemBrowser();
}

/** Flags that hold everywhere: software drawing is what the tests measure, and root has no sandbox. */
export const browserFlags = ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])];
