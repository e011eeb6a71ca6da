import { readFileSync } from 'node:fs';
import process from 'node:process';
import { main } from './program.ts';

const STANDARD_INPUT = 0;

// A reader that closes early (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = main(process.argv.slice(2), {
  read: (path) => readFileSync(path === '-' ? STANDARD_INPUT : path),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
