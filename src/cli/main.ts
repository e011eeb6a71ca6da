import { readFileSync } from 'node:fs';
import process from 'node:process';
import { main } from './program.ts';
import { readStandardInput } from './standard-input.ts';

// A reader that closes early (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = main(process.argv.slice(2), {
  read: (path) => (path === '-' ? readStandardInput() : readFileSync(path)),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
