import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { MOVERS, type MoverId } from './movers.ts';
import type { NodeOffer } from './offers.ts';
import { chosenOffer, offerBy } from './offers.ts';
import { duration, gain, reason, refusedVerdict } from './wording.ts';

interface MenuProps {
  /** What the menu is about: "db-1 1/2". */
  readonly name: string;
  /** The guest's button. */
  readonly anchor: HTMLElement;
  /** The guest is in hand: nodes and mechanisms are offered. */
  readonly moving: boolean;
  readonly home: number;
  readonly over: number | null;
  readonly mechanism: MoverId | null;
  readonly offers: readonly NodeOffer[];
  readonly idOf: (node: number) => number;
  /** The guest has several parts: they can move together. */
  readonly split: boolean;
  readonly onMove: (whole: boolean) => void;
  readonly onShow: () => void;
  readonly onChoose: (node: number) => void;
  readonly onMechanism: (mover: MoverId) => void;
  readonly onClose: () => void;
}

const GAP = 4;

/** Under the guest's button, or above it where there is no room below. */
function usePlace(anchor: HTMLElement) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const at = anchor.getBoundingClientRect();
    const { offsetWidth: w, offsetHeight: h } = element;
    const below = at.bottom + GAP;
    const top =
      below + h <= innerHeight - GAP ? below : Math.max(GAP, Math.min(at.top - h - GAP, innerHeight - h - GAP));
    element.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - w - GAP))}px`;
    element.style.top = `${top}px`;
  });
  return menu;
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows, Home and End between the items. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const step = STEPS[event.key];
  const ends: Readonly<Record<string, number>> = { Home: 0, End: items.length - 1 };
  const next = step === undefined ? ends[event.key] : (at + step + items.length) % items.length;
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}

interface ItemProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly detail: string;
  readonly children: ReactNode;
  readonly onPick: () => void;
  readonly onPeek?: () => void;
}

function Radio({ checked, disabled = false, detail, children, onPick, onPeek }: ItemProps) {
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
  if (offer.state === 'computing') return 'computing';
  const best = chosenOffer(offer, null);
  if (best?.refused !== undefined) return `${refusedVerdict(best.refused).toLowerCase()}, ${reason(best.refused)}`;
  return best?.cost ? `${duration(best.cost.seconds)}, ${gain(best.work)} work` : '';
}

function Nodes({ props, peek, onPick }: { props: MenuProps; peek: boolean; onPick: (node: number) => void }) {
  const { offers, home, over, idOf, onChoose } = props;
  return (
    <div role="group" aria-label="Node">
      {offers.map((offer) => {
        const { node } = offer;
        const here = node === home;
        return (
          <Radio
            key={node}
            checked={node === over}
            disabled={here}
            detail={here ? 'home now' : nodeDetail(offer)}
            onPick={() => onPick(node)}
            {...(peek && !here ? { onPeek: () => onChoose(node) } : {})}
          >
            Node {idOf(node)}
          </Radio>
        );
      })}
    </div>
  );
}

function Mechanisms({ props, offer }: { props: MenuProps; offer: NodeOffer }) {
  const chosen = chosenOffer(offer, props.mechanism);
  return (
    <div role="group" aria-label="Mechanism">
      {MOVERS.map((mover) => {
        const one = offerBy(offer, mover.id);
        const detail = one?.cost ? `${duration(one.cost.seconds)}, ${gain(one.work)} work` : reason(one?.refused ?? '');
        return (
          <Radio
            key={mover.id}
            checked={chosen?.mover === mover.id && chosen.cost !== undefined}
            disabled={offer.state !== 'computing' && !one?.cost}
            detail={detail}
            onPick={() => props.onMechanism(mover.id)}
          >
            {mover.title}
          </Radio>
        );
      })}
    </div>
  );
}

function Commands({ props }: { props: MenuProps }) {
  const { split, onMove, onShow, moving } = props;
  return (
    <>
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-expanded={moving}
        onClick={() => onMove(false)}
      >
        Move to…
      </button>
      {split && !moving && (
        <button type="button" role="menuitem" tabIndex={-1} aria-haspopup="menu" onClick={() => onMove(true)}>
          Move all parts to…
        </button>
      )}
      {!moving && (
        <button type="button" role="menuitem" tabIndex={-1} onClick={onShow}>
          Show details
        </button>
      )}
    </>
  );
}

/** Closes on a press outside. */
function useOutside(onClose: () => void): void {
  useEffect(() => {
    const close = (event: PointerEvent): void => {
      const inside = event.target instanceof Element && event.target.closest('.cost-card, .part-menu');
      if (!inside) onClose();
    };
    window.addEventListener('pointerdown', close, true);
    return () => window.removeEventListener('pointerdown', close, true);
  }, [onClose]);
}

/** Moves a guest without dragging: "Move to…", then nodes, then mechanisms. */
export function PartMenu(props: MenuProps) {
  const { name, anchor, moving, over, offers, onClose } = props;
  const [picked, setPicked] = useState(false);
  const menu = usePlace(anchor);
  useOutside(onClose);
  const offer = picked && over !== null ? offers[over] : undefined;
  useEffect(() => {
    if (!menu.current) return;
    const group = picked ? '[aria-label="Mechanism"] ' : moving ? '[aria-label="Node"] ' : '';
    const enabled = `${group}[role^="menuitem"]:not([aria-disabled])`;
    const best = menu.current.querySelector<HTMLElement>(`${group}[aria-checked="true"]`);
    (best ?? menu.current.querySelector<HTMLElement>(enabled))?.focus();
  }, [menu, moving, picked]);
  const pick = (node: number): void => {
    props.onChoose(node);
    setPicked(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    } else walk(event);
  };
  return (
    <div ref={menu} role="menu" aria-label={name} tabIndex={-1} className="part-menu" onKeyDown={onKeyDown}>
      <Commands props={props} />
      {moving && <Nodes props={props} peek={!picked} onPick={pick} />}
      {offer && <Mechanisms props={props} offer={offer} />}
    </div>
  );
}
