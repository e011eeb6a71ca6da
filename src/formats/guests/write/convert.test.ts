import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Guest, Scenario } from '../../../model/scenario.ts';
import { readScenario } from '../../scenario-file.ts';
import { CORPUS, corpusCases } from '../../testing/corpus.ts';
import { parseXml } from '../../xml-tree.ts';
import { decodeGuestText } from '../decode.ts';
import { commandsOf } from '../qemu/words.ts';
import { readGuests } from '../read-guests.ts';
import { Source } from '../source.ts';
import { HOSTILE_NAMES, placedGuests, rowOf, withoutWholePins } from '../testing/placed.ts';
import { exportScenario, type ExportTarget } from './convert.ts';
import { fileName } from './exported.ts';

const HOST = rowOf(4);

const scenario = (...guests: Guest[]): Scenario => ({ nearfar: 1, host: HOST, guests });

function roundTrip(guest: Guest, target: ExportTarget): Guest {
  const [file] = exportScenario(scenario(guest), target).files;
  const { value, problems } = readGuests(file!.text, file!.name, HOST);
  if (!value) throw new Error(`${JSON.stringify(problems)}\n${file!.text}`);
  return value.guests[0]!;
}

const places = (one: Guest) => one.placement?.parts.map(({ node, vcpus, memoryMiB }) => ({ node, vcpus, memoryMiB }));

describe('what is written can be read again', () => {
  it.each(['xl', 'libvirt'] as const)('%s: names, sizes, nodes, memory and pins', (target) => {
    fc.assert(
      fc.property(placedGuests, (guest) => {
        const back = roundTrip(guest, target);
        expect([back.name, back.vcpus, back.memoryMiB, back.weight]).toEqual([
          guest.name,
          guest.vcpus,
          guest.memoryMiB,
          guest.weight,
        ]);
        expect(back.vnumaAware).toBe(guest.vnumaAware);
        expect(withoutWholePins(back.placement?.parts)).toEqual(guest.placement?.parts);
      }),
    );
  });

  it.each(['qemu', 'thread2007'] as const)('%s: names, sizes, nodes and memory', (target) => {
    fc.assert(
      fc.property(placedGuests, (guest) => {
        const back = roundTrip(guest, target);
        expect([back.name, back.vcpus, back.memoryMiB]).toEqual([guest.name, guest.vcpus, guest.memoryMiB]);
        expect(places(back)).toEqual(places(guest));
      }),
    );
  });

  it('scenario: everything', () => {
    fc.assert(
      fc.property(fc.uniqueArray(placedGuests, { maxLength: 4, selector: ({ name }) => name }), (guests) => {
        const [file] = exportScenario(scenario(...guests), 'scenario').files;
        expect(readScenario(file!.text, file!.name).value).toEqual(scenario(...guests));
      }),
    );
  });

  it('xl: a guest that may grow, its vCPUs at most and its vnodes in agreement', () => {
    const text = `<domain><name>grow</name><memory unit='MiB'>64</memory><vcpu current='2'>8</vcpu></domain>`;
    const imported = readGuests(text, 'g', HOST).value!.guests[0]!;
    const parts = [0, 1].map((node) => ({ node, vcpus: 1, memoryMiB: 32 }));
    expect(roundTrip(imported, 'xl').vcpus).toBe(2);
    expect(exportScenario(scenario(imported), 'xl').files[0]!.text).toContain('maxvcpus = 8');
    expect(roundTrip({ ...imported, vnumaAware: true, placement: { parts } }, 'xl').placement?.parts).toHaveLength(2);
  });

  it('libvirt: memory bound to another node', () => {
    const parts = [{ node: 1, vcpus: 2, memoryMiB: 512, memoryOn: [{ node: 0, memoryMiB: 512 }] }];
    const back = roundTrip({ name: 'far', vcpus: 2, memoryMiB: 512, placement: { parts } }, 'libvirt');
    expect(withoutWholePins(back.placement?.parts)).toEqual(parts);
  });
});

const notes = (guest: Guest, target: ExportTarget) =>
  exportScenario(scenario(guest), target)
    .notes.map(({ message }) => message)
    .join('\n');

