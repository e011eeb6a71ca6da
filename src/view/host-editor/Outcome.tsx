import type { Host } from '../../model/host.ts';
import type { Scenario } from '../../model/scenario.ts';
import { onVariant } from '../../store/variants.ts';
import { gib, rate } from '../map/units-text.ts';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import type { Draft, Review } from './draft.ts';

function totals({ nodes }: Host): string {
  const sum = (of: 'cores' | 'memoryMiB' | 'bandwidthGBs'): number => nodes.reduce((all, node) => all + node[of], 0);
  return HOST_EDITOR.totals(nodes.length, sum('cores'), gib(sum('memoryMiB')), rate(sum('bandwidthGBs')));
}

function Guests({ scenario, review }: { readonly scenario: Scenario; readonly review: Review }) {
  if (!review.variant) return null;
  const { dropped, droppedMoves } = onVariant(scenario, review.variant);
  const placed = scenario.guests.filter((guest) => guest.placement).length;
  if (placed === 0) return <p>{HOST_EDITOR.free}</p>;
  return (
    <>
      {placed > dropped.length && <p>{HOST_EDITOR.keep(placed - dropped.length)}</p>}
      {dropped.length > 0 && (
        <div>
          <p className="host-bad">{HOST_EDITOR.dropped}</p>
          <ul className="host-dropped">
            {dropped.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      )}
      {droppedMoves > 0 && <p>{HOST_EDITOR.droppedMoves(droppedMoves)}</p>}
    </>
  );
}

/** What is wrong anywhere, also on a part that is not on screen. */
function Wrong({ review }: { readonly review: Review }) {
  if (review.faults.size === 0) return null;
  return (
    <div>
      <p className="host-bad">{HOST_EDITOR.wrong}</p>
      <ul className="host-faults">
        {[...review.faults].map(([path, message]) => (
          <li key={path}>
            <code>{path}</code> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OutcomeProps {
  readonly scenario: Scenario;
  readonly draft: Draft;
  readonly review: Review;
}

/** The host as it was and as it would be, and what that does to the guests. */
export function Outcome({ scenario, draft, review }: OutcomeProps) {
  return (
    <section className="host-outcome" aria-label={HOST_EDITOR.outcome}>
      <h3>{HOST_EDITOR.outcome}</h3>
      <dl>
        <dt>{HOST_EDITOR.before}</dt>
        <dd>{totals(draft.original)}</dd>
        <dt>{HOST_EDITOR.after}</dt>
        <dd>
          <span role="status">
            {review.isChanged ? review.variant && totals(review.variant.host) : HOST_EDITOR.unchanged}
          </span>
        </dd>
      </dl>
      {review.isChanged && <Guests scenario={scenario} review={review} />}
      <Wrong review={review} />
    </section>
  );
}
