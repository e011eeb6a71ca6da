// `npm start`: installs, builds, serves, prints the address.
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
ensureBuilt();
const { preview } = await import('vite');
const port = Number(process.env.PORT ?? 4173);
const server = await preview({ root, logLevel: 'warn', preview: { port, strictPort: process.env.PORT !== undefined } });
console.log(`Nearfar is at ${server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`}  (Ctrl C ends it)`);
