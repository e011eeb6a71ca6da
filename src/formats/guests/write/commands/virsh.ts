import { formatCpulist } from '../../../../model/cpulist.ts';
import type { Guest } from '../../../../model/scenario.ts';
import type { ReadGuest } from '../../reading.ts';
import { isVnuma, memoryNodes, nodeCpus, type WriteContext } from '../exported.ts';
import { shellWord } from '../quote.ts';
import { allCpus, sameShare, type Dialect } from './dialect.ts';
import { migrateCommands } from './migrate.ts';

/** A domain for virsh: by position, or as an option where the name would be taken for one. */
function virshName(name: string): string {
  return shellWord(name.startsWith('-') ? `--domain=${name}` : name);
}

/** libvirt keeps the number of each domain's process in a file of its name. */
function migrated(context: WriteContext, from: Guest, to: Guest): string[] {
  const commands = migrateCommands(context, from, to, `"$(cat ${shellWord(`/run/libvirt/qemu/${to.name}.pid`)})"`);
  if (commands.length === 0 || !to.name.includes('/')) return commands;
  context.note('its name holds "/": look up the process id yourself for migratepages');
  return [];
}

function virshMemory(context: WriteContext, from: Guest, to: Guest): string[] {
  const parts = to.placement?.parts;
  const everywhere = context.host.nodes.filter(({ memoryMiB }) => memoryMiB > 0).map(({ id }) => id);
  const nodes = formatCpulist(parts ? parts.flatMap(memoryNodes) : everywhere);
  if (isVnuma(to)) {
    context.note(
      'virsh numatune speaks of the whole domain: memory of single cells (memnode) is set by virsh edit and counts from the next start',
    );
  }
  const tune = `virsh numatune ${virshName(to.name)} --nodeset ${nodes} --live --config`;
  return [tune, ...(parts ? migrated(context, from, to) : [])];
}

function virshShares({ name, weight, capPercent, vcpus }: Guest): string {
  const shares = Math.min(262_144, Math.max(2, Math.round((weight ?? 256) * 4)));
  const quota = capPercent ? Math.max(1000, Math.round((capPercent / 100 / vcpus) * 100_000)) : -1;
  return `virsh schedinfo ${virshName(name)} --live --config --set cpu_shares=${shares} vcpu_period=100000 vcpu_quota=${quota}`;
}

/** Where QEMU's own threads run: as it was written, else on the nodes of the vCPUs. */
function emulatorCpus(context: WriteContext, { facts, placement }: ReadGuest): string {
  const written = facts?.emulatorpin ?? facts?.vcpuCpuset;
  if (written) return shellWord(written);
  const homes = (placement?.parts ?? []).filter(({ vcpus }) => vcpus > 0).map(({ node }) => node);
  return formatCpulist(homes.flatMap((node) => [...nodeCpus(context.host, node)])) || allCpus(context);
}

/** libvirt's own tool, for running domains; their configuration changes along. */
export const VIRSH: Dialect = {
  knowsNodes: false,
  commands(context, from, to, pins) {
    const name = virshName(to.name);
    const pinned = pins.map((cpus, vcpu) => `virsh vcpupin ${name} ${vcpu} ${shellWord(cpus ?? 'r')} --live --config`);
    const emulator = emulatorCpus(context, to);
    const emulatorPin = emulator === '' ? [] : [`virsh emulatorpin ${name} ${emulator} --live --config`];
    const shares = sameShare(from, to) ? [] : [virshShares(to)];
    return [...pinned, ...emulatorPin, ...virshMemory(context, from, to), ...shares];
  },
};
