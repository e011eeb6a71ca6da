import type { CSSProperties, MouseEvent, PointerEvent, RefObject } from 'react';
import { cpuText, freeText } from './draw-header.ts';
import type { CoreBox } from './draw-cores.ts';
import { partAt, partDescription, type RoomTargets, type Target } from './targets.ts';
import type { HostMapProps, PartRef } from './types.ts';
import type { Structure } from './use-drawing.ts';
import type { Stops } from './use-roving.ts';

/** What of the map's properties its elements need; the drawing has the rest. */
export type MapHands = Pick<
  HostMapProps,
  | 'selected'
  | 'picked'
  | 'onSelect'
  | 'onPick'
  | 'onHover'
  | 'onHoverNode'
  | 'onPartActivate'
  | 'onPartPointerDown'
  | 'partsHaveMenu'
>;

interface RoomProps {
  readonly room: RoomTargets;
  readonly structure: Structure;
  readonly latest: RefObject<Structure | undefined>;
  readonly props: MapHands;
  readonly stops: Stops;
}

function place(box: CoreBox, origin: CoreBox): CSSProperties {
  return { left: box.x - origin.x, top: box.y - origin.y, width: box.w, height: box.h };
}

function roomDescription(room: RoomTargets, structure: Structure): string {
  const scene = structure.scene.rooms[room.node];
  if (!scene) return '';
  const { verdict, detail, right } = scene.state?.strip ?? {};
  return [cpuText(scene), freeText(scene), verdict, detail, right].filter(Boolean).join(', ');
}

/** A click that selects several: also Space and Enter on the button bring their Shift. */
function isPicking({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean {
  return shiftKey || ctrlKey || metaKey;
}

/** Clicks are pointer events in all browsers of today, though not in React's types. */
function isTap({ nativeEvent }: MouseEvent): boolean {
  return nativeEvent instanceof globalThis.PointerEvent && nativeEvent.pointerType === 'touch';
}

interface PartProps extends RoomProps {
  readonly target: Target;
}

function PartButton({ target, room, structure, props, stops }: PartProps) {
  const { part, name } = target;
  const chosen = props.selected === part.guest;
  const picked = props.picked?.includes(part.guest) === true;
  const activate = (event: MouseEvent<HTMLElement>): void => {
    if (props.onPick && isPicking(event)) props.onPick(part, 'toggle');
    else if (props.onPartActivate) props.onPartActivate(part, event.currentTarget, isTap(event));
    else props.onSelect?.(chosen ? null : part.guest);
  };
  return (
    <button
      type="button"
      className="map-part"
      style={place(target.box, room.box)}
      data-part={target.key}
      data-node={room.node}
      aria-label={name}
      aria-description={partDescription(part, structure.scene, structure.at) + (picked ? '; selected' : '')}
      aria-pressed={props.onPartActivate ? undefined : chosen}
      data-picked={picked || undefined}
      aria-haspopup={props.partsHaveMenu ? 'menu' : undefined}
      tabIndex={stops.tabIndexOf(room.node, target.key)}
      onClick={activate}
      onPointerDown={(event) => props.onPartPointerDown?.(part, event)}
      onPointerEnter={() => props.onHover?.(part.guest)}
      onPointerLeave={() => props.onHover?.(null)}
      onFocus={() => {
        stops.onFocus(room.node, target.key);
        props.onHover?.(part.guest);
      }}
      onBlur={() => props.onHover?.(null)}
    />
  );
}

/** What lies under the pointer where there is no button: a vCPU, or memory away from its guest's home. */
function partUnder(event: MouseEvent<HTMLElement>, { room, latest }: RoomProps): PartRef | null {
  if (event.target !== event.currentTarget || !latest.current) return null;
  const corner = event.currentTarget.getBoundingClientRect();
  const x = event.clientX - corner.left + room.box.x;
  return partAt(latest.current.scene, room.node, x, event.clientY - corner.top + room.box.y);
}

/** One node: a group with a button for every part of a guest that is at home there. */
export function MapRoom(all: RoomProps) {
  const { room, structure, props, stops } = all;
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (event.target === event.currentTarget) props.onHover?.(partUnder(event, all)?.guest ?? null);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const part = partUnder(event, all);
    if (!part) return;
    // The map's frame pans by what is empty only.
    event.preventDefault();
    props.onPartPointerDown?.(part, event);
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    const part = partUnder(event, all);
    if (part && props.onPick && isPicking(event)) props.onPick(part, 'toggle');
    else props.onSelect?.(part?.guest ?? null);
  };
  return (
    <div
      role="group"
      aria-label={`Node ${room.id}`}
      aria-description={roomDescription(room, structure)}
      className="map-room"
      data-node={room.node}
      style={{ left: room.box.x, top: room.box.y, width: room.box.w, height: room.box.h }}
      tabIndex={stops.tabIndexOf(room.node, null)}
      onFocus={(event) => {
        if (event.target !== event.currentTarget) return;
        stops.onFocus(room.node, null);
        props.onHoverNode?.(room.node);
      }}
      onPointerMove={onPointerMove}
      onPointerEnter={() => props.onHoverNode?.(room.node)}
      onPointerLeave={() => props.onHover?.(null)}
      onPointerDown={onPointerDown}
      onClick={onClick}
    >
      {room.targets.map((target) => (
        <PartButton key={target.key} target={target} {...all} />
      ))}
    </div>
  );
}
