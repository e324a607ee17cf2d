import { defineKernel, integer, run } from './native';

/** The pixels of a PNG or JPEG picture, uint8 as int32: `contents` is a string tensor of the file's bytes. */
defineKernel('NativeDecodeImage', ({ inputs: { contents }, attrs }) => {
  const { channels } = attrs as unknown as { readonly channels: number };
  // TensorFlow's kernel looks at the bytes: the one for PNG reads JPEG as well.
  return run('DecodePng', [integer('channels', channels)], [contents!]);
});
