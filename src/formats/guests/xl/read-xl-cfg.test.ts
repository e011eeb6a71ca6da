import { describe, expect, it } from 'vitest';
import type { Host } from '../../../model/host.ts';
import { readXlCfg } from './read-xl-cfg.ts';
import { readThread2007 } from './thread2007.ts';

const node = (id: number, cpus: string): Host['nodes'][number] => ({
  id,
  cores: 2,
  threads: 2,
  memoryMiB: 8192,
  bandwidthGBs: 10,
  latencyNs: 100,
  cpus,
});
const HOST: Host = { name: 'h', nodes: [node(0, '0-1'), node(1, '2-3'), node(2, '4-5'), node(3, '6-7')] };

const guest = (text: string, host?: Host) => readXlCfg(text, 'g.cfg', host).value?.guests[0];
const problems = (text: string, host?: Host) =>
  readXlCfg(text, 'g.cfg', host).problems.map(
    ({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`,
  );

describe('readXlCfg', () => {
  it('takes blanks, both quotes, semicolons, comments, hexadecimal and octal numbers', () => {
    const text = `# a guest\nname = 'db-1' # here\ntype = "hvm"; memory = 0x400 ;vcpus=010\n`;
    expect(guest(text)).toMatchObject({ name: 'db-1', vcpus: 8, memoryMiB: 1024 });
    expect(problems(text)).toEqual([]);
  });

  it('places vnodes on their pnodes, on the CPUs that they name', () => {
    const text = `name="v"\nmemory=1024\nvcpus=4\ncpus=["2","3","4-5","4-5"]\nvnuma=[["pnode=1","size=512","vcpus=0-1","vdistances=10,20"],["pnode=2","size=512","vcpus=2,3","vdistances=20,10"]]\n`;
    expect(guest(text, HOST)).toMatchObject({
      vnumaAware: true,
      placement: {
        parts: [
          { node: 1, vcpus: 2, memoryMiB: 512, cpus: '2-3' },
          { node: 2, vcpus: 2, memoryMiB: 512, cpus: '4-5' },
        ],
      },
    });
  });

  it('lets the prefix "nodes:" cover one item only, as xl does', () => {
    const text = `name="g1"\nmemory=96\nvcpus=3\ncpus="nodes:2,3"\n`;
    expect(guest(text, HOST)?.placement?.parts.map((part) => [part.node, part.cpus])).toEqual([
      [1, '3'],
      [2, '4-5'],
    ]);
  });

  it('takes nodes and CPUs away with "^"', () => {
    const text = `name="g0"\nmemory=96\nvcpus=4\ncpus="node:0-1,^2"\n`;
    expect(guest(text, HOST)?.placement?.parts.map((part) => part.cpus)).toEqual(['0-1', '3']);
    expect(guest(text)?.placement).toBeUndefined();
  });

  it('leaves the vCPUs beyond a list of pins free', () => {
    const text = `name="l"\nmemory=96\nvcpus=4\ncpus=[2,3]\n`;
    expect(guest(text, HOST)?.placement).toBeUndefined();
    expect(guest(`name="l"\nmemory=96\nvcpus=2\ncpus=[2,3]\n`, HOST)?.placement?.parts).toEqual([
      { node: 1, vcpus: 2, memoryMiB: 96, cpus: '2-3' },
    ]);
  });

  it('follows soft affinity where no hard one is given, without a pin', () => {
    const text = `name="s"\nmemory=96\nvcpus=3\ncpus_soft="node:1"\n`;
    expect(guest(text, HOST)?.placement?.parts).toEqual([{ node: 1, vcpus: 3, memoryMiB: 96 }]);
  });

  it('takes weight, cap and the current number of vCPUs', () => {
    const text = `name="w"\nmemory=512\nmaxmem=1024\nvcpus=2\nmaxvcpus=4\ncpu_weight=512\ncap=150\n`;
    expect(guest(text)).toMatchObject({ vcpus: 2, memoryMiB: 512, weight: 512, capPercent: 150 });
    expect(guest(text)?.facts).toMatchObject({
      vcpusMax: 4,
      vcpusCurrent: 2,
      memoryBytes: 2 ** 30,
      currentMemoryBytes: 2 ** 29,
    });
  });

  it('takes the last of two settings and joins with "+="', () => {
    expect(guest(`name="a"\nname="b"\nmemory=1\nvcpus=1\n`)?.name).toBe('b');
    expect(problems(`name="a"\nname="b"\nmemory=1\nvcpus=1\n`)).toEqual(['warning duplicate-key 2:1']);
    expect(guest(`name="a"\nname+="b"\nmemory=1\nvcpus=1\n`)?.name).toBe('ab');
  });

  it.each([
    ['name="g\nmemory=1\n', 'error string-not-closed 1:6'],
    ['name="g"\nmemory=-5\n', 'error negative-number 2:8'],
    ['import os\nname="g"\n', 'error python 1:1'],
    ['name = "g%d" % 3\n', 'error python 1:14'],
    ['name="g"\nvnuma=[["pnode=0"\n', 'error list-not-closed 2:8'],
    ['name="g"\nmemory=1\u0000\n', 'error control-character 2:9'],
    ['name="g"\nmemory=99999999999999999999\nvcpus=1\n', 'error number-too-large 2:8'],
    ['memory=1\nvcpus=1\n', 'error name-missing 1:1'],
    ['name="g"\nmemory=1\nvcpus=2\ncpus="3-1"\n', 'error affinity 4:6'],
    ['name="g"\nmemory=2\nvcpus=3\nvnuma=[["size=2","vcpus=0-1"]]\n', 'error vcpus-mismatch 3:7'],
    ['name="g"\nmemory=2\nmaxmem=3\nvcpus=2\nvnuma=[["size=2","vcpus=0-1"]]\n', 'error memory-mismatch 3:8'],
    ['name="g"\nmemory=2\nvcpus=2\nvnuma=[["pnode=x","size=2","vcpus=0-1"]]\n', 'error not-a-number 4:9'],
  ])('refuses %j', (text, problem) => {
    expect(readXlCfg(text, 'g.cfg').value).toBeUndefined();
    expect(problems(text)).toContain(problem);
  });

  it('reads with a warning what xl refuses for its line ends, its first mark or its host', () => {
    expect(problems('\uFEFFname="g"\nmemory=1\nvcpus=1\n')).toEqual(['warning byte-order-mark 1:1']);
    expect(problems('name="g"\r\nmemory=1\r\nvcpus=1\r\n')).toEqual(['warning carriage-return 1:9']);
    const far = `name="g"\nmemory=1\nvcpus=1\nvnuma=[["pnode=9","size=1","vcpus=0"]]\n`;
    expect(problems(far)).toEqual(['warning unchecked-node 4:9']);
    expect(problems(far, HOST)).toEqual(['error no-such-node 4:9']);
  });
});

