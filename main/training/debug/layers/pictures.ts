import type { Tensor } from '@tensorflow/tfjs-core';
import type { PictureGrid } from '../../../contract/debug/layers';
import { encodeTensor } from '../../../contract/tensor-data';

const mostPictures = 64;
/** Pixels of the longer side: what is larger is thinned out. */
const mostPixels = 64;

/** Numbers in rows and columns, some pictures of them: where the number of a picture stands. */
type Layout = {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly at: (picture: number, row: number, column: number) => number;
};

/** The range from black to white: from 0 up, or around 0 if there is anything below. */
function rangeOf(values: ArrayLike<number>): readonly [low: number, high: number] {
  let low = 0;
  let high = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const most = Math.max(-low, high) || 1;
  return low < 0 ? [-most, most] : [0, most];
}

function gridOf(values: ArrayLike<number>, { count, height, width, at }: Layout): PictureGrid {
  const [low, high] = rangeOf(values);
  const step = Math.ceil(Math.max(height, width) / mostPixels);
  const shape = [Math.min(count, mostPictures), Math.ceil(height / step), Math.ceil(width / step)] as const;
  const levels = new Uint8ClampedArray(shape[0] * shape[1] * shape[2]);
  let pixel = 0;
  for (let picture = 0; picture < shape[0]; picture += 1) {
    for (let row = 0; row < height; row += step) {
      for (let column = 0; column < width; column += step) {
        levels[pixel++] = ((values[at(picture, row, column)]! - low) / (high - low)) * 255;
      }
    }
  }
  return { levels: encodeTensor(new Uint8Array(levels.buffer), shape), low, high, count };
}

/** Each channel of what a layer made of one row, if that is [rows, height, width, channels]. */
export function featureMaps({ shape }: Tensor, values: Float32Array, row: number): PictureGrid | undefined {
  const [rows = 0, height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 4 || row >= rows || height * width < 2) return undefined;
  const size = height * width * channels;
  const at = (picture: number, y: number, x: number) => (y * width + x) * channels + picture;
  return gridOf(values.subarray(row * size, (row + 1) * size), { count: channels, height, width, at });
}

/** Kernels [height, width, inputs, filters]: a picture for each input of each filter. */
export function filterPictures({ shape }: Tensor, values: Float32Array): PictureGrid | undefined {
  const [height = 0, width = 0, inputs = 0, filters = 0] = shape;
  if (shape.length !== 4 || height * width < 2) return undefined;
  const at = (picture: number, y: number, x: number) => {
    const filter = Math.floor(picture / inputs);
    return ((y * width + x) * inputs + (picture % inputs)) * filters + filter;
  };
  return gridOf(values, { count: inputs * filters, height, width, at });
}
