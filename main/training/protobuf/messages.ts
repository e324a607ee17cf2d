import type { INamespace } from 'protobufjs/light.js';

type Fields = {
  readonly [name: string]: readonly [type: string, id: number, rule?: 'repeated' | { readonly map: string }];
};

/** A message by its fields: type, number, and whether they repeat or are a map. */
export function message(fields: Fields): INamespace {
  const entries = Object.entries(fields).map(([name, [type, id, rule]]) => {
    if (typeof rule === 'object') return [name, { type, id, keyType: rule.map }];
    return [name, { type, id, ...(rule && { rule }) }];
  });
  return { fields: Object.fromEntries(entries) as object } as INamespace;
}

/** A tensor and its shape, of which TensorFlow's other messages are made. */
export const tensorMessages = {
  Dimension: message({ size: ['int64', 1] }),
  Shape: message({ dim: ['Dimension', 2, 'repeated'], unknownRank: ['bool', 3] }),
  Tensor: message({ dtype: ['int32', 1], tensorShape: ['Shape', 2], tensorContent: ['bytes', 4] }),
} as const;
