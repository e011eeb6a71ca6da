import { describe, expect, test } from 'vitest';
import { writeScenario } from '../formats/scenario-file.ts';
import { square } from '../model/testing/square.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { COMMANDS } from './commands.ts';
import { nearfar } from './testing/session.ts';

const FILES = { 's.json': writeScenario(square({ placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1024 }] } })) };

describe('wrong usage is exit status 2, says what is wrong and where help is', () => {
  test.each([
    [[], 'a command is missing'],
    [['fly'], 'unknown command "fly"'],
    [['rates'], 'SCENARIO is missing'],
    [['rates', 's.json', 't.json'], '"t.json" is one file too many'],
    [['rates', 's.json', '--fast'], 'unknown option --fast'],
    [['rates', 's.json', '-x'], 'unknown option -x'],
    [['rates', 's.json', '--json=yes'], '--json takes no value'],
    [['rates', 's.json', '--json', '--json'], '--json is given twice'],
    [['cost', 's.json', '--to', '1'], '--guest NAME is missing'],
    [['cost', 's.json', '--guest', 'g0'], '--to NODE[,NODE…] is missing'],
    [['cost', 's.json', '--guest', 'x', '--to', '1'], '--guest x: there is no such guest'],
    [['cost', 's.json', '--guest', 'g0', '--to', '7'], '--to 7: there is no such node, only 0, 1, 2, 3'],
    [['cost', 's.json', '--guest', 'g0', '--to', '1.5'], '--to 1.5: a whole number within 0..65535 is expected'],
    [['cost', 's.json', '--guest', 'g0', '--to', '1', '--mechanism', 'magic'], '--mechanism magic: one of live, '],
    [['cost', 's.json', '--guest', 'g0', '--to', '1', '--horizon', '0x10'], '--horizon 0x10: a number within'],
    [['cost', 's.json', '--guest'], '--guest wants a value: NAME'],
    [['run', 's.json', '--strategy', 'magic'], 'there is no strategy "magic", only guest-numa, '],
    [['run', 's.json', '--strategy', 'guest-numa:x=1'], 'guest-numa has no parameter "x"'],
    [['run', 's.json', '--strategy', 'guest-numa:vnodes'], '--strategy: "vnodes" is not a parameter such as key=value'],
    [['run', 's.json', '--strategy', 'guest-numa:vnodes=two'], 'guest-numa: vnodes = NaN is not within 1..64'],
    [
      ['run', 's.json', '--strategy', 'dynamic-balance:mechanism=fly'],
      'dynamic-balance: mechanism = fly is not one of hot-first, live',
    ],
    [['run', 's.json', '--strategy', 'first-fit@x=random'], '--strategy @ x: a number within 0..'],
    [['run', 's.json', '--strategy', 'first-fit@5'], '--strategy @ : a number within 0..'],
    [['run', 's.json', '--strategy', 'first-fit@5=magic'], 'there is no strategy "magic"'],
    [['run', 's.json', '--strategy', 'first-fit@5=random@5=random'], '--strategy: @5 is not after the one before it'],
    [['place', 's.json', '--strategy', 'first-fit@5=random'], '--strategy first-fit@5=random: place knows no time'],
    [['run', 's.json', '--seed', '5..1'], '--seed 5..1: N or N..M'],
    [['run', 's.json', '--seed', '1..2..3'], '--seed 1..2..3: N or N..M'],
    [['run', 's.json', '--seed', '-1'], '--seed -1: a whole number within 0..4294967295'],
    [['run', 's.json', '--until', 'soon'], '--until soon: a number within'],
    [['place', 's.json'], '--strategy ID is missing'],
  ])('%j', (argv, message) => {
    const { status, out, err } = nearfar(argv, FILES);
    expect(err).toContain(`nearfar: ${message}`);
    expect(err).toMatch(/Try: nearfar .*--help/);
    expect([status, out]).toEqual([2, '']);
  });
});

function refused(text: string): string {
  const { status, out, err } = nearfar(['rates', 'bad.json'], { 'bad.json': text });
  expect([status, out]).toEqual([1, '']);
  return err;
}

describe('a refused input is exit status 1, with file, line, column and field', () => {
  test('a text that is no JSON', () => {
    expect(refused('{ "nearfar": 1,\n  }')).toBe('bad.json:2:3: found "}", expected a key in double quotes\n');
  });

  test('a field that is out of range', () => {
    const text = '{ "nearfar": 1, "host": { "name": "h",\n "nodes": [{ "id": 0, "cores": -4 }] }, "guests": [] }';
    expect(refused(text)).toContain('bad.json:2:32: host.nodes[0].cores: -4 is not within 0..65536\n');
  });

  test('what only the engine can see', () => {
    const scenario = square({});
    const links = scenario.host.links!.slice(0, 1);
    const err = refused(writeScenario({ ...scenario, host: { ...scenario.host, links } }));
    expect(err).toMatch(/^bad\.json: host\.links: .*no way from node/);
  });

  test('a strategy in the file that is not there', () => {
    const scenario = { ...square({}), run: { strategies: [{ id: 'magic' }] } };
    const { status, err } = nearfar(['run', 'bad.json'], { 'bad.json': writeScenario(scenario) });
    expect([status, err.slice(0, 76)]).toEqual([
      1,
      'bad.json: run.strategies[0].id: there is no strategy "magic", only guest-num',
    ]);
  });

  test('a file that is not there, and one that is no text', () => {
    expect(nearfar(['rates', '/nowhere/s.json']).err).toBe('/nowhere/s.json: cannot be read: there is no such file\n');
    expect(nearfar(['rates', '-'], { '-': '\u0000\u0001' }).err).toMatch(/^standard input:1:1: /);
  });
});

test('unknown keys are warned of on standard error and change nothing', () => {
  const { status, err } = nearfar(['rates', 's'], { s: writeScenario(Object.assign(square({}), { mood: 1 })) });
  expect([status, err]).toEqual([0, 's:23:11: warning: mood: unknown key, kept as it is\n']);
});

test('a byte-order mark and UTF-16 are read', () => {
  const text = `\uFEFF${FILES['s.json']}`;
  expect(nearfar(['rates', 's'], { s: text }).status).toBe(0);
});

test('help names every command, every option and every parameter of every strategy', () => {
  const { status, out } = nearfar(['--help']);
  expect(status).toBe(0);
  for (const { name } of COMMANDS) expect(out).toContain(`\n  ${name} `);
  for (const command of COMMANDS) {
    const help = nearfar([command.name, '--help']);
    expect(help.status).toBe(0);
    for (const option of command.options) expect(help.out).toContain(`--${option.name}`);
  }
  const run = nearfar(['run', '--help']).out;
  for (const strategy of STRATEGIES) {
    expect(run).toContain(`${strategy.id}: `);
    for (const spec of strategy.params) expect(run).toContain(`${spec.name}=${spec.default}`);
  }
});
