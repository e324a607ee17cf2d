import { describe, expect, it } from 'vitest';
import type { LayerMeasure } from '../../../../main/contract/debug/layers';
import { percentText, pickedLayer, placeOfRatio, valueText } from '../../../../renderer/features/layers/layer-words';
import { cellsOf, pixelsOf } from '../../../../renderer/features/layers/picture-cells';

const layer = (name: string, trainable: boolean): LayerMeasure => ({
  name,
  className: 'Dense',
  parameters: 4,
  trainable,
  hasNotFinite: false,
});

describe('words of a layer', () => {
  it.each([
    [undefined, '–'],
    [0.00214, '0.0021'],
    [1.9518, '1.952'],
    [0.00000123, '1.2e−6'],
    [NaN, 'NaN'],
  ])('show %s as %s', (value, text) => expect(valueText(value)).toBe(text));

  it.each([
    [0, '0 %'],
    [0.004, '0.4 %'],
    [0.412, '41 %'],
    [1, '100 %'],
  ])('show the share %s as %s', (share, text) => expect(percentText(share)).toBe(text));

  it.each([
    [1e-7, 0],
    [1e-3, 0.5],
    [1, 1],
    [30, 1],
    [0, 0],
    [NaN, 0],
  ])('put the ratio %s at %s', (ratio, place) => expect(placeOfRatio(ratio)).toBeCloseTo(place, 6));

  it('show the picked layer, else the first that is trained', () => {
    const layers = [layer('frozen', false), layer('dense', true)];
    expect(pickedLayer(layers, 'frozen')?.name).toBe('frozen');
    expect(pickedLayer(layers, 'gone')?.name).toBe('dense');
    expect(pickedLayer([layers[0]!], undefined)?.name).toBe('frozen');
  });
});

describe('a grid of pictures', () => {
  it('shows each at a whole multiple of its pixels, as many in a row as there is room for', () => {
    expect(cellsOf([8, 3, 3])).toMatchObject({ scale: 16, columns: 6, totalWidth: 6 * 50 - 2, totalHeight: 98 });
    expect(cellsOf([64, 64, 64])).toMatchObject({ scale: 1, columns: 4 });
    expect(cellsOf([1, 400, 400])).toMatchObject({ scale: 1, columns: 1 });
  });

  it('puts the grey levels where they belong and leaves the rest clear', () => {
    const cells = { ...cellsOf([2, 1, 2]), scale: 1, columns: 2, step: [4, 3] as const, totalWidth: 6, totalHeight: 1 };
    const pixels = pixelsOf([10, 20, 30, 40], cells);
    const levels = Array.from({ length: 6 }, (_, at) => [pixels[at * 4], pixels[at * 4 + 3]]);
    expect(levels).toEqual([
      [10, 255],
      [20, 255],
      [0, 0],
      [0, 0],
      [30, 255],
      [40, 255],
    ]);
  });
});
