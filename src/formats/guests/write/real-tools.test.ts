import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Guest, Scenario } from '../../../model/scenario.ts';
import { CORPUS, corpusCases } from '../../testing/corpus.ts';
import { commandsOf } from '../qemu/words.ts';
import { readGuests } from '../read-guests.ts';
import { Source } from '../source.ts';
import { HOSTILE_NAMES, rowOf } from '../testing/placed.ts';
import { exportScenario } from './convert.ts';
import { shellWord } from './quote.ts';

const HOST = rowOf(4);

function has(tool: string): boolean {
  return spawnSync('which', [tool]).status === 0;
}

const scenario = (...guests: Guest[]): Scenario => ({ nearfar: 1, host: HOST, guests });

const SPLIT: Guest = {
  name: 'split',
  vcpus: 5,
  memoryMiB: 192,
  vnumaAware: true,
  weight: 512,
  capPercent: 150,
  placement: {
    parts: [
      { node: 0, vcpus: 3, memoryMiB: 128, cpus: '0-2' },
      { node: 2, vcpus: 2, memoryMiB: 64 },
    ],
  },
};
const WHOLE: Guest = {
  name: 'whole',
  vcpus: 2,
  memoryMiB: 64,
  placement: { parts: [{ node: 1, vcpus: 2, memoryMiB: 64 }] },
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearfar-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function domainOf(guest: Guest): string {
  return exportScenario(scenario(guest), 'libvirt').files[0]!.text;
}

function valid(path: string): boolean {
  return spawnSync('virt-xml-validate', [path, 'domain']).status === 0;
}

/** Names that libvirt itself refuses are left out. */
const LIBVIRT_NAMES = HOSTILE_NAMES.filter((name) => !/[\n/]/.test(name));

describe.skipIf(!has('virt-xml-validate') || !has('virsh'))(
  'libvirt takes our domains (skipped without virsh and virt-xml-validate)',
  () => {
    it.each([SPLIT, WHOLE].map((guest) => [guest.name, guest] as const))(
      '%s is valid and can be defined',
      (name, guest) => {
        const path = written(domainOf(guest), `${name}.xml`);
        execFileSync('virt-xml-validate', [path, 'domain'], { stdio: 'pipe' });
        // The test driver keeps domains of type "test" in this process only.
        const test = written(domainOf(guest).replace("type='kvm'", "type='test'"), `${name}-test.xml`);
        const out = execFileSync('virsh', ['-c', 'test:///default', `define ${test}; dumpxml ${name}`], {
          encoding: 'utf8',
        });
        const back = readGuests(out.slice(out.indexOf('<domain')), name, HOST).value?.guests[0];
        expect(back?.placement?.parts.map(({ node, vcpus, memoryMiB }) => [node, vcpus, memoryMiB])).toEqual(
          guest.placement?.parts.map(({ node, vcpus, memoryMiB }) => [node, vcpus, memoryMiB]),
        );
      },
    );

    it('any name is valid XML, and comes back as it was', () => {
      LIBVIRT_NAMES.forEach((name, i) => {
        const path = written(domainOf({ ...WHOLE, name }).replace("type='kvm'", "type='test'"), `name-${i}.xml`);
        execFileSync('virt-xml-validate', [path, 'domain'], { stdio: 'pipe' });
        const out = execFileSync('virsh', ['-c', 'test:///default', `define ${path}; list --all --name`], {
          encoding: 'utf8',
        });
        expect(out.split('\n').map((line) => line.trim())).toContain(name);
      });
    });

    it.skipIf(CORPUS === undefined)(
      'an edited domain of the corpus is as valid as it was before (skipped without NEARFAR_CORPUS)',
      () => {
        const some = corpusCases('libvirt-domain').filter((_, i) => i % 6 === 0);
        for (const { name, bytes } of some) {
          const text = new TextDecoder().decode(bytes);
          const guest = readGuests(text, name, HOST).value?.guests[0];
          if (!guest || !valid(written(text, 'before.xml'))) continue;
          const placement = { parts: [{ node: 2, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }] };
          const after = domainOf({ ...guest, vnumaAware: false, placement });
          expect([name, valid(written(after, 'after.xml'))]).toEqual([name, true]);
        }
      },
    );
  },
);

describe.skipIf(!has('virsh'))('virsh takes our commands (skipped without virsh)', () => {
  it('on the domain of its test driver, which knows one state only', () => {
    const test: Guest = { ...WHOLE, name: 'test', placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 64 }] } };
    const { files } = exportScenario(scenario(test), 'commands', {
      before: scenario({ ...test, placement: { parts: [{ node: 1, vcpus: 2, memoryMiB: 64 }] } }),
    });
    const lines = files.flatMap(({ text }) => text.split('\n')).filter((line) => line.startsWith('virsh '));
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) {
      const run = line.replace('virsh ', 'virsh -c test:///default ').replace(' --live --config', '');
      execFileSync('sh', ['-c', run], { stdio: 'pipe' });
    }
  });
});

