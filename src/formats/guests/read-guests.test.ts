import { describe, expect, it } from 'vitest';
import type { Host } from '../../model/host.ts';
import { mutate, randomNumbers } from '../testing/mutate.ts';
import { validateScenario } from '../../model/validate.ts';
import { CORPUS, corpusCases } from '../testing/corpus.ts';
import { decodeGuestText } from './decode.ts';
import { detectGuests, readAllGuests, readGuests } from './read-guests.ts';

const node = (id: number, cpus: string): Host['nodes'][number] => ({
  id,
  cores: 4,
  threads: 4,
  memoryMiB: 1_048_576,
  bandwidthGBs: 10,
  latencyNs: 100,
  cpus,
});
const HOST: Host = { name: 'h', nodes: [node(0, '0-3'), node(1, '4-7')] };

const VCPU_LIST = `Name                                ID  VCPU   CPU State   Time(s) Affinity (Hard / Soft)
Domain-0                             0     0    4   r--      16.8  all / all
my guest                             1     0    5   -b-       9.8  4-5 / all
my guest                             1     1    -   --p       0.0  4-5 / all
a-name-that-is-longer-than-its-own-column  2     0    1   -b-  1.5  all / 0-3
`;
const LIST_N = `Name                                        ID   Mem VCPUs\tState\tTime(s) NODE Affinity
Domain-0                                     0   600     1     r-----      36.7 all
my guest                                     1  2048     1     --p---       0.0 1
`;
const DEBUG_U = `(XEN) 'u' pressed -> dumping numa info (now = 1)
(XEN) NODE0 start->0 size->262144 free->170084
(XEN) NODE1 start->262144 size->262112 free->112312
(XEN) CPU0...3 -> NODE0
(XEN) CPU4...7 -> NODE1
(XEN) Memory location of each domain:
(XEN) Domain 1 (total: 524288):
(XEN)     Node 0: 131072
(XEN)     Node 1: 393216
`;
const NUMASTAT = `
Per-node process memory usage (in MBs) for PID 4711 (qemu-kvm)
                           Node 0          Node 1           Total
                  --------------- --------------- ---------------
Huge                         0.00         1024.00         1024.00
Private                    512.00            0.00          512.00
----------------  --------------- --------------- ---------------
Total                      512.00         1024.00         1536.00
`;
const QEMU = String.raw`LC_ALL=C \
/usr/bin/qemu-system-x86_64 \
-name guest=web,debug-threads=on -m size=1024M,slots=4,maxmem=4G \
-smp 4,sockets=2,cores=2,threads=1 \
-object '{"qom-type":"memory-backend-ram","id":"a","size":536870912,"host-nodes":[1],"policy":"bind"}' \
-object memory-backend-ram,id=b,size=512M,host-nodes=0,policy=bind \
-numa node,nodeid=0,cpus=0-1,memdev=a -numa node,nodeid=1,memdev=b \
-numa cpu,node-id=1,socket-id=1 -numa dist,src=0,dst=1,val=21 -drive file='a b',,c
`;
const VIRSH = `$ virsh vcpupin web1
 VCPU   CPU Affinity
----------------------
 0      0-3
 1      4,6

$ virsh numatune web1
numa_mode      : strict
numa_nodeset   : 1
`;

const guestsOf = (...texts: string[]) =>
  readAllGuests(
    texts.map((text, i) => ({ text, file: `f${i}` })),
    HOST,
  ).value?.guests;

