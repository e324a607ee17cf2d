import type { ReactNode } from 'react';

const stroke = (d: string) => (
  <path d={d} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
);
const solid = (d: string) => (
  <path d={d} fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
);
const dot = (x: number, y: number, r: number) => <circle cx={x} cy={y} r={r} fill="currentColor" />;
const ring = (x: number, y: number, r: number) => (
  <circle cx={x} cy={y} r={r} fill="none" stroke="currentColor" strokeWidth="1.5" />
);

/** Drawn on a grid of 16 px with 1.5 px strokes; solid only for what moves the run. */
const shapes = {
  brand: (
    <>
      <path d="M2 4h8M2 8h5M2 12h8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      {dot(12, 8, 2.5)}
    </>
  ),
  run: solid('M5 3.5v9L12.5 8z'),
  pause: solid('M4.5 3.5h2v9h-2zM9.5 3.5h2v9h-2z'),
  stop: solid('M4 4h8v8H4z'),
  step: (
    <>
      {solid('M3 4v8l6-4z')}
      {stroke('M12.25 3.75v8.5')}
    </>
  ),
  stepBack: (
    <>
      {solid('M13 4v8L7 8z')}
      {stroke('M3.75 3.75v8.5')}
    </>
  ),
  stepInto: (
    <>
      {solid('M4.5 6h7L8 10.25z')}
      {stroke('M8 2.25V6M3 13.25h10')}
    </>
  ),
  discard: stroke('M2.75 8a5.25 5.25 0 1 0 10.5 0 5.25 5.25 0 1 0-10.5 0M4.4 11.6l7.2-7.2'),
  clock: (
    <>
      {ring(8, 8, 5.5)}
      {stroke('M8 5v3.25l2 1.5')}
    </>
  ),
  live: stroke('M3 8h8M7.75 4.5 11.25 8l-3.5 3.5M13.25 3.5v9'),
  previous: stroke('M9.75 4.5 6.25 8l3.5 3.5'),
  next: stroke('M6.25 4.5 9.75 8l-3.5 3.5'),
  branch: (
    <>
      {ring(4.5, 3.75, 1.5)}
      {ring(4.5, 12.25, 1.5)}
      {ring(11.5, 3.75, 1.5)}
      {stroke('M4.5 5.25v5.5M11.5 5.25c0 3-7 2-7 5.5')}
    </>
  ),
  restart: (
    <>
      {stroke('M12.4 5.2A5.25 5.25 0 1 0 13.25 8')}
      {stroke('M12.75 2.25v3.25H9.5')}
    </>
  ),
  down: stroke('M4.5 6.25 8 9.75l3.5-3.5'),
  minus: stroke('M3.5 8h9'),
  plus: stroke('M8 3.5v9M3.5 8h9'),
  close: stroke('M4.25 4.25l7.5 7.5M11.75 4.25l-7.5 7.5'),
  minimise: stroke('M4 8.5h8'),
  maximise: stroke('M4.25 4.25h7.5v7.5h-7.5z'),
  search: (
    <>
      {ring(7, 7, 4)}
      {stroke('M10 10l3.25 3.25')}
    </>
  ),
  export: stroke('M8 9.75V2.5M5.25 5 8 2.25 10.75 5M3 9.5v4h10v-4'),
  picture: (
    <>
      {stroke('M2.5 3.25h11v9.5h-11zM4.5 10.5 7 7.75l2 2 1.25-1.25 1.75 2')}
      {dot(10.75, 5.75, 0.9)}
    </>
  ),
  facts: stroke('M3 4h10M3 8h10M3 12h6'),
  data: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="1.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      {stroke('M3 4v8c0 1 2.2 1.75 5 1.75S13 13 13 12V4M3 8c0 1 2.2 1.75 5 1.75S13 9 13 8')}
    </>
  ),
  model: (
    <>
      {ring(3.5, 8, 1.5)}
      {ring(12.5, 8, 1.5)}
      {ring(8, 3.5, 1.5)}
      {ring(8, 12.5, 1.5)}
      {stroke('M4.6 6.9 6.9 4.6M9.1 4.6l2.3 2.3M4.6 9.1l2.3 2.3M9.1 11.4l2.3-2.3')}
    </>
  ),
  warning: (
    <>
      {stroke('M8 2.75 14 13.25H2zM8 6.75v3')}
      {dot(8, 11.5, 0.9)}
    </>
  ),
  error: (
    <>
      {ring(8, 8, 5.5)}
      {stroke('M6 6l4 4M10 6l-4 4')}
    </>
  ),
  info: (
    <>
      {ring(8, 8, 5.5)}
      {stroke('M8 7.5v3.25')}
      {dot(8, 5.25, 0.9)}
    </>
  ),
  check: stroke('M3.5 8.5l3 3 6-7'),
  lock: stroke('M4.25 7.25h7.5v5.5h-7.5zM5.75 7.25V5.5a2.25 2.25 0 0 1 4.5 0v1.75'),
  folder: stroke('M2.25 4h4l1.5 1.75h6v7H2.25z'),
  file: stroke('M4 2.5h5l3 3v8H4zM9 2.5v3h3'),
  copy: stroke('M5.75 5.75h7.5v7.5h-7.5zM3 10.25h-.25v-7.5h7.5V3'),
  clear: stroke('M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9'),
  drop: stroke('M8 2.5v7M5.25 7 8 9.75 10.75 7M2.75 10.5v2.75h10.5V10.5'),
  breakpoint: dot(8, 8, 4.5),
  breakpointOff: ring(8, 8, 4),
  logpoint: stroke('M8 3.25 12.75 8 8 12.75 3.25 8z'),
  edit: stroke('M3 13l.6-2.9L10.9 2.8l2.3 2.3-7.3 7.3zM9.4 4.3l2.3 2.3'),
} satisfies { readonly [name: string]: ReactNode };

/** The icons there are. */
export type IconName = keyof typeof shapes;

/** Decoration beside a word; where it stands alone, its button carries the name. */
export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}
