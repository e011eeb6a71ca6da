import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { splitCollected } from './collected.ts';
import { readHost, readHosts } from './read-host.ts';
import { faultsOfHost } from './testing/useful.ts';

const SCRIPT = join(import.meta.dirname, '../../public/nearfar-collect.sh');

const LSCPU = `Architecture: x86_64
On-line CPU(s) list: 0-3
Model name: AMD EPYC 7451 24-Core Processor
Thread(s) per core: 2
NUMA node(s): 3
NUMA node0 CPU(s): 0-1
NUMA node1 CPU(s): 2-3
NUMA node2 CPU(s):
`;
const NUMACTL = `available: 3 nodes (0-2)
node 0 cpus: 0 1
node 0 size: 1024 MB
node 0 free: 100 MB
node 1 cpus: 2 3
node 1 size: 1024 MB
node 1 free: 100 MB
node 2 cpus:
node 2 size: 2048 MB
node 2 free: 2048 MB
node distances:
node   0   1   2
  0:  10  21  30
  1:  21  10  30
  2:  30  30  10
`;
const ROWS = '# CPU,Core,Socket,Node\n0,0,0,0\n1,0,0,0\n2,1,1,1\n3,1,1,1\n';
const XL = `total_memory : 4096
cpu_topology :
cpu: core socket node
 0: 0 0 0
 1: 0 1 1
numa_info :
node: memsize memfree distances
 0: 2048 0 10,20
 1: 2048 0 20,10
`;

const inputs = (...texts: string[]): { text: string; file: string }[] =>
  texts.map((text, i) => ({ text, file: `input-${i}` }));

describe('several inputs about one host', () => {
  test('each fact comes from the one that knows it best, whatever their order', () => {
    for (const order of [
      [LSCPU, NUMACTL, ROWS],
      [ROWS, NUMACTL, LSCPU],
    ]) {
      const { value, problems } = readHosts(inputs(...order));
      expect(problems).toEqual([]);
      expect(value!.inspection.nodes.map(({ os, pus, memoryBytes }) => [os, pus, memoryBytes! / 2 ** 20])).toEqual([
        [0, '0-1', 1024],
        [1, '2-3', 1024],
        [2, '', 2048],
      ]);
      expect(value!.inspection).toMatchObject({ coreCount: 2, packageCount: 2, distances: [{ nodes: [0, 1, 2] }] });
      expect(value!.host.nodes.map(({ cores, threads }) => [cores, threads])).toEqual([
        [1, 2],
        [1, 2],
        [0, 0],
      ]);
      expect(value!.host.sources?.['nodes[].latencyNs']?.text).toContain('EPYC');
      expect(faultsOfHost(value!.host)).toEqual([]);
    }
  });

  test.each([
    [
      'CPUs',
      NUMACTL.replace('1 cpus: 2 3', '1 cpus: 2'),
      'Node 1 has CPUs 2 in input-1 and 2-3 in input-0: what input-1 says is taken.',
    ],
    ['nodes', NUMACTL.replaceAll(/^node 2.*\n/gm, ''), 'Node 2 is in input-0, but not in input-1'],
  ])('contradictions about %s are named with both inputs', (_, numactl, message) => {
    const { value, problems } = readHosts(inputs(LSCPU, numactl));
    expect(value).toBeDefined();
    expect(problems.filter(({ code }) => code === 'contradiction').map((problem) => problem.message)[0]).toContain(
      message,
    );
  });

  test('memory and distances that differ are named too', () => {
    const messages = readHosts(
      inputs(NUMACTL, NUMACTL.replace('2048 MB', '1048 MB').replace('21  10', '22  10')),
    ).problems;
    expect(messages.map(({ message }) => message)).toEqual([
      'Node 2 has 2048 MiB in input-0 and 1048 MiB in input-1: what input-0 says is taken.',
      'The distance 1 → 0 is 21 in input-0 and 22 in input-1: what input-0 says is taken.',
    ]);
  });

  test('under Xen the machine is what Xen says, not what Dom0 sees', () => {
    const { value, problems } = readHosts(inputs(LSCPU, XL, NUMACTL));
    expect(value!.inspection).toMatchObject({ nodeCount: 2, pus: '0-1' });
    expect(problems.map(({ code }) => code)).toEqual(['dom0-view', 'dom0-view']);
  });

  test('an input with an error refuses the whole', () => {
    const { value, problems } = readHosts(inputs(LSCPU, NUMACTL.replace('2 3', '99999999')));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ severity: 'error', file: 'input-1', line: 5 }]);
  });

  test('a scenario file is a host too, as it stands there', () => {
    const { host } = readHost(NUMACTL, 'numactl.txt').value!;
    const again = readHost(JSON.stringify({ nearfar: 1, host, guests: [] }), 'x.nearfar.json').value!;
    expect(again.host).toEqual(host);
    expect(again.inspection).toMatchObject({
      format: 'scenario',
      nodeCount: 3,
      pus: '0-3',
      distances: [{ values: host.slit }],
    });
  });
});

