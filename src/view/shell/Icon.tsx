import type { ReactNode } from 'react';

const SHAPES = {
  play: <path d="M4 2.5v9l7-4.5z" fill="currentColor" />,
  pause: <path d="M4.5 3v8M9.5 3v8" />,
  back: <path d="M10 3L5 7l5 4zM4 3v8" />,
  forward: <path d="M4 3l5 4-5 4zM10 3v8" />,
  search: (
    <>
      <circle cx="6" cy="6" r="4" />
      <path d="M9 9l3 3" />
    </>
  ),
  check: <path d="M3 7.5l2.5 2.5L11 4.5" />,
  close: <path d="M4 4l6 6M10 4l-6 6" />,
  import: <path d="M7 2v6M4.5 5.5L7 8l2.5-2.5M2.5 11.5h9" />,
  export: <path d="M7 8V2M4.5 4.5L7 2l2.5 2.5M2.5 11.5h9" />,
  share: (
    <path d="M5.7 8.3l2.6-2.6M6 4.5l1.2-1.2a2.5 2.5 0 013.5 3.5L9.5 8M8 9.5l-1.2 1.2a2.5 2.5 0 01-3.5-3.5L4.5 6" />
  ),
  theme: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M7 2.5a4.5 4.5 0 010 9z" fill="currentColor" />
    </>
  ),
  host: (
    <>
      <rect x="2" y="2" width="4" height="4" rx="1" />
      <rect x="8" y="2" width="4" height="4" rx="1" />
      <rect x="2" y="8" width="4" height="4" rx="1" />
      <rect x="8" y="8" width="4" height="4" rx="1" />
    </>
  ),
  guests: <path d="M2.5 3.5h9M2.5 7h9M2.5 10.5h5" />,
  branch: <path d="M2.5 10h2c3.5 0 3-6 6.5-6M2.5 10h8.5M9 2l2 2-2 2M9 8l2 2-2 2" />,
  hand: (
    <path d="M7 2v10M2 7h10M7 2L5.5 3.5M7 2l1.5 1.5M7 12l-1.5-1.5M7 12l1.5-1.5M2 7l1.5-1.5M2 7l1.5 1.5M12 7l-1.5-1.5M12 7l-1.5 1.5" />
  ),
  table: <path d="M2 3h10v8H2zM2 6h10M2 8.5h10M5.5 3v8" />,
  edit: <path d="M9 2.5l2.5 2.5L5 11.5H2.5V9zM7.5 4L10 6.5" />,
  print: <path d="M4 5.5v-3h6v3M4 10H2.5V5.5h9V10H10M4 8.5h6v3H4z" />,
  undo: <path d="M5 3L2.5 5.5 5 8M3 5.5h5a3 3 0 010 6H6" />,
  redo: <path d="M9 3l2.5 2.5L9 8M11 5.5H6a3 3 0 000 6h2" />,
  down: <path d="M4 5.5L7 8.5l3-3" />,
  info: (
    <>
      <circle cx="7" cy="7" r="5" />
      <path d="M7 6.5v3M7 4.5v.1" />
    </>
  ),
  warning: <path d="M7 2l5.5 10h-11zM7 6v2.5M7 10.2v.1" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** A 14 px line icon; the control that holds it has the name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
