import type { NumberArray } from '../../../main/contract/tensor-data';
import type { Rows } from './rows-of';

/** A picture as a canvas takes it: RGBA. Grey values are ink of that strength on the thumbnail's ground. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8ClampedArray<ArrayBuffer> };

/** Rows of shape [height, width, 1], [height, width, 3] are pictures. */
export function arePictures({ shape }: Rows): boolean {
  const [height = 0, width = 0, channels] = shape;
  return shape.length === 3 && height > 1 && width > 1 && (channels === 1 || channels === 3);
}

/** The range that white and black stand for: that of the values, widened to the usual 0..1 or −1..1 where it lies in there. */
export function rangeOf(all: NumberArray): readonly [low: number, high: number] {
  let low = 0;
  let high = 0;
  for (const value of all) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low < 0 && low >= -1 ? -1 : low, high <= 1 ? 1 : high];
}

/** One row as a picture. @param range what black and white stand for, see {@link rangeOf} */
export function pixelsOf(values: NumberArray, shape: readonly number[], range: readonly [number, number]): Pixels {
  const [height = 0, width = 0, channels = 1] = shape;
  const [low, high] = range;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const level = (i: number) => ((values[i]! - low) / (high - low)) * 255;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * 4;
    for (let part = 0; part < 3; part++) rgba[at + part] = channels === 1 ? 255 : level(pixel * 3 + part);
    rgba[at + 3] = channels === 1 ? level(pixel) : 255;
  }
  return { width, height, rgba };
}