/** The words of our command without what binds it to host nodes, which this machine may not have. */
function unbound(text: string): string[] {
  const words = commandsOf(new Source(text, ''))[0]!.map((word) => word.text);
  const start = words.indexOf('qemu-system-x86_64');
  return words.slice(start + 1).map((word) => word.replaceAll(/,host-nodes=[\d-]+|,policy=\w+/g, ''));
}

/** What QEMU's monitor says of a guest's NUMA nodes. */
function numaOf(guest: Guest): string {
  const [file] = exportScenario(scenario(guest), 'qemu').files;
  const still = ['-S', '-accel', 'tcg', '-display', 'none', '-nodefaults', '-monitor', 'stdio'];
  return execFileSync('qemu-system-x86_64', [...unbound(file!.text), ...still], {
    input: 'info numa\nquit\n',
    encoding: 'utf8',
    timeout: 30_000,
  });
}

describe.skipIf(!has('qemu-system-x86_64'))('QEMU takes our arguments (skipped without qemu-system-x86_64)', () => {
  it('a guest with vnodes sees them', () => {
    const out = numaOf(SPLIT);
    expect(out).toContain('2 nodes');
    expect(out).toMatch(/node 0 cpus: 0 1 2\b/);
    expect(out).toMatch(/node 0 size: 128 MB/);
    expect(out).toMatch(/node 1 cpus: 3 4\b/);
    expect(out).toMatch(/node 1 size: 64 MB/);
  });

  it('a flat guest starts, whatever its name is', () => {
    expect(numaOf({ ...WHOLE, name: `a,b=c,,d 'x' "y" $(id)` })).toContain('0 nodes');
  });
});

/** A QEMU that runs until its test ends, stopped before its first instruction. */
async function withQemu(words: readonly string[], use: (pid: number) => void): Promise<void> {
  const still = ['-S', '-accel', 'tcg', '-display', 'none', '-nodefaults', '-qmp', 'stdio'];
  const qemu = spawn('qemu-system-x86_64', [...words, ...still], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    // It greets when its threads are there.
    await once(qemu.stdout, 'data');
    use(qemu.pid!);
  } finally {
    qemu.kill('SIGKILL');
    await once(qemu, 'exit');
  }
}

describe.skipIf(!has('qemu-system-x86_64') || !has('pgrep') || !has('grep'))(
  'a shell finds the process and the threads of a running QEMU (skipped without qemu-system-x86_64 and pgrep)',
  () => {
    it.each(['plain', `a.b*c (d) 'x' [e]`, 'a,b=c,,d'])('%s', async (name) => {
      const named = `guest=${name.replaceAll(',', ',,')},debug-threads=on`;
      const guest = readGuests(`qemu-system-x86_64 -name ${shellWord(named)} -m 64M -smp 2\n`, 'x', HOST).value!
        .guests[0]!;
      const parts = [0, 1].map((node) => ({ node, vcpus: 1, memoryMiB: 32 }));
      const [apply] = exportScenario(scenario({ ...guest, placement: { parts } }), 'commands').files;
      await withQemu(['-name', named, '-m', '64M', '-smp', '2'], (pid) => {
        const stub = 'taskset() { echo "$@"; }; migratepages() { echo "pages $@"; };\n';
        const lines = execFileSync('sh', ['-c', stub + apply!.text], { encoding: 'utf8' }).split('\n');
        expect(lines[0]).toBe(`-acp 0-7 ${pid}`);
        const threads = lines.slice(1, 3).map((line) => Number(line.split(' ')[2]));
        const comms = threads.map((id) => readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim());
        expect(comms).toEqual(['CPU 0/TCG', 'CPU 1/TCG']);
      });
    });
  },
);

/** What a shell hands to the programs that a script calls. */
function argumentsOf(script: string): string[] {
  const stub = 'virsh() { printf "%s\\0" "$@"; }; xl() { virsh "$@"; }; migratepages() { :; }; cat() { :; };\n';
  return execFileSync('sh', ['-c', stub + script], { encoding: 'utf8', cwd: folder }).split('\0');
}

describe.skipIf(!has('sh'))('a POSIX shell reads names in our commands as names', () => {
  it('runs nothing else', () => {
    for (const name of HOSTILE_NAMES) {
      const [apply] = exportScenario(scenario({ ...WHOLE, name }), 'commands').files;
      expect(argumentsOf(apply!.text)).toContain(name.startsWith('-') ? `--domain=${name}` : name);
      const xen = { ...WHOLE, name, weight: 300, original: { format: 'xl-cfg', text: '' } };
      const [xl] = exportScenario(scenario(xen), 'commands').files;
      expect(argumentsOf(xl!.text)).toContain(name);
    }
  });
});