describe('what a target cannot express is said', () => {
  const vnuma: Guest = {
    name: 'v',
    vcpus: 2,
    memoryMiB: 64,
    vnumaAware: true,
    placement: { parts: [0, 1].map((node) => ({ node, vcpus: 1, memoryMiB: 32 })) },
  };

  it('xl: no migration with vnuma, no memory away from the vCPUs, no vnuma for PV', () => {
    expect(notes(vnuma, 'xl')).toContain('cannot save, restore or migrate');
    const far = {
      ...vnuma,
      vnumaAware: false,
      placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 64, memoryOn: [{ node: 1, memoryMiB: 64 }] }] },
    };
    expect(notes(far, 'xl')).toContain('memory elsewhere cannot be asked for');
    const pv = { ...vnuma, original: { format: 'xl-cfg', text: 'name="v"\ntype="pv"\nmemory=64\nvcpus=2\n' } };
    expect(notes(pv, 'xl')).toContain('PV guests have no vNUMA');
  });

  it('libvirt and the notation of 2007: shares of memory, pins', () => {
    const mixed = [
      {
        node: 0,
        vcpus: 2,
        memoryMiB: 64,
        cpus: '0-1',
        memoryOn: [
          { node: 0, memoryMiB: 48 },
          { node: 1, memoryMiB: 16 },
        ],
      },
    ];
    expect(notes({ ...vnuma, vnumaAware: false, placement: { parts: mixed } }, 'libvirt')).toContain(
      'how much lies on each',
    );
    expect(notes({ ...vnuma, vnumaAware: false, placement: { parts: mixed } }, 'thread2007')).toContain(
      'pins are left out',
    );
  });
});

const importedXl = (text: string): Guest => readGuests(text, 'g.cfg', HOST).value!.guests[0]!;

describe('an imported configuration', () => {
  const TEXT = `# kept\nname = "g" ; memory = 512\nvcpus = 2\ncpus = "0-1" # ours\ndisk = [ "a,b", # kept too\n 'c' ]\n`;

  it('is the same text where nothing changed', () => {
    expect(exportScenario(scenario(importedXl(TEXT)), 'xl').files[0]!.text).toBe(TEXT);
  });

  it('changes in its pins only', () => {
    const moved = { ...importedXl(TEXT), placement: { parts: [{ node: 2, vcpus: 2, memoryMiB: 512 }] } };
    expect(exportScenario(scenario(moved), 'xl').files[0]!.text).toBe(TEXT.replace('"0-1"', '"nodes:2"'));
  });

  it('keeps its distances and its own vCPU numbers on the way to another system', () => {
    const text = `name="g"\nmemory=64\nvcpus=4\nvnuma=[["pnode=0","size=32","vcpus=0,3","vdistances=10,33"],["pnode=1","size=32","vcpus=1-2","vdistances=34,10"]]\n`;
    const { facts } = readGuests(exportScenario(scenario(importedXl(text)), 'libvirt').files[0]!.text, 'g', HOST).value!
      .guests[0]!;
    expect(facts?.cells).toMatchObject([
      { cpus: '0,3', distances: { 0: 10, 1: 33 } },
      { cpus: '1-2', distances: { 0: 34, 1: 10 } },
    ]);
  });
});

describe.skipIf(CORPUS === undefined)('xl.cfg to libvirt (skipped without NEARFAR_CORPUS)', () => {
  it('says of sizes and cells what libvirt itself says', () => {
    for (const { bytes, name, expected } of corpusCases('xl-cfg')) {
      const domain = expected['libvirt_domain'] as Record<string, unknown> | null;
      const guest = readGuests(decodeGuestText(bytes, name).value!, name).value?.guests[0];
      if (!domain || !guest) continue;
      const { facts } = readGuests(exportScenario(scenario(guest), 'libvirt').files[0]!.text, name).value!.guests[0]!;
      expect([name, facts!.type, facts!.vcpusMax, facts!.vcpusCurrent, facts!.memoryBytes]).toEqual([
        name,
        'xen',
        domain['vcpus_max'],
        domain['vcpus_current'],
        domain['memory_bytes'],
      ]);
      expect(facts!.cells).toMatchObject(
        (domain['cells'] as Record<string, unknown>[]).map(({ id, cpus, distances }) => ({ id, cpus, distances })),
      );
    }
  });
});

