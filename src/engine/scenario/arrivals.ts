import {
  ARRIVAL_FIELDS,
  DEFAULT_FLAVOURS,
  DEFAULT_PROFILES,
  type Arrivals,
  type Flavour,
} from '../../model/arrivals.ts';
import { profileById, workloadOf } from '../../model/profiles.ts';
import type { Guest } from '../../model/scenario.ts';
import { EngineError } from './host-model.ts';
import { createStreams, draw, type Streams } from '../numbers/random.ts';
import { safeLog } from '../numbers/safe-log.ts';

const HOUR = 3600;
const DAY = 86_400;

type Numbers = Readonly<Record<Exclude<keyof typeof ARRIVAL_FIELDS, 'until'>, number>>;

/** Every figure of the generator, defaults filled in. */
interface Plan extends Numbers {
  readonly until: number;
  readonly flavours: readonly Flavour[];
  readonly profiles: readonly (readonly [string, number])[];
  readonly streams: Streams;
}

function planOf(arrivals: Arrivals, seed: number, end: number): Plan {
  const { flavours = DEFAULT_FLAVOURS, profiles = DEFAULT_PROFILES } = arrivals;
  const figure = (name: keyof Numbers): number => arrivals[name] ?? ARRIVAL_FIELDS[name].default;
  return {
    from: figure('from'),
    until: Math.min(end, arrivals.until ?? end),
    perHour: figure('perHour'),
    most: figure('most'),
    dailySwing: figure('dailySwing'),
    peakHour: figure('peakHour'),
    burstShare: figure('burstShare'),
    burstSize: figure('burstSize'),
    shortStaySeconds: figure('shortStaySeconds'),
    longStaySeconds: figure('longStaySeconds'),
    longShare: figure('longShare'),
    awareShare: figure('awareShare'),
    hotplugShare: figure('hotplugShare'),
    flavours: flavours.length > 0 ? flavours : DEFAULT_FLAVOURS,
    profiles: Object.entries(profiles),
    streams: createStreams(seed),
  };
}

/** One stream for each purpose. */
function next({ streams }: Plan, purpose: string): number {
  return draw(streams, `arrivals ${purpose}`);
}

function exponential(plan: Plan, purpose: string, mean: number): number {
  return -safeLog(1 - next(plan, purpose)) * mean;
}

/** A wave over the day, 1 at the peak hour, −1 half a day later, 0 in the mean: two parabolas, as near to a sine as it needs. */
function wave(t: number, peakHour: number): number {
  const phase = (t - peakHour * HOUR) / DAY + 0.25;
  const x = phase - Math.floor(phase);
  return x < 0.5 ? 16 * x * (0.5 - x) : -16 * (x - 0.5) * (1 - x);
}

/** Whether an arrival drawn at the highest rate is one at the rate of its hour (thinning). */
function isKept(plan: Plan, t: number): boolean {
  return next(plan, 'hours') * (1 + plan.dailySwing) < 1 + plan.dailySwing * wave(t, plan.peakHour);
}

function pick<T>(plan: Plan, purpose: string, items: readonly T[], share: (item: T) => number): T {
  let left = next(plan, purpose) * items.reduce((sum, item) => sum + share(item), 0);
  for (const item of items) {
    left -= share(item);
    if (left < 0) return item;
  }
  return items[items.length - 1];
}

/** 1, or the size of a burst: at least 2, `burstSize` in the mean (geometric). */
function sizeOf(plan: Plan): number {
  if (!(next(plan, 'bursts') < plan.burstShare) || plan.burstSize <= 1) return 1;
  const more = Math.max(0, plan.burstSize - 2);
  const stop = 1 / (1 + more);
  let size = 2;
  while (size < 100_000 && next(plan, 'burst sizes') >= stop) size++;
  return size;
}

function stay(plan: Plan): number {
  const long = next(plan, 'kinds of stay') < plan.longShare;
  return exponential(plan, 'stays', long ? plan.longStaySeconds : plan.shortStaySeconds);
}

/** What the guests of one arrival have in common: a burst is one kind of guest, several times. */
function template(plan: Plan): Omit<Guest, 'name'> {
  const { vcpus, memoryMiB } = pick(plan, 'sizes', plan.flavours, ({ share = 1 }) => share);
  const [id] = pick(plan, 'profiles', plan.profiles, ([, share]) => share);
  const profile = profileById(id);
  if (profile === undefined) throw new EngineError(`There is no kind of workload "${id}".`, `arrivals.profiles.${id}`);
  const aware = next(plan, 'topology') < plan.awareShare;
  const hotplug = next(plan, 'hotplug') < plan.hotplugShare;
  return {
    group: profile.title,
    vcpus,
    memoryMiB,
    vnumaAware: aware,
    hotplug,
    workload: workloadOf(profile, { memoryMiB }),
  };
}

/** Gap to the next arrival drawn, at the highest rate of the day; a burst counts as all of its guests. */
function gap(plan: Plan): number {
  const perArrival = 1 + plan.burstShare * (Math.max(2, plan.burstSize) - 1) * (plan.burstSize > 1 ? 1 : 0);
  return exponential(plan, 'gaps', (HOUR * perArrival) / (plan.perHour * (1 + plan.dailySwing)));
}

function* arrivalsOf(plan: Plan): Generator<Omit<Guest, 'name'>> {
  if (!(plan.perHour > 0) || plan.profiles.length === 0) return;
  for (let t = plan.from + gap(plan); t < plan.until; t += gap(plan)) {
    if (!isKept(plan, t)) continue;
    const guest = template(plan);
    for (let n = sizeOf(plan); n > 0; n--) yield { ...guest, arrive: t, depart: t + stay(plan) };
  }
}

function freeName(taken: ReadonlySet<string>, n: number): string {
  let name = `vm-${n}`;
  while (taken.has(name)) name += '+';
  return name;
}

/**
 * Further guests by the generator of a scenario, in order of arrival; the same for the same seed, on every machine.
 * `end` is the end of the run, `taken` the names that are not free. Throws EngineError for a profile that is not there.
 */
export function generateGuests(arrivals: Arrivals, seed: number, end: number, taken: ReadonlySet<string>): Guest[] {
  const plan = planOf(arrivals, seed, end);
  const guests: Guest[] = [];
  for (const guest of arrivalsOf(plan)) {
    if (guests.length >= plan.most) break;
    guests.push({ ...guest, name: freeName(taken, guests.length + 1) });
  }
  return guests;
}
