import { expect, it } from 'vitest';
import { drawingPace } from '../../../renderer/store/drawing-pace';

it('leaves the cores to training where there are few', () => {
  for (const cores of [1, 2]) expect(drawingPace(cores)).toEqual({ charts: 250, numbers: 500 });
});

it('draws ten times a second where a core is to spare', () => {
  for (const cores of [3, 4, 64]) expect(drawingPace(cores)).toEqual({ charts: 100, numbers: 200 });
});