describe('readThread2007', () => {
  const text = 'vnode = 2\nvcpu = [0-1:0, 2-3:1]\nmemory = [128:0, 128:1]\n';

  it('reads the example of the discussion', () => {
    const { value } = readThread2007(`name = "rfc"\n${text}`, 'rfc.cfg', HOST);
    expect(value?.guests[0]).toMatchObject({
      name: 'rfc',
      vcpus: 4,
      memoryMiB: 256,
      placement: {
        parts: [
          { node: 0, vcpus: 2, memoryMiB: 128 },
          { node: 1, vcpus: 2, memoryMiB: 128 },
        ],
      },
    });
  });

  it('reads quoted entries and vCPU lists, and says that xl does not', () => {
    const { value, problems } = readThread2007(
      'name="q"\nvcpus=4\nvnode=2\nvcpu=["0,2:0","1,3:1"]\nmemory=["128:0","64:1"]\n',
      'q.cfg',
    );
    expect(value?.guests[0]?.placement?.parts.map((part) => [part.vcpus, part.memoryMiB])).toEqual([
      [2, 128],
      [2, 64],
    ]);
    expect(problems.map(({ code }) => code)).toEqual(['thread2007']);
  });

  it.each([
    'vnode=3\nvcpu=[0:0,1:1]\nmemory=[1:0,1:1]\n',
    'vnode=2\nvcpu=[0:0,0:1]\nmemory=[1:0,1:1]\n',
    'vnode=2\nvcpu=[0:0,x]\nmemory=[1:0,1:1]\n',
  ])('refuses %j', (wrong) => {
    expect(readThread2007(wrong, 'x').value).toBeUndefined();
  });
});
