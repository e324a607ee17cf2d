/** Where each of some pictures stands in a grid. */
export type Cells = {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Screen pixels of one pixel of a picture. */
  readonly scale: number;
  readonly columns: number;
  /** Distance of one picture to the next, to the right and down. */
  readonly step: readonly [x: number, y: number];
  readonly totalWidth: number;
  readonly totalHeight: number;
};

/** Width that the grid may take. */
const place = 312;
const gap = 2;
/** The longer side of a picture is brought to about this. */
const wantedSize = 50;

/** @param shape [pictures, height, width] */
export function cellsOf([count = 0, height = 1, width = 1]: readonly number[]): Cells {
  const scale = Math.max(1, Math.floor(wantedSize / Math.max(height, width)));
  const step = [width * scale + gap, height * scale + gap] as const;
  const columns = Math.max(1, Math.min(count, Math.floor((place + gap) / step[0])));
  return {
    count,
    width,
    height,
    scale,
    columns,
    step,
    totalWidth: columns * step[0] - gap,
    totalHeight: Math.ceil(count / columns) * step[1] - gap,
  };
}

/** The pixels of the whole grid: RGBA, clear between the pictures. */
export function pixelsOf(levels: ArrayLike<number>, cells: Cells): Uint8ClampedArray<ArrayBuffer> {
  const { count, width, height, scale, columns, step, totalWidth, totalHeight } = cells;
  const rgba = new Uint8ClampedArray(totalWidth * totalHeight * 4);
  for (let picture = 0; picture < count; picture += 1) {
    const left = (picture % columns) * step[0];
    const top = Math.floor(picture / columns) * step[1];
    for (let y = 0; y < height * scale; y += 1) {
      for (let x = 0; x < width * scale; x += 1) {
        const level = levels[(picture * height + Math.floor(y / scale)) * width + Math.floor(x / scale)]!;
        rgba.set([level, level, level, 255], ((top + y) * totalWidth + left + x) * 4);
      }
    }
  }
  return rgba;
}

/** Draws grey levels, cell by cell. */
export function draw(context: CanvasRenderingContext2D, levels: ArrayLike<number>, cells: Cells): void {
  context.putImageData(new ImageData(pixelsOf(levels, cells), cells.totalWidth, cells.totalHeight), 0, 0);
}
