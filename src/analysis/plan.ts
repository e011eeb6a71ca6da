import type { Guest, Scenario } from '../model/scenario.ts';
import type { Mebibytes } from '../model/units.ts';
import { memoryOf } from './placement-view.ts';

/** An order in which guests move one after the other so that no node ever holds more than it has. */
export type MovePlan =
  | { readonly order: readonly string[]; readonly impossible?: undefined }
  | { readonly order: readonly string[]; readonly impossible: string };

interface Step {
  readonly name: string;
  /** Memory that the guest adds to nodes (index → MiB) while and after it moves, and what it then gives back. */
  readonly takes: readonly Mebibytes[];
  readonly gives: readonly Mebibytes[];
}

/** Orders tried before the search is given up: enough for a dozen guests that all block each other. */
const MOST_TRIES = 50_000;
/** More moves than this are only tried one by one as they fit: a search over them would be given up, or run out of stack. */
const MOST_SEARCHED = 1000;

function held(guest: Guest | undefined, nodes: readonly number[]): number[] {
  const amounts = nodes.map(() => 0);
  for (const { node, memoryMiB } of (guest?.placement?.parts ?? []).flatMap(memoryOf)) {
    const at = nodes.indexOf(node);
    if (at >= 0) amounts[at]! += memoryMiB;
  }
  return amounts;
}

function stepsOf(before: Scenario, after: Scenario, nodes: readonly number[]): Step[] {
  const old = new Map(before.guests.map((guest) => [guest.name, guest]));
  return after.guests.flatMap((guest) => {
    const was = old.get(guest.name);
    if (!guest.placement || JSON.stringify(was?.placement) === JSON.stringify(guest.placement)) return [];
    const [from, to] = [held(was, nodes), held(guest, nodes)];
    return [
      {
        name: guest.name,
        takes: to.map((amount, i) => Math.max(0, amount - from[i]!)),
        gives: from.map((amount, i) => Math.max(0, amount - to[i]!)),
      },
    ];
  });
}

class Search {
  #tries = 0;
  readonly #dead = new Set<string>();
  readonly #room: number[];
  readonly #steps: readonly Step[];
  readonly order: number[] = [];

  constructor(room: number[], steps: readonly Step[]) {
    this.#room = room;
    this.#steps = steps;
  }

  #fits({ takes }: Step): boolean {
    return takes.every((amount, i) => amount <= this.#room[i]!);
  }

  #apply({ takes, gives }: Step, sign: 1 | -1): void {
    takes.forEach((amount, i) => {
      this.#room[i]! += sign * (gives[i]! - amount);
    });
  }

  /** Always the first that fits: what the search tries first, without its memory. Takes nothing back. */
  greedy(): boolean {
    let left = this.#steps.map((_, i) => i);
    for (let before = -1; before !== left.length;) {
      before = left.length;
      left = left.filter((at) => !this.#take(at));
    }
    return left.length === 0;
  }

  #take(at: number): boolean {
    const step = this.#steps[at]!;
    if (!this.#fits(step)) return false;
    this.#apply(step, 1);
    this.order.push(at);
    return true;
  }

  /** The search ended before it had seen every order. */
  get gaveUp(): boolean {
    return this.#tries > MOST_TRIES;
  }

  /** Depth first; a set of done moves that led nowhere is not tried again in another order. */
  run(left: readonly number[]): boolean {
    if (left.length === 0) return true;
    const key = left.join();
    if (this.#dead.has(key) || this.#tries++ > MOST_TRIES) return false;
    for (const at of left) {
      if (!this.#take(at)) continue;
      if (this.run(left.filter((other) => other !== at))) return true;
      this.order.pop();
      this.#apply(this.#steps[at]!, -1);
    }
    this.#dead.add(key);
    return false;
  }
}

/**
 * The order in which the guests that are placed otherwise in `after` can move, each once and one at a time, its memory at both
 * ends counted until it has arrived. Where there is none without stopping or parking a guest, the sentence that says so.
 */
export function planMoves(before: Scenario, after: Scenario): MovePlan {
  const nodes = after.host.nodes.map(({ id }) => id);
  const reserved = after.run?.reservedMiBPerNode ?? 0;
  const used = before.guests.map((guest) => held(guest, nodes));
  const room = after.host.nodes.map(
    ({ memoryMiB }, i) => memoryMiB - reserved - used.reduce((sum, amounts) => sum + amounts[i]!, 0),
  );
  const steps = stepsOf(before, after, nodes);
  const isLarge = steps.length > MOST_SEARCHED;
  const search = new Search(room, steps);
  const found = isLarge ? search.greedy() : search.run(steps.map((_, i) => i));
  if (found) return { order: search.order.map((at) => steps[at]!.name) };
  const names = steps.map(({ name }) => name);
  const some = names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
  const none = isLarge || search.gaveUp ? 'No order was found' : 'There is no order';
  const impossible = `${none} in which ${some} can move without overfilling a node: stop one of them, or park it on a node with room, first.`;
  return { order: names, impossible };
}
