import type { GuestPaint } from '../map/colours.ts';

interface GhostProps {
  readonly name: string;
  readonly detail: string;
  readonly paint: GuestPaint;
  readonly setBox: (element: HTMLElement | null) => void;
}

const ROWS = [0, 0, 1, 1, 2, 2, 3, 3];
const COLUMNS = [0, 1, 2, 3];

/** The guest in hand. It is moved by whoever took its element, outside React. */
export function Ghost({ name, detail, paint, setBox }: GhostProps) {
  return (
    <div ref={setBox} className="ghost" aria-hidden="true" style={{ borderColor: paint.thin }}>
      <i className="ghost-mark" style={{ background: paint.base }} />
      <span className="ghost-words">
        <b>{name}</b>
        <span>{detail}</span>
      </span>
      <svg width="22" height="34" className="ghost-pages">
        {ROWS.flatMap((heat, row) =>
          COLUMNS.map((column) => (
            <rect
              key={`${row}/${column}`}
              x={column * 5.5}
              y={row * 4.4}
              width="4.5"
              height="3.5"
              rx="0.8"
              fill={paint.shades[heat]}
            />
          )),
        )}
      </svg>
    </div>
  );
}