describe('readGuests', () => {
  it.each([
    ['xl-vcpu-list', VCPU_LIST],
    ['xl-list-n', LIST_N],
    ['xl-debug-keys-u', DEBUG_U],
    ['numastat-p', NUMASTAT],
    ['qemu-command', QEMU],
    ['virsh-vcpupin', VIRSH],
    ['libvirt-domain', '<!-- x --><domain><name>g</name></domain>'],
    ['xl-cfg', '# hello\nname = "g"\n'],
    ['thread2007', 'vnode = 2\nvcpu = [0-1:0, 2-3:1]\nmemory = [128:0, 128:1]\n'],
  ])('recognises %s by its content', (format, text) => {
    expect(detectGuests(text)).toBe(format);
  });

  it('reads names with blanks and names that overflow their column', () => {
    const facts = readGuests(VCPU_LIST, 'v').value?.facts;
    expect(facts?.domains).toEqual([
      [0, 'Domain-0'],
      [1, 'my guest'],
      [2, 'a-name-that-is-longer-than-its-own-column'],
    ]);
    expect(facts?.vcpus?.[2]).toEqual({
      name: 'my guest',
      domid: 1,
      vcpu: 1,
      cpu: null,
      state: '--p',
      timeS: 0,
      hard: '4-5',
      soft: 'all',
    });
  });

  it('reads the single affinity of Xen before 4.5', () => {
    const old =
      'Name                                ID  VCPU   CPU State   Time(s) CPU Affinity\nvm  3  0  2  -b-  9.8  0-3\nvm  3  1  1  -b-  9.8  any cpu\n';
    expect(readGuests(old, 'o').value?.facts?.vcpus).toMatchObject([
      { hard: '0-3', soft: null },
      { hard: 'any cpu', soft: null },
    ]);
  });

  it('puts the lists of one host together by domain number', () => {
    const guest = guestsOf(VCPU_LIST, LIST_N, DEBUG_U)?.find(({ name }) => name === 'my guest');
    expect(guest).toMatchObject({
      vcpus: 2,
      memoryMiB: 2048,
      placement: {
        parts: [
          {
            node: 1,
            vcpus: 2,
            cpus: '4-5',
            memoryOn: [
              { node: 0, memoryMiB: 512 },
              { node: 1, memoryMiB: 1536 },
            ],
          },
        ],
      },
    });
  });

  it('lets a list say where a configured guest is now', () => {
    const [guest] = guestsOf('name="my guest"\nmemory=2048\nvcpus=2\ncpu_weight=512\n', DEBUG_U, VCPU_LIST)!;
    expect(guest).toMatchObject({
      weight: 512,
      placement: { parts: [{ node: 1, memoryOn: [{ memoryMiB: 512 }, { memoryMiB: 1536 }] }] },
    });
  });

  it('reads QEMU options in both spellings', () => {
    const [guest] = guestsOf(QEMU)!;
    expect(guest).toMatchObject({
      name: 'web',
      vcpus: 4,
      memoryMiB: 1024,
      vnumaAware: true,
      placement: {
        parts: [
          { node: 1, vcpus: 2, memoryMiB: 512 },
          { node: 0, vcpus: 2, memoryMiB: 512 },
        ],
      },
    });
    expect(guest?.facts?.cells.map(({ cpus, distances }) => [cpus, distances])).toEqual([
      ['0-1', { 1: 21 }],
      ['2-3', {}],
    ]);
  });

  it('reads what numactl or taskset in front of a QEMU command binds', () => {
    const [guest] = guestsOf('numactl --cpunodebind=1 --membind=0 qemu-kvm -name n -m 512 -smp 2\n')!;
    expect(guest?.placement?.parts).toEqual([
      { node: 1, vcpus: 2, memoryMiB: 512, memoryOn: [{ node: 0, memoryMiB: 512 }] },
    ]);
  });

  it('reads the memory of processes', () => {
    const [guest] = guestsOf(NUMASTAT)!;
    expect(guest).toMatchObject({ name: 'qemu-kvm-4711', memoryMiB: 1536 });
    expect(guest?.placement?.parts.map((part) => [part.node, part.memoryMiB, part.memoryOn])).toEqual([
      [
        1,
        1536,
        [
          { node: 0, memoryMiB: 512 },
          { node: 1, memoryMiB: 1024 },
        ],
      ],
    ]);
  });

  it('takes the name of a guest from the virsh command', () => {
    const [guest] = guestsOf(VIRSH)!;
    expect(guest).toMatchObject({ name: 'web1', vcpus: 2 });
    expect(guest?.placement?.parts.map(({ node }) => node)).toEqual([0, 1]);
  });

  it('reads the addresses of devices passed through', () => {
    const xl = 'name="x"\nmemory=64\nvcpus=1\npci=["3b:00.1,permissive=1","0000:5E:00.0@6","nonsense"]\n';
    const qemu =
      'qemu-kvm -name q -m 64 -device vfio-pci,host=3b:00.2 -device e1000 -device \'{"driver":"vfio-pci","host":"0001:01:00.0"}\'\n';
    const libvirt = `<domain><name>l</name><memory>65536</memory><devices><hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x3b' slot='0x1f' function='0x3'/></source></hostdev><interface type='bridge'><source bridge='b'/></interface></devices></domain>`;
    expect(guestsOf(xl, qemu, libvirt)?.map(({ devices }) => devices)).toEqual([
      ['0000:3b:00.1', '0000:5e:00.0'],
      ['0000:3b:00.2', '0001:01:00.0'],
      ['0000:3b:1f.3'],
    ]);
  });

  it('reads the sections of a collected text that speak of guests', () => {
    const virsh = VIRSH.split('\n').slice(1, 5);
    const text = ['=== nearfar: virsh vcpupin web1 ===', ...virsh, '=== nearfar: xl list -n ===', LIST_N].join('\n');
    expect(guestsOf(text)?.map(({ name, vcpus }) => [name, vcpus])).toEqual([
      ['web1', 2],
      ['Domain-0', 1],
      ['my guest', 1],
    ]);
  });

  it.each([
    '',
    '   \n',
    'hello',
    '<html></html>',
    '{"a":1}',
    'Name ID VCPU CPU State Time(s) Affinity (Hard / Soft)\n',
  ])('refuses %j with a place', (text) => {
    const { value, problems } = readGuests(text, 'x');
    expect(value).toBeUndefined();
    expect(problems[0]).toMatchObject({ severity: 'error', line: 1 });
  });
});

