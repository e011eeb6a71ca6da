import { describe, expect, test } from 'vitest';
import { readHost } from './read-host.ts';

const CONTROL = `available: 2 nodes (0,8)
node 0 cpus: 0 1 2 3
node 0 size: 4096 MB
node 0 free: 1000 MB
node 8 cpus: 4 5 6 7
node 8 size: 2048 MB
node 8 free: 0 MB
node distances:
node   0   8
  0:  10  21
  8:  31  10
`;

function inspect(text: string): NonNullable<ReturnType<typeof readHost>['value']>['inspection'] {
  const { value, problems } = readHost(text, 'paste');
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value!.inspection;
}

const facts = (text: string): unknown => ({ ...inspect(text), warnings: [] });
const codes = (text: string): string[] => readHost(text, 'paste').problems.map(({ code }) => code);

describe('numactl --hardware', () => {
  test('gives nodes, memory in MiB and the matrix by node number', () => {
    const { nodes, distances, puCount, format } = inspect(CONTROL);
    expect(format).toBe('numactl-hardware');
    expect(puCount).toBe(8);
    expect(nodes).toEqual([
      { os: 0, pus: '0-3', memoryBytes: 4096 * 2 ** 20, freeBytes: 1000 * 2 ** 20 },
      { os: 8, pus: '4-7', memoryBytes: 2048 * 2 ** 20, freeBytes: 0 },
    ]);
    expect(distances).toEqual([
      {
        name: 'numactl',
        nodes: [0, 8],
        values: [
          [10, 21],
          [31, 10],
        ],
      },
    ]);
  });

  test.each([
    ['CR LF', CONTROL.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${CONTROL}`],
    ['indented', CONTROL.replaceAll(/^/gm, '    ')],
    ['behind # marks', CONTROL.replaceAll(/^/gm, '# ')],
    ['quoted twice', CONTROL.replaceAll(/^/gm, '> > ')],
    ['as a list', CONTROL.replaceAll(/^/gm, ' * ')],
    ['non-breaking blanks and tabs', CONTROL.replaceAll(' ', '\u00A0').replaceAll(':', ':\t')],
    ['between prompts', `[me@host ~]$ numactl -H\n${CONTROL}[me@host ~]$ `],
    ['in a code fence', `\`\`\`\n$ numactl --hardware\n${CONTROL}\`\`\`\n`],
    ['two fields on a line', CONTROL.replace('4096 MB\nnode', '4096 MB   node')],
    ['a wrapped list of CPUs', CONTROL.replace('0 1 2 3', '0 1\n2 3')],
    ['a value on the next line', CONTROL.replace('size: 4096 MB', 'size:\n  4096 MB')],
    ['a wrapped matrix', CONTROL.replace('10  21', '10\n  21').replace('node   0   8', 'node   0\n   8')],
    ['compressed lists', CONTROL.replace('0 1 2 3', '0-3 (4)').replace('4 5 6 7', '4,5-7 (4)')],
    ['a wide matrix', CONTROL.replaceAll('  0:  10  21', '     0:    10    21')],
  ])('reads the same %s', (_, text) => {
    expect(facts(text)).toEqual(facts(CONTROL));
    expect(codes(text)).toEqual(codes(CONTROL));
  });

  test('old versions print no CPUs: they are unknown, not none', () => {
    const { nodes, puCount, pus } = inspect(CONTROL.replaceAll(/^node \d+ cpus.*\n/gm, ''));
    expect([nodes[0]?.pus, puCount, pus]).toEqual([null, null, null]);
  });

  test('a node without CPUs has an empty list', () => {
    expect(inspect(CONTROL.replace(' 4 5 6 7', '')).nodes[1]?.pus).toBe('');
  });

  test('a text that ends early gives what it has, with warnings', () => {
    const { nodes, distances } = inspect(CONTROL.slice(0, CONTROL.indexOf('  8:  31')));
    expect(nodes).toHaveLength(2);
    expect(distances).toEqual([]);
    expect(codes(CONTROL.slice(0, CONTROL.indexOf('node 8 cpus')))).toEqual(['node-count']);
  });

  test.each([
    ['size: 4096 MB', 'size: -4096 MB', 3, 'negative'],
    ['4 5 6 7', '4 99999999999', 5, 'beyond'],
    ['4 5 6 7', '0-4000000000', 5, 'beyond'],
    ['node 8 size', 'node 0 size', 6, 'described twice'],
    ['size: 2048 MB', 'size: 2048 parsec', 6, 'expected MB'],
  ])('refuses %s as %s', (from, to, line, message) => {
    const [problem] = readHost(CONTROL.replace(from, to), 'paste').problems;
    expect(problem).toMatchObject({
      severity: 'error',
      file: 'paste',
      line,
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['', 'empty'],
    ['No NUMA available on this system\n', 'no-numa'],
    ['bash: numactl: command not found\n', 'shell-error'],
    ['                           node0           node1\nnuma_hit                 1 2\n', 'numastat'],
    ['hello', 'unknown-format'],
    ['available: 2 nodes (0-1)\n', 'numactl-no-node'],
    ['available: 1 nodes (0)\nnode 0 cpus: \u0001', 'control-character'],
  ])('refuses %j: %s', (text, code) => {
    expect(readHost(text, 'paste').value).toBeUndefined();
    expect(codes(text)[0]).toBe(code);
  });

  test('the second machine of a text is left out, and that is said', () => {
    expect(codes(CONTROL + CONTROL)).toContain('second-machine');
    expect(facts(CONTROL + CONTROL)).toEqual(facts(CONTROL));
  });
});