describe('one text that holds several outputs', () => {
  const collected = `=== nearfar: collect 1 ===
=== nearfar: lscpu ===
${LSCPU}=== nearfar: virsh --readonly capabilities ===
<capab
=== nearfar: status 1 ===
=== nearfar: numactl --hardware ===
${NUMACTL}=== nearfar: end ===
`;

  test('is read as several inputs; what failed is left out', () => {
    const { value, problems } = readHost(collected, 'host.txt');
    expect(problems).toEqual([]);
    expect(value!.format).toBe('numactl-hardware+lscpu');
    expect(value!.host.nodes).toHaveLength(3);
  });

  test('mail may quote it, Windows may end its lines', () => {
    expect(readHost(collected.replaceAll(/^/gm, '> '), 'x').value!.host.nodes).toHaveLength(3);
    expect(readHost(collected.replaceAll('\n', '\r\n'), 'x').value!.host.nodes).toHaveLength(3);
  });

  test('problems have their line in the whole text', () => {
    const [problem] = readHost(collected.replace('node 1 size: 1024', 'node 1 size: -1024'), 'host.txt').problems;
    const line = collected.split('\n').indexOf('node 1 size: 1024 MB') + 1;
    expect(problem).toMatchObject({ severity: 'error', file: 'host.txt', line });
  });

  test('a terminal’s text with two commands behind prompts is the same', () => {
    const terminal = `[root@host ~]# lscpu\n${LSCPU}[root@host ~]# numactl -H\n${NUMACTL}[root@host ~]# `;
    expect(readHost(terminal, 'paste').value!.format).toBe('numactl-hardware+lscpu');
    expect(splitCollected(terminal)?.map(({ command }) => command)).toEqual(['lscpu', 'numactl -H']);
  });

  test('without an output of a host it is refused', () => {
    expect(readHost('=== nearfar: xl list ===\nName ID\n', 'x').problems).toMatchObject([{ code: 'no-host', line: 1 }]);
  });
});

describe.skipIf(process.platform === 'win32')('the collector (skipped on Windows)', () => {
  const bin = mkdtempSync(join(tmpdir(), 'nearfar-collect-'));
  afterAll(() => rmSync(bin, { recursive: true }));
  const program = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const collect = (...options: string[]): string =>
    execFileSync('sh', [SCRIPT, ...options], {
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  program('lscpu', `case "$*" in "") cat <<'EOF'\n${LSCPU}EOF\n;; *) exit 1;; esac`);
  program('numactl', `cat <<'EOF'\n${NUMACTL}EOF`);
  for (const name of ['lstopo', 'lstopo-no-graphics', 'xl', 'numastat']) program(name, 'exit 1');
  program(
    'virsh',
    `case "$*" in
  *"list --name"*) printf 'db-1\\ndb\\n42\\nhost\\n' ;;
  *dumpxml*) eval "name=\\\${$#}"
    printf '<domain><name>%s</name><uuid>c40eb8e8-0166-44f0-9650-9db553f606bc</uuid><host/><memory>42</memory></domain>\\n' "$name" ;;
  *) exit 1 ;;
esac`,
  );

  test.skipIf(spawnSync('shellcheck', ['--version']).error !== undefined)(
    'passes shellcheck (skipped without it)',
    () => {
      const { stdout } = spawnSync('shellcheck', ['-s', 'sh', SCRIPT], { encoding: 'utf8' });
      expect(stdout).toBe('');
    },
  );

  test('writes what Import understands', () => {
    const { value, problems } = readHost(collect(), 'host.txt');
    expect(problems).toEqual([]);
    expect(value!.format).toBe('numactl-hardware+lscpu');
  });

  test('replaces names of guests where asked, and nothing else that looks like one', () => {
    const sections = splitCollected(collect('--anonymise')) ?? [];
    const documents = sections.filter(({ command }) => command.includes('dumpxml'));
    expect(documents.map(({ command }) => command.split(' ').at(-1))).toEqual([
      'guest-1',
      'guest-2',
      'guest-3',
      'guest-4',
    ]);
    expect(documents.map(({ text }) => text)).toEqual(
      [1, 2, 3, 4].map(
        (n) =>
          `<domain><name>guest-${n}</name><uuid>00000000-0000-0000-0000-000000000000</uuid><host/><memory>42</memory></domain>`,
      ),
    );
  });

  test('only lists what it would run where asked', () => {
    expect(collect('--list').split('\n').filter(Boolean)).toEqual([
      '=== nearfar: collect 1 ===',
      '=== nearfar: end ===',
    ]);
  });
});