describe('an imported domain', () => {
  const TEXT = `<domain type='kvm' id='7'>
  <!-- by hand -->
  <name>g</name>
  <memory unit='GiB'>1</memory>
  <vcpu placement='static'>4</vcpu>
  <cputune>
    <!-- pins -->
    <vcpupin vcpu='0' cpuset='0'/>
    <vcpupin vcpu='1' cpuset='1'/>
    <vcpupin vcpu="2" cpuset="2-3"/>
    <vcpupin vcpu='3' cpuset='2-3'/>
    <iothreadpin iothread='1' cpuset='0'/>
  </cputune>
  <numatune><memory mode='strict' nodeset='0'/></numatune>
  <custom:thing xmlns:custom='x'   odd = "1" ><![CDATA[ <kept> ]]></custom:thing>
</domain>`;
  const imported = (): Guest => readGuests(TEXT, 'g.xml', HOST).value!.guests[0]!;
  const moved = (node: number): string =>
    exportScenario(scenario({ ...imported(), placement: { parts: [{ node, vcpus: 4, memoryMiB: 1024 }] } }), 'libvirt')
      .files[0]!.text;

  it('is the same text where nothing changed', () => {
    expect(exportScenario(scenario(imported()), 'libvirt').files[0]!.text).toBe(TEXT);
  });

  it('changes in its pins and its memory only', () => {
    const pinned = TEXT.replace(
      `'0' cpuset='0'/>\n    <vcpupin vcpu='1' cpuset='1'`,
      `'0' cpuset='8-11'/>\n    <vcpupin vcpu='1' cpuset='8-11'`,
    )
      .replace(`"2" cpuset="2-3"`, `"2" cpuset="8-11"`)
      .replace(`'3' cpuset='2-3'`, `'3' cpuset='8-11'`)
      .replace(
        `<iothreadpin iothread='1' cpuset='0'/>\n`,
        `<iothreadpin iothread='1' cpuset='0'/>\n    <emulatorpin cpuset='8-11'/>\n`,
      )
      .replace(`nodeset='0'`, `nodeset='2'`);
    expect(moved(2)).toBe(pinned);
  });

  it('keeps pins that lie within the new place', () => {
    expect(moved(0)).toContain(`<vcpupin vcpu='1' cpuset='1'/>`);
  });

  it.skipIf(CORPUS === undefined)(
    'of the corpus stays byte for byte, and reads back where it was put (skipped without NEARFAR_CORPUS)',
    () => {
      for (const { bytes, name } of corpusCases('libvirt-domain')) {
        const text = decodeGuestText(bytes, name).value!;
        const guest = readGuests(text, name, HOST).value?.guests[0];
        if (!guest) continue;
        const same = exportScenario(scenario(guest), 'libvirt').files[0]!.text;
        expect([name, text.includes(same)]).toEqual([name, true]);
        const parts = [{ node: 3, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }];
        if ((guest.facts?.cells.length ?? 0) > 1) continue;
        const put = exportScenario(scenario({ ...guest, vnumaAware: false, placement: { parts } }), 'libvirt').files[0]!
          .text;
        const back = readGuests(put, name, HOST).value?.guests[0];
        expect([name, withoutWholePins(back?.placement?.parts)]).toEqual([name, parts]);
      }
    },
  );
});

const onNode = (name: string, node: number, format?: string): Guest => ({
  name,
  vcpus: 2,
  memoryMiB: 512,
  placement: { parts: [{ node, vcpus: 2, memoryMiB: 512 }] },
  ...(format !== undefined && { original: { format, text: '' } }),
});

const imported = (text: string): Guest => readGuests(text, 'q', HOST).value!.guests[0]!;

/** The guest in equal parts on these nodes. */
const put = (guest: Guest, ...nodes: number[]): Guest => {
  const share = { vcpus: guest.vcpus / nodes.length, memoryMiB: guest.memoryMiB / nodes.length };
  return { ...guest, placement: { parts: nodes.map((node) => ({ node, ...share })) } };
};

const threadOf = (vcpu: number): string =>
  `"$(grep -lxE 'CPU ${vcpu}/(KVM|TCG)' "/proc/$pid/task/"*/comm | cut -d/ -f5)"`;

const scripts = (after: Scenario, before: Scenario, order?: string[]) =>
  exportScenario(after, 'commands', { before, ...(order && { order }) }).files.map(({ text }) => text);

