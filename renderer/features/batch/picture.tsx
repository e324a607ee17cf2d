import { useLayoutEffect, useRef } from 'react';
import type { Pixels } from './pixels';

/** A picture at a whole multiple of its pixels, unsmoothed; only one larger than the place is made smaller. */
export function Picture({ pixels, place }: { readonly pixels: Pixels; readonly place: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, rgba } = pixels;
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  }, [rgba, width, height]);
  const fit = place / Math.max(width, height);
  const scale = fit >= 1 ? Math.floor(fit) : fit;
  return (
    <canvas
      ref={canvas}
      className="digit"
      width={width}
      height={height}
      style={{ width: width * scale, height: height * scale }}
      aria-hidden="true"
    />
  );
}
