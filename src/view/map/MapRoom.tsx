import type { CSSProperties, PointerEvent, RefObject } from 'react';
import { cpuText, freeText } from './draw-header.ts';
import { coreBoxes, type CoreBox } from './draw-cores.ts';
import { partDescription, type RoomTargets, type Target } from './targets.ts';
import type { HostMapProps, PartRef } from './types.ts';
import type { Structure } from './use-drawing.ts';
import type { Roving } from './use-roving.ts';

interface RoomProps {
  readonly room: RoomTargets;
  readonly structure: Structure;
  readonly latest: RefObject<Structure | undefined>;
  readonly props: HostMapProps;
  readonly roving: Roving;
}

function place(box: CoreBox, origin: CoreBox): CSSProperties {
  return { left: box.x - origin.x, top: box.y - origin.y, width: box.w, height: box.h };
}

function roomDescription(room: RoomTargets, structure: Structure): string {
  const scene = structure.scene.rooms[room.node];
  return scene ? `${cpuText(scene)}, ${freeText(scene)}` : '';
}

interface PartProps extends RoomProps {
  readonly target: Target;
}

function PartButton({ target, room, structure, props, roving }: PartProps) {
  const { part, name } = target;
  const chosen = props.selected === part.guest;
  const activate = (element: HTMLElement): void => {
    if (props.onPartActivate) props.onPartActivate(part, element);
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
      aria-description={partDescription(part, structure.scene, structure.at)}
      aria-pressed={props.onPartActivate ? undefined : chosen}
      aria-haspopup={props.partsHaveMenu ? 'menu' : undefined}
      tabIndex={roving.tabIndexOf(room.node, target.key)}
      onClick={(event) => activate(event.currentTarget)}
      onPointerDown={(event) => props.onPartPointerDown?.(part, event)}
      onPointerEnter={() => props.onHover?.(part.guest)}
      onPointerLeave={() => props.onHover?.(null)}
      onFocus={() => {
        roving.onFocus(room.node, target.key);
        props.onHover?.(part.guest);
      }}
      onBlur={() => props.onHover?.(null)}
    />
  );
}

/** The part whose vCPU row or remote memory lies under the pointer, where there is no button. */
function partUnder(
  x: number,
  y: number,
  node: number,
  structure: Structure | undefined,
  props: HostMapProps,
): PartRef | null {
  const scene = structure?.scene.rooms[node];
  if (!scene || !structure) return null;
  const { metrics: m } = structure.scene.layout;
  const boxes = m.level === 'full' ? coreBoxes(scene, { layout: structure.scene.layout }) : [];
  const core = boxes.findIndex((b) => x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h);
  const row =
    core < 0
      ? undefined
      : scene.cores[core]?.[Math.floor((y - boxes[core]!.y - 2) / (boxes[core]!.w >= 40 ? m.rowHeight : 6))];
  if (row) return { guest: row.guest, part: row.part, node };
  const { tankY, tankH } = scene.room;
  const block = y >= tankY - 4 && y <= tankY + tankH ? scene.blocks.find((b) => x >= b.x && x <= b.x + b.w) : undefined;
  if (!block || props.nodeStates) return null;
  const home = structure.scene.parts.find(
    (p) => p.guest === block.block.guest && (block.block.part < 0 || p.part === block.block.part),
  );
  return home ? { guest: home.guest, part: home.part, node: home.home } : null;
}

/** One node: a group with a button for every part of a guest that is at home there. */
export function MapRoom(all: RoomProps) {
  const { room, structure, latest, props, roving } = all;
  const under = (event: PointerEvent<HTMLElement>): PartRef | null => {
    const corner = event.currentTarget.getBoundingClientRect();
    return partUnder(
      event.clientX - corner.left + room.box.x,
      event.clientY - corner.top + room.box.y,
      room.node,
      latest.current,
      props,
    );
  };
  const isSelf = (event: PointerEvent<HTMLElement>): boolean => event.target === event.currentTarget;
  return (
    <div
      role="group"
      aria-label={`Node ${room.id}`}
      aria-description={roomDescription(room, structure)}
      className="map-room"
      data-node={room.node}
      style={{ left: room.box.x, top: room.box.y, width: room.box.w, height: room.box.h }}
      tabIndex={roving.tabIndexOf(room.node, null)}
      onFocus={(event) => event.target === event.currentTarget && roving.onFocus(room.node, null)}
      onPointerMove={(event) => isSelf(event) && props.onHover?.(under(event)?.guest ?? null)}
      onPointerLeave={() => props.onHover?.(null)}
      onPointerDown={(event) => {
        const part = isSelf(event) ? under(event) : null;
        if (part) props.onPartPointerDown?.(part, event);
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget)
          props.onSelect?.(under(event as unknown as PointerEvent<HTMLElement>)?.guest ?? null);
      }}
    >
      {room.targets.map((target) => (
        <PartButton key={target.key} target={target} {...all} />
      ))}
    </div>
  );
}
