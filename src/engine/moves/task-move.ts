import { packPlan, type CopyPlan } from './copy-plan.ts';
import { EXTENTS, partRow, setOwnFrom, setTasks, type State } from '../state/state.ts';

/** One task's way between two parts of a guest (mechanism `process`, MODEL §6). */
export interface TaskMove {
  readonly source: number;
  readonly target: number;
  readonly plan: CopyPlan;
}

/** The part with most tasks, the lowest of them. */
function busiestRow(state: State, guest: number): number {
  let best = -1;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row])
    if (best < 0 || state.partTasks[row] > state.partTasks[best]) best = row;
  return best;
}

/** The lowest part on `node` that has an idle vCPU. */
function idleRow(state: State, guest: number, node: number): number {
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row])
    if (state.home[row] === node && state.partTasks[row] < state.vcpus[row]) return row;
  return -1;
}

/** Which task goes where, and what of its data flows; a sentence where none can. */
export function planTaskMove(state: State, guest: number, to: readonly number[]): TaskMove | string {
  if (state.aware[guest] !== 1) return 'the guest does not read its topology, it cannot move tasks between vnodes';
  if (state.guestParts[guest] < 2) return 'the guest has one part only, there is nowhere to move a task';
  if (to.length !== 1) return 'a task goes to one node';
  const source = busiestRow(state, guest);
  const target = idleRow(state, guest, to[0]);
  const id = state.host.ids[to[0]];
  if (target < 0) return `no part of the guest on node ${id} has an idle vCPU`;
  if (source === target || state.partTasks[source] < 1) return `there is no task to move to node ${id}`;
  const mib = ((1 - state.shared[guest]) * state.guestMemory[guest]) / state.tasks[guest];
  const step = { part: state.index[target], extent: 0, from: state.home[source], to: to[0], mib, blind: 0 };
  return { source: state.index[source], target: state.index[target], plan: packPlan(mib > 0 ? [step] : []) };
}

/** The task changes its part at once; until its data have come, the new part reads the old one's memory for it. */
export function beginTaskMove(state: State, guest: number, { source, target }: TaskMove): void {
  const from = partRow(state, guest, source);
  const to = partRow(state, guest, target);
  setTasks(state, from, state.partTasks[from] - 1);
  setTasks(state, to, state.partTasks[to] + 1);
  setOwnFrom(state, to, from);
}

/** The task's data have come, or will never: the part's accesses are its own again. */
export function endTaskMove(state: State, guest: number, target: number): void {
  setOwnFrom(state, partRow(state, guest, target), -1);
}

/** Memory in flight at a time, MiB: one extent of the part that the task leaves, at most all that flows. */
export function taskExtraMiB(state: State, guest: number, task: TaskMove): number {
  return Math.min(task.plan.totalMiB, state.size[partRow(state, guest, task.source)] / EXTENTS);
}
