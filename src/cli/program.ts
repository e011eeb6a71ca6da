import { EngineError } from '../engine/scenario/host-model.ts';
import { ENGINE_VERSION } from '../engine/run.ts';
import { shown } from '../model/findings.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { helpOf, HELP_OPTION, twoColumns, type Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { tellRefusal } from './input.ts';
import { DONE, REFUSED, WRONG_USAGE, type Io } from './io.ts';

function overview(): string {
  const commands = twoColumns(COMMANDS.map(({ name, files, summary }) => [`${name} ${files}`, summary]));
  return [
    'Usage: nearfar COMMAND [FILE…] [OPTION…]',
    'See where guests live on a NUMA host, and what moving them costs.',
    `Commands:\n${commands}`,
    'nearfar COMMAND --help says more. FILE "-" is standard input.',
    'Exit status: 0 done, 1 the input was refused, 2 wrong usage.\n',
  ].join('\n\n');
}

/** Runs a command; what the engine refuses is the input's fault, with the path of the field. */
function perform(command: Command, argv: readonly string[], io: Io): number {
  const given = parseArguments({ ...command, options: [...command.options, HELP_OPTION] }, argv);
  try {
    return command.run(given, io);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    tellRefusal(io, given.files[0] ?? '', error.path, error.message);
    return REFUSED;
  }
}

function dispatch(argv: readonly string[], io: Io): number {
  const [name, ...rest] = argv;
  if (name === undefined) throw new UsageError('a command is missing');
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(overview());
    return DONE;
  }
  if (name === '--version') {
    io.out(`nearfar ${ENGINE_VERSION}\n`);
    return DONE;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) throw new UsageError(`unknown command "${shown(name)}"`);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(helpOf(command));
    return DONE;
  }
  return perform(command, rest, io);
}

/** The whole program without a process: words of the command line in, exit status out. */
export function main(argv: readonly string[], io: Io): number {
  try {
    return dispatch(argv, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const known = COMMANDS.some((command) => command.name === argv[0]);
    io.err(`nearfar: ${error.message}\nTry: nearfar ${known ? `${argv[0]} ` : ''}--help\n`);
    return WRONG_USAGE;
  }
}
