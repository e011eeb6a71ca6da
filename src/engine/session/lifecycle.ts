import { workloadAt, type GuestSpec } from '../scenario/compile.ts';
import { refreshDemand } from '../rates/cpu.ts';
import { GUEST_STATUS } from '../frames.ts';
import { closeMove } from './ledger.ts';
import { breakMoveOff, refuseWaiting } from './requests.ts';
import { inCharge, moveOf, say, settleAccounts, type Session } from './session.ts';
import { settle } from './settle.ts';
import { dealTasks, removeGuest, setTasks, setWorkload, type FullWorkload, type State } from '../state/state.ts';
import { viewNow } from './strategy-calls.ts';

/** Cores that a guest would want if it ran: Σ x̂ without pins (MODEL §4). */
function wantedBy(spec: GuestSpec, workload: FullWorkload): number {
  const want = Math.min(workload.tasks, spec.vcpus) * workload.duty;
  return spec.capPercent > 0 ? Math.min(want, spec.capPercent / 100) : want;
}

/** Sums anew, so that what a refused guest adds is gone to the last bit when it is. */
function countRefused(s: Session): void {
  s.refusedCores = 0;
  for (const cores of s.refused.values()) s.refusedCores += cores;
}

function miss(s: Session, guest: number, workload: FullWorkload): void {
  s.refused.set(guest, wantedBy(s.specs[guest], workload));
  countRefused(s);
}

/** A guest asks for a place: as the file says, else as the strategy decides; without one it is refused and counted. */
export function arrive(s: Session, guest: number): void {
  settleAccounts(s);
  const spec = s.specs[guest];
  const workload = workloadAt(spec, s.now);
  const { strategy, params } = inCharge(s);
  const decision = spec.placement === undefined ? strategy.place(viewNow(s), spec, params) : undefined;
  const fault = settle(s.state, spec, workload, decision, s.floorMiB);
  s.status[guest] = fault === undefined ? GUEST_STATUS.running : GUEST_STATUS.refused;
  if (fault !== undefined) miss(s, guest, workload);
  say(s, fault === undefined ? 'arrive' : 'refuse', guest);
}

function leaveRefused(s: Session, guest: number): void {
  settleAccounts(s);
  s.refused.delete(guest);
  countRefused(s);
  s.status[guest] = GUEST_STATUS.gone;
}

/** A guest is destroyed; a move of it is broken off. A refused one stops being missed. */
export function depart(s: Session, guest: number): void {
  if (s.status[guest] === GUEST_STATUS.refused) leaveRefused(s, guest);
  if (s.status[guest] !== GUEST_STATUS.running) return;
  settleAccounts(s);
  const move = moveOf(s, guest);
  if (move !== undefined) breakMoveOff(s, move, 'the guest left');
  refuseWaiting(s, guest, 'the guest left before it began');
  closeMove(s.ledger, guest, s.now);
  removeGuest(s.state, guest);
  s.status[guest] = GUEST_STATUS.gone;
  say(s, 'depart', guest);
}

/** Tasks dealt again over the parts (MODEL §2); over the sub-parts of an unpinned guest in proportion to their vCPUs. */
function dealAgain(state: State, guest: number, tasks: number): void {
  const rows: number[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) rows.push(row);
  const vcpus = rows.map((row) => state.vcpus[row]);
  const dealt =
    state.unpinned[guest] === 1
      ? vcpus.map((count) => (tasks * count) / state.guestVcpus[guest])
      : dealTasks(tasks, vcpus);
  rows.forEach((row, p) => setTasks(state, row, dealt[p]));
}

/** A phase begins; the tasks stay where they are unless their number changes. */
export function beginPhase(s: Session, guest: number, which: number): void {
  const { state, specs } = s;
  const { workload } = specs[guest].phases[which];
  if (s.status[guest] === GUEST_STATUS.refused) {
    settleAccounts(s);
    miss(s, guest, workload);
  }
  if (s.status[guest] !== GUEST_STATUS.running) return;
  settleAccounts(s);
  const tasks = state.tasks[guest];
  setWorkload(state, guest, workload);
  if (workload.tasks !== tasks) dealAgain(state, guest, workload.tasks);
  refreshDemand(state, guest);
  say(s, 'phase', guest);
}
