import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { decodeTensor } from '../../../main/contract/tensor-data';
import type { PictureGrid } from '../../../main/contract/debug/layers';
import { formatSmall, formatStep } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { cellsOf, draw } from './picture-cells';

type Props = { readonly title: string; readonly grid: PictureGrid; readonly children?: ReactNode };

/** Small grey pictures side by side, each at a whole multiple of its pixels. */
export function PictureGridView({ title, grid, children }: Props) {
  const words = useText().layers;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [count = 0] = grid.levels.shape;
  const cells = cellsOf(grid.levels.shape);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) draw(context, decodeTensor(grid.levels), cellsOf(grid.levels.shape));
  }, [grid]);
  const range = words.greyRange(formatSmall(grid.low), formatSmall(grid.high));
  return (
    <figure className="picture-grid">
      <figcaption>
        <strong>{title}</strong>
        <span>{words.shown(formatStep(count), formatStep(grid.count))}</span>
        <span className="grow" />
        {children}
      </figcaption>
      <canvas
        ref={canvas}
        width={cells.totalWidth}
        height={cells.totalHeight}
        role="img"
        aria-label={`${title}, ${range}`}
      />
      <p>{range}</p>
    </figure>
  );
}
