import { planMoves } from '../../analysis/plan.ts';
import { anonymise, pseudonymsOf, renamed } from '../../formats/guests/anonymise.ts';
import { exportScenario } from '../../formats/guests/write/convert.ts';
import { originalGuest } from '../../formats/guests/write/unchanged.ts';
import type { Host } from '../../model/host.ts';
import type { Guest, Scenario } from '../../model/scenario.ts';
import type { ExportReply, ExportRequest, PlanStep } from '../protocol.ts';
import { plain, type Handler } from './context.ts';

function isMoved(before: Guest, after: Guest): boolean {
  return JSON.stringify(before.placement) !== JSON.stringify(after.placement);
}

function named(scenario: Scenario | undefined, name: string): Guest | undefined {
  return scenario?.guests.find((guest) => guest.name === name);
}

/** The guest as its original says; undefined where that cannot be read. */
function asOriginal(guest: Guest, host: Host): Guest | undefined {
  const original = originalGuest(guest, host);
  if (!original) return undefined;
  const { placement: _placement, ...rest } = guest;
  return original.placement ? { ...rest, placement: original.placement } : rest;
}

/** The guest where it was shown before the user moved it: a place that was found first-fit does not count as a move. */
function asShown(guest: Guest, host: Host, before: Scenario | undefined): Guest {
  const known = named(before, guest.name);
  if (known) return known;
  const imported = asOriginal(guest, host);
  return imported?.placement ? imported : guest;
}

interface Chosen {
  /** Every guest as the commands find it. */
  readonly from: Scenario;
  /** The guests that are written. */
  readonly to: Scenario;
}

function chosenOf({ scenario, opened, table, before, scope }: ExportRequest): Chosen {
  const { host, guests } = scenario;
  const from = guests.map(
    (guest) => named(opened, guest.name) ?? asOriginal(guest, host) ?? named(table, guest.name) ?? guest,
  );
  const isWritten = (guest: Guest): boolean =>
    scope.kind === 'all' ||
    (scope.kind === 'guest' ? guest.name === scope.name : isMoved(asShown(guest, host, before), guest));
  return { from: { ...scenario, guests: from }, to: { ...scenario, guests: guests.filter(isWritten) } };
}

function nodesOf({ placement }: Guest): number[] {
  const parts = placement?.parts ?? [];
  const nodes = parts.flatMap(({ node, memoryOn }) => [node, ...(memoryOn?.map((one) => one.node) ?? [])]);
  return [...new Set(nodes)].toSorted((a, b) => a - b);
}

function stepOf(name: string, { from, to }: Chosen): PlanStep[] {
  const before = from.guests.find((guest) => guest.name === name);
  const after = to.guests.find((guest) => guest.name === name);
  if (!after) return [];
  return [{ guest: name, from: before ? nodesOf(before) : [], to: nodesOf(after), memoryMiB: after.memoryMiB }];
}

/** Commands, from where the guests were to where they are, in an order that overfills no node on the way. */
function commandsOf(chosen: Chosen): ExportReply {
  const { order, impossible } = planMoves(chosen.from, chosen.to);
  const every = [...order, ...chosen.to.guests.filter(({ placement }) => placement).map(({ name }) => name)];
  const written = exportScenario(chosen.to, 'commands', {
    before: chosen.from,
    order: [...new Set(every)],
    ...(impossible !== undefined && { impossible }),
  });
  return { ...written, plan: { steps: order.flatMap((name) => stepOf(name, chosen)), impossible } };
}

function replyTo(request: ExportRequest): ExportReply {
  const { scenario, target, isAnonymous } = request;
  const chosen = chosenOf(request);
  const names = pseudonymsOf(scenario);
  if (target === 'commands')
    return commandsOf(isAnonymous ? { from: renamed(chosen.from, names), to: renamed(chosen.to, names) } : chosen);
  return { ...exportScenario(isAnonymous ? anonymise(chosen.to, names) : chosen.to, target), plan: undefined };
}

/** Writes guests for another system. */
export const exportJob: Handler<'export'> = (request) => plain(replyTo(request));