describe('commands for a running host', () => {
  it('virsh: pins, memory, and the way back', () => {
    const [apply, undo] = scripts(scenario(onNode('a', 1)), scenario(onNode('a', 0)));
    expect(apply).toBe(`#!/bin/sh
# a
virsh vcpupin a 0 4-7 --live --config
virsh vcpupin a 1 4-7 --live --config
virsh emulatorpin a 4-7 --live --config
virsh numatune a --nodeset 1 --live --config
migratepages "$(cat /run/libvirt/qemu/a.pid)" 0 1
`);
    expect(undo).toContain('migratepages "$(cat /run/libvirt/qemu/a.pid)" 1 0');
    expect(undo).toContain('virsh vcpupin a 0 0-3 ');
  });

  it('xl: pins and shares, and what Xen cannot do', () => {
    const after = scenario({ ...onNode('x', 1, 'xl-cfg'), weight: 512, capPercent: 50 });
    const { files: written, notes } = exportScenario(after, 'commands', { before: scenario(onNode('x', 0, 'xl-cfg')) });
    expect(written[0]!.text).toContain('xl vcpu-pin x 0 4-7');
    expect(written[0]!.text).toContain('xl sched-credit2 -d x -w 512 -c 50');
    expect(written[1]!.text).toContain('xl sched-credit2 -d x -w 256 -c 0');
    expect(notes.map(({ message }) => message).join()).toContain('cannot move the memory of a running domain');
  });

  it('brings back single pins as they were imported', () => {
    const text = `<domain><name>p</name><memory unit='MiB'>512</memory><vcpu>2</vcpu><cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='1' cpuset='2'/></cputune></domain>`;
    const imported = readGuests(text, 'p', HOST).value!.guests[0]!;
    const moved = { ...imported, placement: { parts: [{ node: 1, vcpus: 2, memoryMiB: 512 }] } };
    const [, undo] = exportScenario(scenario(moved), 'commands').files;
    expect(undo!.text).toContain('virsh vcpupin p 0 0 ');
    expect(undo!.text).toContain('virsh vcpupin p 1 2 ');
  });

  it('fetches the pages of a guest that was anywhere', () => {
    const { placement: _, ...anywhere } = onNode('u', 1);
    const [apply, undo] = scripts(scenario(onNode('u', 1)), scenario(anywhere));
    expect(apply).toContain('migratepages "$(cat /run/libvirt/qemu/u.pid)" all 1');
    expect(undo).toContain('virsh numatune u --nodeset 0-3');
  });

  it('a guest of a list goes back to where the list had it, though no text is kept', () => {
    const list =
      'Name  ID VCPU CPU State Time(s) Affinity (Hard / Soft)\nq  1 0 4 -b- 1.0 4-7 / all\nq  1 1 5 -b- 1.0 4-7 / all\n';
    const saved = readScenario(exportScenario(scenario(imported(list)), 'scenario').files[0]!.text, 's').value!;
    expect(saved.guests[0]!.original?.text).toBe('');
    const { files: written } = exportScenario(scenario(put(saved.guests[0]!, 0)), 'commands');
    expect(written[0]!.text).toContain('xl vcpu-pin q 1 0-3');
    expect(written[1]!.text).toContain('xl vcpu-pin q 1 4-7');
  });

  it('a process that nobody manages: by its name, and back to where it was bound', () => {
    const guest = imported('numactl -C 0-3 -m 0 qemu-system-x86_64 -name q.1,debug-threads=on -m 512M -smp 2\n');
    const { files: written, notes } = exportScenario(scenario(put(guest, 1)), 'commands');
    const pid = String.raw`pid="$(pgrep -fo -- '^([^ ]*/)?(qemu-system-[^ ]+|qemu-kvm|kvm) (.* )?--?name ([^ ]*,)?(guest=)?q\.1(,|$| )')"`;
    expect(written[0]!.text).toBe(`#!/bin/sh
# q.1
${pid}
taskset -acp 4-7 "$pid"
migratepages "$pid" 0 1
`);
    expect(written[1]!.text).toContain(`${pid}\ntaskset -acp 0-3 "$pid"\nmigratepages "$pid" 1 0\n`);
    expect(notes.map(({ message }) => message).join()).toContain('hold until the process ends');
  });

  it('a process that is split: its vCPU threads one by one, where QEMU names them', () => {
    const text = 'qemu-system-x86_64 -pidfile /run/q.pid -name q -m 512M -smp 2\n';
    const { files: written, notes } = exportScenario(scenario(put(imported(text), 1, 2)), 'commands');
    expect(written[0]!.text.split('\n').slice(2, 6)).toEqual([
      'pid="$(cat -- /run/q.pid)"',
      'taskset -acp 4-11 "$pid"',
      `taskset -cp 4-7 ${threadOf(0)}`,
      `taskset -cp 8-11 ${threadOf(1)}`,
    ]);
    expect(notes.map(({ message }) => message).join()).toContain('debug-threads=on');
  });

  it('a process whose name was taken away is told by the one it was given, and no file of its own', () => {
    const text = 'qemu-system-x86_64 -pidfile /run/acme.pid -name acme -m 512M -smp 2\n';
    const renamedGuest = { ...put(imported(text), 1), name: 'guest-1' };
    const [apply] = exportScenario(scenario(renamedGuest), 'commands').files;
    expect(apply!.text).toContain('guest-1');
    expect(apply!.text).not.toContain('acme');
  });

  it('a process without a name is not told, one of libvirt’s is told through libvirt', () => {
    const nameless = exportScenario(scenario(put(imported('qemu-system-x86_64 -m 512M -smp 2\n'), 1)), 'commands');
    expect(nameless.files[0]!.text).toMatch(/^#!\/bin\/sh\n# .*\n$/);
    expect(nameless.notes.map(({ message }) => message).join()).toContain('neither -name nor -pidfile');
    const managed =
      'qemu-system-x86_64 -name guest=q,debug-threads=on -m 512M -smp 2 -chardev socket,id=m,path=/var/lib/libvirt/qemu/domain-1-q/monitor.sock\n';
    expect(scripts(scenario(put(imported(managed), 1)), scenario(imported(managed)))[0]).toContain(
      'virsh vcpupin q 0 4-7',
    );
  });

  it('goes in the order of the plan and back in the opposite one', () => {
    const [apply, undo] = scripts(scenario(onNode('a', 1), onNode('b', 2)), scenario(onNode('a', 0), onNode('b', 1)), [
      'b',
      'a',
    ]);
    expect([...apply!.matchAll(/^# (.*)/gm)].map((match) => match[1])).toEqual(['b', 'a']);
    expect([...undo!.matchAll(/^# (.*)/gm)].map((match) => match[1])).toEqual(['a', 'b']);
  });
});

describe('hostile originals', () => {
  it('qemu: an option that was quoted stays one word', () => {
    const text = `qemu-system-x86_64 -name a -m 64M '-x;touch owned' 'y'\n`;
    const imported = readGuests(text, 'a', HOST).value!.guests[0]!;
    const parts = [{ node: 1, vcpus: 1, memoryMiB: 64 }];
    const [file] = exportScenario(scenario({ ...imported, placement: { parts } }), 'qemu').files;
    const words = commandsOf(new Source(file!.text, 'x')).flat();
    expect(words.map((word) => word.text)).toContain('-x;touch owned');
    expect(file!.text).toContain(`'-x;touch owned'`);
  });

  it('libvirt: a mode that holds a quote stays in its attribute', () => {
    const text = `<domain><name>a</name><memory>65536</memory><vcpu>1</vcpu><numatune><memnode cellid='0' mode="$&amp;'/&gt;&lt;evil/&gt;" nodeset='0'/></numatune></domain>`;
    const imported = readGuests(text, 'a', HOST).value!.guests[0]!;
    const parts = [{ node: 1, vcpus: 1, memoryMiB: 64 }];
    const [file] = exportScenario(scenario({ ...imported, placement: { parts } }), 'libvirt').files;
    expect(file!.text).toContain(`mode='$&amp;&apos;/&gt;&lt;evil/&gt;'`);
    expect(parseXml(file!.text, 'x').value).toBeDefined();
  });

  it('files of guests whose names look alike have names of their own', () => {
    const guests = ['a', 'a/', 'a-2'].map((name): Guest => ({ name, vcpus: 1, memoryMiB: 64 }));
    const { files } = exportScenario(scenario(...guests), 'xl');
    expect(new Set(files.map(({ name }) => name)).size).toBe(3);
  });
});

describe('hostile names', () => {
  it('make no path, no second line and no further setting', () => {
    for (const name of HOSTILE_NAMES) {
      const file = fileName(name, 'cfg');
      expect(file).not.toMatch(/\/|\.\.|^\.|\n/);
      const guest: Guest = {
        name,
        vcpus: 1,
        memoryMiB: 16,
        placement: { parts: [{ node: 0, vcpus: 1, memoryMiB: 16 }] },
      };
      const [xl] = exportScenario(scenario(guest), 'xl').files;
      expect(
        xl!.text.split('\n').filter((line) => line !== '' && !/^(?:#|name|type|vcpus|memory|cpus) ?/.test(line)),
      ).toEqual([]);
      const [apply] = exportScenario(scenario(guest), 'commands').files;
      expect(
        apply!.text
          .replaceAll(/'(?:[^']|'\\'')*'/g, 'Q')
          .split('\n')
          .filter((line) => line !== '' && !/^(?:#|virsh |migratepages )/.test(line)),
      ).toEqual([]);
    }
  });
});
