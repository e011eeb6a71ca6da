import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Spot } from '../map/pin-spots.ts';
import { MENU } from '../texts/explore.ts';
import type { HeldSpot } from './drag.ts';
import { MenuCommands, MenuCpus, MenuMechanisms, MenuNodes, type MenuCommand } from './menu-items.tsx';
import type { MoverId } from './movers.ts';
import type { NodeOffer } from './offers.ts';
import type { PinItem } from './pins.ts';
import './part-menu.css';

interface MenuProps {
  /** What the menu is about: "db-1 1/2", "3 guests". */
  readonly name: string;
  /** The guest's button. */
  readonly anchor: HTMLElement;
  /** The guest is in hand: nodes and mechanisms are offered. */
  readonly moving: boolean;
  /** The node where it is, −1 = there is none that cannot be chosen. */
  readonly home: number;
  readonly over: number | null;
  readonly spot: HeldSpot;
  readonly mechanism: MoverId | null;
  readonly offers: readonly NodeOffer[];
  readonly idOf: (node: number) => number;
  /** Groups of CPUs of a node. */
  readonly cpusOf: (node: number) => readonly PinItem[];
  /** Further commands behind "Move to…" and "Pin to…". */
  readonly commands: readonly MenuCommand[];
  /** Takes it in hand. */
  readonly onMove: () => void;
  readonly onChoose: (node: number, spot?: Spot) => void;
  readonly onPlace: () => void;
  readonly onMechanism: (mover: MoverId) => void;
  readonly onClose: () => void;
}

const GAP = 4;

/** Under the guest's button, or above it where there is no room below. */
function usePlace(anchor: HTMLElement) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    // A button that has made way for the card leaves the menu where it is.
    if (!element || !anchor.isConnected) return;
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

/** What the menu offers: commands first, then nodes, then how to go to the one that was chosen; or CPUs of the node where it is. */
type Stage = 'commands' | 'nodes' | 'how' | 'pins';

const GROUPS: Readonly<Record<Stage, string>> = {
  commands: '',
  nodes: MENU.nodes,
  how: MENU.mechanisms,
  pins: MENU.cpus,
};

/** Every stage begins with what is chosen in it, else with the first that can be. */
function useStageFocus(menu: ReturnType<typeof usePlace>, stage: Stage): void {
  useEffect(() => {
    if (!menu.current) return;
    const group = GROUPS[stage] === '' ? '' : `[aria-label="${GROUPS[stage]}"] `;
    const enabled = `${group}[role^="menuitem"]:not([aria-disabled])`;
    const best = menu.current.querySelector<HTMLElement>(`${group}[aria-checked="true"]`);
    (best ?? menu.current.querySelector<HTMLElement>(enabled))?.focus();
  }, [menu, stage]);
}

function commandsOf(props: MenuProps, stage: Stage, setStage: (stage: Stage) => void): readonly MenuCommand[] {
  const { home, moving, cpusOf, commands, onMove, onChoose } = props;
  const move = (): void => {
    onMove();
    setStage('nodes');
  };
  const pin = (): void => {
    onMove();
    onChoose(home);
    setStage('pins');
  };
  const canPin = !moving && home >= 0 && cpusOf(home).length > 0;
  return [
    { title: MENU.move, opens: true, expanded: moving, does: stage === 'pins' ? undefined : move },
    { title: MENU.pin, opens: true, does: canPin ? pin : undefined },
    ...(moving ? [] : commands),
  ];
}

interface ChoicesProps {
  readonly props: MenuProps;
  readonly stage: Stage;
  readonly setStage: (stage: Stage) => void;
}

/** Nodes, then how to go to the one that was chosen. */
function MoveChoices({ props, stage, setStage }: ChoicesProps) {
  const { home, over, spot, mechanism, offers, idOf, cpusOf, onChoose, onMechanism } = props;
  const offer = stage === 'how' && over !== null ? offers[over] : undefined;
  const pick = (node: number): void => {
    onChoose(node);
    setStage('how');
  };
  return (
    <>
      <MenuNodes {...{ offers, home, over, idOf }} onPeek={stage === 'nodes' ? onChoose : undefined} onPick={pick} />
      {offer && <MenuMechanisms offer={offer} mechanism={mechanism} onPick={onMechanism} />}
      {offer && (
        <MenuCpus items={cpusOf(offer.node)} spot={spot} withAny onPick={(chosen) => onChoose(offer.node, chosen)} />
      )}
    </>
  );
}

/** CPUs of the node where it is; choosing some pins it there. */
function PinChoices({ home, spot, cpusOf, onChoose, onPlace }: MenuProps) {
  const pick = (chosen: Spot | undefined): void => {
    onChoose(home, chosen);
    onPlace();
  };
  return (
    <MenuCpus
      items={cpusOf(home)}
      spot={spot}
      withAny={false}
      onPeek={(chosen) => onChoose(home, chosen)}
      onPick={pick}
    />
  );
}

/** Moves or pins a guest without dragging: "Move to…", then nodes, then mechanisms and CPUs; "Pin to…", then CPUs. */
export function PartMenu(props: MenuProps) {
  const { name, anchor, moving, onClose } = props;
  const [asked, setStage] = useState<Stage>('commands');
  // What began elsewhere (all parts in hand by a further command) has its nodes to choose, too.
  const stage = moving && asked === 'commands' ? 'nodes' : asked;
  const menu = usePlace(anchor);
  useOutside(onClose);
  useStageFocus(menu, stage);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    } else walk(event);
  };
  return (
    <div ref={menu} role="menu" aria-label={name} tabIndex={-1} className="part-menu" onKeyDown={onKeyDown}>
      <MenuCommands commands={commandsOf(props, stage, setStage)} />
      {moving && stage !== 'pins' && <MoveChoices props={props} stage={stage} setStage={setStage} />}
      {stage === 'pins' && <PinChoices {...props} />}
    </div>
  );
}
