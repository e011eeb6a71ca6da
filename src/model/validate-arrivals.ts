import { ARRIVAL_FIELDS, FLAVOUR_FIELDS, PROFILE_SHARE_FIELD, type Arrivals } from './arrivals.ts';
import { dictionary, field, isRecord, list, object, passes, shape } from './check.ts';
import { memberPath, type Findings } from './findings.ts';
import { PROFILES } from './profiles.ts';

const MAX_FLAVOURS = 1000;

const arrivalsShape = object(
  shape(ARRIVAL_FIELDS, {
    flavours: list(object(shape(FLAVOUR_FIELDS)), MAX_FLAVOURS),
    profiles: dictionary(field(PROFILE_SHARE_FIELD)),
  }),
);

function hasShape(value: unknown, path: string, out: Findings): value is Arrivals {
  return passes(arrivalsShape, value, path, out);
}

function checkProfiles(profiles: unknown, path: string, out: Findings): void {
  if (!isRecord(profiles)) return;
  const known = PROFILES.map(({ id }) => id);
  for (const id of Object.keys(profiles)) {
    if (!known.includes(id))
      out.error(
        memberPath(path, id),
        'no-such-profile',
        `there is no such kind of workload, expected ${known.join(', ')}`,
      );
  }
}

function addsUp(shares: readonly number[]): boolean {
  return shares.length === 0 || shares.some((share) => share > 0);
}

/** The generator of arrivals: its fields, sizes and kinds of workload. */
export function isArrivals(value: unknown, path: string, out: Findings): value is Arrivals {
  if (!hasShape(value, path, out)) return false;
  const before = out.errors;
  checkProfiles(value.profiles, `${path}.profiles`, out);
  if (!addsUp((value.flavours ?? []).map(({ share = 1 }) => share)))
    out.error(`${path}.flavours`, 'no-share', 'all shares are 0');
  if (!addsUp(Object.values(value.profiles ?? {}))) out.error(`${path}.profiles`, 'no-share', 'all shares are 0');
  return out.errors === before;
}
