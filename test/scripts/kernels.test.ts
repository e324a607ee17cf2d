import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { kernelChecks } from '../../scripts/doctor/kernels.mjs';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node') as typeof TensorFlow;

it.each(kernelChecks(tf))('$name gives what it should', ({ run, expected }) => {
  const got = tf.tidy(() => [...run().dataSync()]);
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 4));
});
