import type { ReactNode } from 'react';
import type { Spot } from '../map/pin-spots.ts';
import { EXPLORE, MENU } from '../texts/explore.ts';
import type { HeldSpot } from './drag.ts';
import { isSpot } from './drag.ts';
import { MOVERS, type MoverId } from './movers.ts';
import { chosenOffer, offerBy, type NodeOffer } from './offers.ts';
import type { PinItem } from './pins.ts';
import { duration, gain, reason, refusedVerdict } from './wording.ts';

interface RadioProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly detail: string;
  readonly children: ReactNode;
  readonly onPick: () => void;
  readonly onPeek?: () => void;
}

function Radio({ checked, disabled = false, detail, children, onPick, onPeek }: RadioProps) {
  return (
    <button
      type="button"
      role="menuitemradio"
      tabIndex={-1}
      aria-checked={checked}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onPick()}
      onFocus={onPeek}
      onPointerEnter={onPeek}
    >
      <span>{children}</span> <small>{detail}</small>
    </button>
  );
}

function nodeDetail(offer: NodeOffer): string {
  if (offer.state === 'computing') return MENU.computing;
  const best = chosenOffer(offer, null);
  if (best?.refused !== undefined) return `${refusedVerdict(best.refused).toLowerCase()}, ${reason(best.refused)}`;
  return best?.cost ? MENU.work(duration(best.cost.seconds), gain(best.work)) : '';
}

interface NodesProps {
  readonly offers: readonly NodeOffer[];
  /** The node that cannot be chosen, −1 = every one can. */
  readonly home: number;
  readonly over: number | null;
  readonly idOf: (node: number) => number;
  readonly onPick: (node: number) => void;
  /** The focus or the pointer has come to a node. */
  readonly onPeek: ((node: number) => void) | undefined;
}

/** The nodes with what a move there would cost. */
export function MenuNodes({ offers, home, over, idOf, onPick, onPeek }: NodesProps) {
  return (
    <div role="group" aria-label={MENU.nodes}>
      {offers.map((offer) => {
        const { node } = offer;
        const here = node === home;
        return (
          <Radio
            key={node}
            checked={node === over}
            disabled={here}
            detail={here ? MENU.home : nodeDetail(offer)}
            onPick={() => onPick(node)}
            {...(onPeek && !here ? { onPeek: () => onPeek(node) } : {})}
          >
            {EXPLORE.node(idOf(node))}
          </Radio>
        );
      })}
    </div>
  );
}

interface MechanismsProps {
  readonly offer: NodeOffer;
  readonly mechanism: MoverId | null;
  readonly onPick: (mover: MoverId) => void;
}

/** The mechanisms with what each would cost; choosing one moves. */
export function MenuMechanisms({ offer, mechanism, onPick }: MechanismsProps) {
  const chosen = chosenOffer(offer, mechanism);
  return (
    <div role="group" aria-label={MENU.mechanisms}>
      {MOVERS.map((mover) => {
        const one = offerBy(offer, mover.id);
        const detail = one?.cost ? MENU.work(duration(one.cost.seconds), gain(one.work)) : reason(one?.refused ?? '');
        return (
          <Radio
            key={mover.id}
            checked={chosen?.mover === mover.id && chosen.cost !== undefined}
            disabled={offer.state !== 'computing' && !one?.cost}
            detail={detail}
            onPick={() => onPick(mover.id)}
          >
            {mover.title}
          </Radio>
        );
      })}
    </div>
  );
}

interface CpusProps {
  readonly items: readonly PinItem[];
  readonly spot: HeldSpot;
  /** Not pinning at all is one of the choices. */
  readonly withAny: boolean;
  readonly onPick: (spot: Spot | undefined) => void;
  readonly onPeek?: (spot: Spot) => void;
}

function isSame(spot: HeldSpot, item: Spot): boolean {
  return isSpot(spot) && spot.kind === item.kind && spot.at === item.at;
}

/** The caches and cores of a node that vCPUs can be pinned to. */
export function MenuCpus({ items, spot, withAny, onPick, onPeek }: CpusProps) {
  if (items.length === 0) return null;
  return (
    <div role="group" aria-label={MENU.cpus} className="menu-cpus">
      {withAny && (
        <Radio checked={!isSpot(spot)} detail="" onPick={() => onPick(undefined)}>
          {MENU.anyCpu}
        </Radio>
      )}
      {items.map((item) => (
        <Radio
          key={item.text}
          checked={isSame(spot, item.spot)}
          detail=""
          onPick={() => onPick(item.spot)}
          {...(onPeek ? { onPeek: () => onPeek(item.spot) } : {})}
        >
          {item.text}
        </Radio>
      ))}
    </div>
  );
}

/** A command of the menu; `does` undefined = it is not there. */
export interface MenuCommand {
  readonly title: string;
  /** It opens further choices. */
  readonly opens?: boolean;
  readonly expanded?: boolean;
  readonly does: (() => void) | undefined;
}

/** What can be done with a part, first of all. */
export function MenuCommands({ commands }: { readonly commands: readonly MenuCommand[] }) {
  return commands.map(({ title, opens, expanded, does }) =>
    does ? (
      <button
        key={title}
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-haspopup={opens ? 'menu' : undefined}
        aria-expanded={expanded}
        onClick={does}
      >
        {title}
      </button>
    ) : null,
  );
}
