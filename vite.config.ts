/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** Everything from this origin, no inline code, no string that becomes script; `nearfar` is the worker URL's policy. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types nearfar',
].join('; ');

/** Only in builds: the development server needs inline code for hot replacement. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

const page: UserConfig = {
  // Relative addresses: the built page can be served from any folder.
  base: './',
  plugins: [react(), contentSecurityPolicy],
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
  },
};

/** The command line: one file that needs nothing beside it. */
const commandLine: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    target: 'node20',
    ssr: true,
    outDir: 'dist/cli',
    minify: false,
    rolldownOptions: {
      input: 'src/cli/main.ts',
      output: { entryFileNames: 'nearfar.js', banner: '#!/usr/bin/env node' },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'cli' ? commandLine : page));
