import { defineKernel, flag, runAll, typed } from './native';

/** The reduced QR decomposition: `[q, r]`. */
defineKernel('NativeQr', ({ inputs: { x } }) =>
  runAll('Qr', [flag('full_matrices', false), typed('T', 'float32')], [x!], 2),
);
