import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import type { Frames } from '../../engine/frames.ts';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Mebibytes, Seconds, Share } from '../../model/units.ts';
import type { LensId } from './lens.ts';
import type { Thing } from './things.ts';
import type { RoomSpots } from './pin-spots.ts';

/** The frame that holds at an instant: frame `index` of a chunk, and the instant itself. */
export interface FrameAt {
  readonly frames: Frames;
  readonly index: number;
  readonly time: Seconds;
}

/** Where the map gets its frames from; undefined = nothing computed yet for that instant. */
export interface FrameSource {
  frameAt(time: Seconds): FrameAt | undefined;
}

/** The clock as the map needs it; one clock may drive several maps. */
export interface MapClock {
  now(): Seconds;
  /** Calls back after every change; gives the function that ends it. */
  subscribe(onChange: () => void): () => void;
}

/** One part of a guest: `guest` is the position in the run's list, `node` the index of its home in the host's list. */
export interface PartRef {
  readonly guest: number;
  readonly part: number;
  readonly node: number;
}

export type NodeStateKind = 'origin' | 'possible' | 'target' | 'best' | 'refused' | 'computing';

/** The 40 px strip at a room's foot while a guest is moved. */
export interface CostStrip {
  readonly icon: 'info' | 'check' | 'refused' | 'wait';
  readonly verdict: string;
  readonly detail?: string;
  readonly right?: string;
  readonly tone?: 'plain' | 'quiet' | 'bad';
}

/** Where a moved guest would lie: dots in its colour. */
export interface WouldBe {
  readonly guest: number;
  readonly memoryMiB: Mebibytes;
  readonly label: string;
}

/** Caches and cores of the node under the hand, and which of them are chosen. */
export interface PinChoice {
  /** For each cache what it may be called, the longest first. */
  readonly tabs: readonly (readonly string[])[];
  /** The chosen cache, −1 = none. */
  readonly tab: number;
  /** The chosen cores, by their place in the drawing. */
  readonly cores: readonly number[];
}

/** What a move in hand says about one node. */
export interface NodeState {
  readonly kind: NodeStateKind;
  /** "CPU 50 → 110 %" in place of the frame's figure. */
  readonly cpuText?: string;
  /** "4.0 → 1.0 GiB free" in place of the frame's figure. */
  readonly freeText?: string;
  /** "+12" in place of the load where a room has space for one figure only. */
  readonly change?: string;
  readonly strip?: CostStrip;
  readonly wouldBe?: readonly WouldBe[];
  /** Where the vCPUs in hand can be pinned to. */
  readonly pins?: PinChoice;
  /** What is in hand and lies here, drawn as outlines: this part (−1 = all parts of the guest), and all of further guests. */
  readonly lifted?: { readonly guest: number; readonly part: number; readonly also?: readonly number[] };
}

/** A guest (or a link) in one run against another, or after a move against before it. */
export interface Lead {
  /** The run in which it is faster (after a move: `a` = it became worse, `b` = better); undefined = as fast in both. */
  readonly side: 'a' | 'b' | undefined;
  /** 0 = none, 1 = as strong as is shown. */
  readonly strength: Share;
  /** "A +4.7" */
  readonly text: string;
}

/** What two runs differ in at an instant. */
export interface Difference {
  /** By node index: what stands in the room's head. */
  readonly states: ReadonlyMap<number, NodeState>;
  /** By guest; undefined where one of the runs does not have it. */
  readonly leads: readonly (Lead | undefined)[];
  /** By link, where their change is to be shown. */
  readonly links?: readonly Lead[];
}

/** A room's place on the map, in CSS pixels from the map's corner. */
export interface RoomBox {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its CPUs can be pinned to. */
  readonly spots?: () => RoomSpots;
}

/** A small thing under the pointer, and where the pointer came to it, client px. */
export interface Pointed {
  readonly thing: Thing;
  readonly x: number;
  readonly y: number;
}

export interface HostMapProps {
  /** The region is named "Map: <title>". */
  readonly title: string;
  readonly host: Host;
  /** In the order of the run (the order of the frames' guests). */
  readonly guests: readonly Guest[];
  readonly source: FrameSource;
  readonly clock: MapClock;
  readonly size: 'compare' | 'explore';
  /** The map is a frame that can be zoomed and panned; its height is the page's to give. */
  readonly zoomable?: boolean;
  /** Where the buttons that zoom go. */
  readonly controls?: HTMLElement | null;
  /** Where the minimap goes. */
  readonly minimap?: HTMLElement | null;
  /** The pointer has come over a node (its index). */
  readonly onHoverNode?: (node: number) => void;
  /** Guest in focus by selection or hover, in whichever map; null = none. Maps of the same guests are linked by sharing these. */
  readonly selected?: number | null;
  /** Guests that are selected together, beside the one in focus. */
  readonly picked?: readonly number[];
  /** A click or a key with Shift or Ctrl on a part: `add` never takes one out. Without it there is no selection of several. */
  readonly onPick?: (part: PartRef, how: 'toggle' | 'add') => void;
  readonly hovered?: number | null;
  readonly onSelect?: (guest: number | null) => void;
  readonly onHover?: (guest: number | null) => void;
  /** A mouse has come to something small (client px), or to nothing that is. */
  readonly onPoint?: (at: Pointed | null) => void;
  /** What the colours say; by owner without it. */
  readonly lens?: LensId;
  /** For the lens `difference`: the same object for as long as nothing in it changes. */
  readonly difference?: (at: FrameAt) => Difference | undefined;
  /** By node index; drawn on the rooms while a guest is moved. */
  readonly nodeStates?: ReadonlyMap<number, NodeState>;
  /** Extra content over a room. */
  readonly overlay?: (room: RoomBox) => ReactNode;
  readonly onPartPointerDown?: (part: PartRef, event: PointerEvent<HTMLElement>) => void;
  /** Click, Enter or Space on a part (`touch` = a tap); without it the part is selected. */
  readonly onPartActivate?: (part: PartRef, element: HTMLElement, touch: boolean) => void;
  /** Asked before the map's own keys; true = handled. */
  readonly onKey?: (event: KeyboardEvent<HTMLElement>, focused: PartRef | null) => boolean;
  /** Set for parts that open a menu (aria-haspopup). */
  readonly partsHaveMenu?: boolean;
  /** Reports where the rooms are whenever that changes (hit tests of a drag, docking of cards). */
  readonly onLayout?: (rooms: readonly RoomBox[]) => void;
}
