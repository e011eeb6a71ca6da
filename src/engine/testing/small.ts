import { withDefaults } from '../../model/fields.ts';
import type { Host, NumaNode } from '../../model/host.ts';
import type { Workload } from '../../model/scenario.ts';
import { compileHost } from '../scenario/host-model.ts';
import { addGuest, addParts, createState, dealTasks, EXTENTS, type GuestShape, type State } from '../state/state.ts';

/** A host of alike nodes (4 cores, 8 GiB, 40 GB/s, 100 ns), each changed as its entry says. */
export function smallHost(nodes: readonly Partial<NumaNode>[], rest: Partial<Host> = {}): Host {
  return {
    name: 'small',
    nodes: nodes.map((node, n) => ({
      id: n,
      cores: 4,
      threads: 4,
      memoryMiB: 8192,
      bandwidthGBs: 40,
      latencyNs: 100,
      ...node,
    })),
    ...rest,
  };
}

export function stateOf(nodes: readonly Partial<NumaNode>[], rest: Partial<Host> = {}): State {
  return createState(compileHost(smallHost(nodes, rest)));
}

export interface SmallPart {
  readonly home: number;
  readonly vcpus: number;
  readonly mib: number;
  readonly pins?: number;
  /** Node of each extent's whole memory; default the home. */
  readonly on?: (extent: number) => number;
}

export interface SmallGuest extends Partial<GuestShape> {
  readonly workload?: Workload;
  readonly parts: readonly SmallPart[];
}

/** Adds a guest and gives the rows of its parts. */
export function put(state: State, guest: number, spec: SmallGuest): number[] {
  const vcpus = spec.parts.reduce((sum, part) => sum + part.vcpus, 0);
  const memoryMiB = spec.parts.reduce((sum, part) => sum + part.mib, 0);
  const shape = { vcpus, memoryMiB, weight: 256, capPercent: 0, vnumaAware: false, hotplug: true, ...spec };
  const workload = withDefaults(spec.workload, shape);
  addGuest(state, guest, shape, workload, false);
  const tasks = dealTasks(
    workload.tasks,
    spec.parts.map((part) => part.vcpus),
  );
  const shapes = spec.parts.map((part, p) => {
    const shares = new Float64Array(EXTENTS * state.host.nodeCount);
    for (let k = 0; k < EXTENTS; k++) shares[k * state.host.nodeCount + (part.on?.(k) ?? part.home)] = 1;
    return {
      home: part.home,
      vcpus: part.vcpus,
      tasks: tasks[p]!,
      sizeMiB: part.mib,
      pins: part.pins ?? 0,
      shares,
    };
  });
  return addParts(state, guest, shapes);
}
