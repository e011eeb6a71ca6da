import { readFileSync } from 'node:fs';

/** What the browser fetches before the first paint: the scripts and styles that the built page names. */
function firstLoad(ending) {
  const page = readFileSync('dist/index.html', 'utf8');
  return [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)]
    .map((match) => match[1])
    .filter((path) => path.endsWith(ending))
    .map((path) => `dist/${path}`);
}

export default [
  { name: 'first load: JavaScript', path: firstLoad('.js'), gzip: true, limit: '150 kB' },
  { name: 'first load: styles', path: firstLoad('.css'), gzip: true, limit: '20 kB' },
  { name: 'worker', path: 'dist/assets/main-*.js', gzip: true, limit: '60 kB' },
];
