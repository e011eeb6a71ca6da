import type { GuestPaint } from '../map/colours.ts';
import type { Card, CardColumn, Effect } from './card.ts';
import { CostTable } from './CostTable.tsx';
import { moverWord, type MoverId } from './movers.ts';
import { plural } from './wording.ts';

interface CostCardProps {
  /** Of the guest, for the region's name. */
  readonly guest: string;
  /** Of what is in hand: the guest or a part. */
  readonly name: string;
  readonly nodeId: number;
  readonly computing: boolean;
  readonly card: Card;
  /** Speed without the move. */
  readonly stay: number;
  readonly paints: readonly GuestPaint[];
  readonly hue: string;
  readonly idOf: (node: number) => number;
  readonly onMechanism: (mover: MoverId) => void;
  readonly onChoose: (node: number) => void;
  readonly onPlace: () => void;
  readonly onCancel: () => void;
  readonly setBox: (element: HTMLElement | null) => void;
}

function EffectRow({ effect, paints }: { readonly effect: Effect; readonly paints: readonly GuestPaint[] }) {
  const colour = paints[effect.guest]?.base;
  return (
    <li>
      <i className={colour ? 'swatch' : 'swatch hollow'} style={colour ? { background: colour } : undefined} />
      <span>{effect.name}</span>
      <b data-bad={effect.bad || undefined}>{effect.text}</b>
    </li>
  );
}

function Effects({ card, paints }: Pick<CostCardProps, 'card' | 'paints'>) {
  return (
    <>
      <h3>Who else feels it</h3>
      {card.effects.length === 0 ? (
        <p className="quiet">Nobody: no other guest gains or loses 1 % of its speed.</p>
      ) : (
        <ul className="effects">
          {card.effects.map((effect) => (
            <EffectRow key={effect.name} effect={effect} paints={paints} />
          ))}
        </ul>
      )}
      {card.moreEffects > 0 && <p className="quiet">and {plural(card.moreEffects, 'more guest')} by less</p>}
    </>
  );
}

/** What Enter would do. */
function doing({ computing }: CostCardProps, chosen: CardColumn | undefined): string {
  if (chosen) return `Move ${moverWord(chosen.mover.id)}`;
  return computing ? 'Computing' : 'Refused';
}

function Actions(props: CostCardProps) {
  const { card, idOf } = props;
  const chosen = card.columns.find((column) => column.chosen);
  const better = card.advice?.node;
  return (
    <div className="cost-actions">
      <button type="button" className="do-move" disabled={!chosen} aria-keyshortcuts="Enter" onClick={props.onPlace}>
        {doing(props, chosen)} <kbd aria-hidden="true">Enter</kbd>
      </button>
      {better !== undefined && (
        <button type="button" onClick={() => props.onChoose(better)}>
          Try Node {idOf(better)} instead
        </button>
      )}
      <button type="button" className="do-cancel" aria-keyshortcuts="Escape" onClick={props.onCancel}>
        Cancel <kbd aria-hidden="true">Esc</kbd>
      </button>
    </div>
  );
}

/** What moving the guest in hand to the node under it would cost. */
export function CostCard(props: CostCardProps) {
  const { guest, name, nodeId, card, computing, hue, setBox } = props;
  return (
    <section ref={setBox} className="cost-card" aria-label={`Cost of moving ${guest} to node ${nodeId}`}>
      <header>
        <i className="swatch" style={{ background: hue }} />
        <h2>
          {name} to Node {nodeId}
        </h2>
        <span className="quiet">{card.way}</span>
      </header>
      {computing ? (
        <p className="computing">Computing the next 60 s</p>
      ) : (
        <>
          <CostTable card={card} stay={props.stay} onMechanism={props.onMechanism} />
          {card.columns.some((column) => column.chosen) && <Effects card={card} paints={props.paints} />}
          {card.advice && (
            <p className="advice">
              <b>{card.advice.head}</b> {card.advice.text}
            </p>
          )}
        </>
      )}
      <Actions {...props} />
    </section>
  );
}