/** What a fuzzed text may become: refused with a place, or guests that a scenario accepts. */
function holds(text: string): void {
  const { value, problems } = readGuests(text, 'fuzz', HOST);
  if (!value) {
    expect(problems.some(({ severity, line }) => severity === 'error' && line !== undefined)).toBe(true);
    return;
  }
  const guests = value.guests.map((guest) =>
    Object.fromEntries(Object.entries(guest).filter(([key]) => key !== 'facts')),
  );
  const roomy = { ...HOST, nodes: HOST.nodes.map((one) => ({ ...one, memoryMiB: 2 ** 42 })) };
  const faults = validateScenario({ nearfar: 1, host: roomy, guests }).problems.filter(
    ({ severity }) => severity === 'error',
  );
  // Sizes at the edge of what a scenario holds may add up to more than a node has; nothing else may be wrong.
  expect(faults.filter(({ code }) => !code.includes('memory') && !code.includes('range'))).toEqual([]);
}

describe('mutated inputs', () => {
  const own = [VCPU_LIST, LIST_N, DEBUG_U, NUMASTAT, QEMU, VIRSH];
  it.each(own.map((text, i) => [i, text] as const))('text %i never crashes a reader', (seed, text) => {
    const random = randomNumbers(seed + 1);
    for (let i = 0; i < 300; i++) holds(mutate(text, random));
  });

  const kinds = ['libvirt-domain', 'xl-cfg', 'xl-vcpu-list', 'xl-list-n', 'xl-debug-keys-u'];
  it.skipIf(CORPUS === undefined).each(kinds)(
    'corpus files of %s never crash a reader (skipped without NEARFAR_CORPUS)',
    (kind) => {
      const random = randomNumbers(kind.length);
      for (const { bytes, name } of corpusCases(kind)) {
        const { value } = decodeGuestText(bytes, name);
        for (let i = 0; i < 12; i++) holds(mutate(value ?? '', random));
      }
    },
  );
});

const pins = (set: (i: number) => string) =>
  Array.from({ length: 3000 }, (_, i) => `<vcpupin vcpu='${i}' cpuset='${set(i)}'/>`).join('');
const domain = (tune: string) =>
  `<domain><name>g</name><memory>1024</memory><vcpu>65535</vcpu><cputune>${tune}</cputune></domain>`;

describe('inputs that ask for more than they hold', () => {
  const header = VCPU_LIST.split('\n')[0];

  it.each([
    ['many different sets of pins', domain(pins((i) => `${i}-65535`))],
    [
      'many vCPU lists',
      `name="a"\nmemory=1\nvcpus=65535\ncpus=[${Array.from({ length: 3000 }, (_, i) => `"${i}-65535"`).join()}]\n`,
    ],
    ['one range many times', `name="a"\nmemory=1\nvcpus=1\ncpus="${'0-65535,'.repeat(5000)}"\n`],
    ['many nodes', `qemu-kvm -name g -m 1 ${'-numa node,cpus=0-65535 '.repeat(200)}`],
    ['many vnodes', `name="a"\nmemory=1\nvcpus=1\nvnuma=[${'["pnode=0"],'.repeat(300)}]\n`],
    ['a line without end', `${header}\n${' '.repeat(100_000)}x`],
    ['a text that is too long', `name="a"\n${'#'.repeat(5_000_000)}\n`],
  ])('%s: said, not done', (_, text) => {
    const { problems } = readGuests(text, 'x');
    expect(problems.length).toBeGreaterThan(0);
  });

  it('equal sets cost once', () => {
    expect(readGuests(domain(pins(() => '0-65535')), 'x').value?.guests).toHaveLength(1);
  });
});
