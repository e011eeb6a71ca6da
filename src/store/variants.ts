import { compileHost, EngineError } from '../engine/scenario/host-model.ts';
import type { Host } from '../model/host.ts';
import type { Problem } from '../model/problem.ts';
import type { Placement, PlacementPart, Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import type { Variant } from '../model/variant.ts';
import { change, documentStore } from './document.ts';
import { rehost, type Rehosted } from './rehost.ts';

/** No node has this id: what would be there is dropped. */
const NOWHERE = -1;

/** Nodes of the new host by what they were made from. */
function followers({ host, origins }: Variant): ReadonlyMap<number, readonly number[]> {
  const map = new Map<number, number[]>();
  host.nodes.forEach(({ id }, at) => {
    for (const old of origins[at] ?? []) map.set(old, [...(map.get(old) ?? []), id]);
  });
  return map;
}

/** Sends guests where their nodes went; of several parts of a node the one with the most room. */
class Follower {
  readonly #followers: ReadonlyMap<number, readonly number[]>;
  readonly #free: Map<number, number>;

  constructor(variant: Variant) {
    this.#followers = followers(variant);
    this.#free = new Map(variant.host.nodes.map((node) => [node.id, node.memoryMiB]));
  }

  /** Where a node went: the one of its parts with the most free memory. */
  node(old: number): number {
    const ids = this.#followers.get(old) ?? [];
    return ids.reduce((best, id) => (this.#freeOn(id) > this.#freeOn(best) ? id : best), ids[0] ?? NOWHERE);
  }

  placement({ parts }: Placement): Placement {
    return { parts: parts.map((part) => this.#part(part)) };
  }

  #part(part: PlacementPart): PlacementPart {
    const node = this.node(part.node);
    if (!part.memoryOn) {
      this.#take(node, part.memoryMiB);
      return { ...part, node };
    }
    const memoryOn = part.memoryOn.map((one) => {
      const on = one.node === part.node ? node : this.node(one.node);
      this.#take(on, one.memoryMiB);
      return { ...one, node: on };
    });
    return { ...part, node, memoryOn };
  }

  #freeOn(id: number): number {
    return this.#free.get(id) ?? -Infinity;
  }

  #take(id: number, memoryMiB: number): void {
    this.#free.set(id, this.#freeOn(id) - memoryMiB);
  }
}

/** Every node is still where it was, with the same CPUs: pins are pins. */
function keepsCpus(before: Host, { host, origins }: Variant): boolean {
  const same = (at: number): boolean => {
    const [now, old] = [host.nodes[at], before.nodes[at]];
    return now?.id === old?.id && now?.cpus === old?.cpus && origins[at]?.join() === String(old?.id);
  };
  return before.nodes.every((_, at) => same(at));
}

/** The guests on a variant of their host: they go where their nodes went, and keep their place where it has room for them. */
export function onVariant(scenario: Scenario, variant: Variant): Rehosted {
  const follower = new Follower(variant);
  const guests = scenario.guests.map((guest) =>
    guest.placement ? { ...guest, placement: follower.placement(guest.placement) } : guest,
  );
  const moves = scenario.run?.moves?.map((move) => ({ ...move, to: move.to.map((id) => follower.node(id)) }));
  const run = scenario.run && { ...scenario.run, ...(moves && { moves }) };
  return rehost({ ...scenario, guests, ...(run && { run }) }, variant.host, keepsCpus(scenario.host, variant));
}

/** What is wrong with a host, with paths below "host"; the host if nothing is. */
export function checkHost(host: unknown): { readonly host: Host | undefined; readonly problems: readonly Problem[] } {
  const { value, problems } = validateScenario({ nearfar: 1, host, guests: [] });
  if (!value) return { host: undefined, problems };
  try {
    compileHost(value.host);
    return { host: value.host, problems };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { message, path } = error;
    return { host: undefined, problems: [...problems, { severity: 'error', code: 'host-refused', message, path }] };
  }
}

/** Puts the guests on a variant of their host, as one step that can be undone. */
export function takeVariant(variant: Variant): void {
  const { scenario } = documentStore.getState();
  if (scenario) change(`change the host to ${variant.host.name}`, onVariant(scenario, variant).scenario);
}
