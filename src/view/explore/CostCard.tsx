import type { GuestPaint } from '../map/colours.ts';
import type { Card, CardColumn, Effect } from './card.ts';
import { CostTable } from './CostTable.tsx';
import { moverWord, type MoverId } from './movers.ts';
import { CARD } from '../texts/explore.ts';
import './cost-card.css';

interface CostCardProps {
  /** Of the guest, for the region's name. */
  readonly guest: string;
  /** Of what is in hand: the guest or a part. */
  readonly name: string;
  readonly nodeId: number;
  readonly computing: boolean;
  /** It stays on its node and is only pinned there. */
  readonly staysHome: boolean;
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
      <h3>{CARD.effects}</h3>
      {card.effects.length === 0 ? (
        <p className="quiet">{CARD.nobody}</p>
      ) : (
        <ul className="effects">
          {card.effects.map((effect) => (
            <EffectRow key={effect.name} effect={effect} paints={paints} />
          ))}
        </ul>
      )}
      {card.moreEffects > 0 && <p className="quiet">{CARD.more(card.moreEffects)}</p>}
    </>
  );
}

/** What Enter would do. */
function doing({ computing, staysHome }: CostCardProps, chosen: CardColumn | undefined): string {
  if (chosen) return staysHome ? CARD.pin : CARD.move(moverWord(chosen.mover.id));
  return computing ? CARD.computing : CARD.refused;
}

function Actions(props: CostCardProps) {
  const { card, idOf } = props;
  const chosen = card.columns.find((column) => column.chosen);
  const better = card.advice?.node;
  return (
    <div className="cost-actions">
      <button
        type="button"
        className="button primary"
        disabled={!chosen}
        aria-keyshortcuts="Enter"
        onClick={props.onPlace}
      >
        {doing(props, chosen)} <kbd aria-hidden="true">Enter</kbd>
      </button>
      {better !== undefined && (
        <button type="button" className="button" onClick={() => props.onChoose(better)}>
          {CARD.tryInstead(idOf(better))}
        </button>
      )}
      <button type="button" className="button bare" aria-keyshortcuts="Escape" onClick={props.onCancel}>
        {CARD.cancel} <kbd aria-hidden="true">Esc</kbd>
      </button>
    </div>
  );
}

/** The first says what a drop would do, the others what to know of it. */
function Notes({ notes: [first, ...rest] }: { readonly notes: readonly string[] }) {
  return (
    <p className="cost-notes">
      <b>{first}</b> {rest.join(' ')}
    </p>
  );
}

function Figures({ card, stay, paints, onMechanism }: CostCardProps) {
  return (
    <>
      <CostTable card={card} stay={stay} onMechanism={onMechanism} />
      {card.columns.some((column) => column.chosen) && <Effects card={card} paints={paints} />}
      {card.advice && (
        <p className="advice">
          <b>{card.advice.head}</b> {card.advice.text}
        </p>
      )}
    </>
  );
}

/** What moving the guest in hand to the node under it would cost. */
export function CostCard(props: CostCardProps) {
  const { guest, name, nodeId, card, computing, staysHome, hue, setBox } = props;
  return (
    <section ref={setBox} className="cost-card" aria-label={CARD.region(guest, nodeId)}>
      <header>
        <i className="swatch" style={{ background: hue }} />
        <h2>{staysHome ? CARD.pinTitle(name, nodeId) : CARD.title(name, nodeId)}</h2>
        <span className="quiet">{card.way}</span>
      </header>
      {card.notes.length > 0 && <Notes notes={card.notes} />}
      {computing ? <p className="computing">{CARD.computingLong}</p> : <Figures {...props} />}
      <Actions {...props} />
    </section>
  );
}
