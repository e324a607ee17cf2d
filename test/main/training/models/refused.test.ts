import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { modelFromJSON } from '../../../../main/training/models';

const file = join(import.meta.dirname, '../../../fixtures/keras-models/refused.json');
const refused = JSON.parse(readFileSync(file, 'utf8')) as { readonly [name: string]: object };

const expected: readonly (readonly [name: string, layer: string, what: string])[] = [
  ['activity_regularizer', 'watched', 'activity_regularizer'],
  ['GroupNormalization', 'grouped', 'GroupNormalization'],
  ['groups', 'grouped', 'groups: 2'],
  ['causal', 'later', 'padding'],
  ['relu_slope', 'sloped', 'negative_slope'],
  ['mixed', 'mixed', 'mixed_bfloat16'],
  ['keepdims', 'kept', 'keepdims'],
];

describe('what cannot be computed as in Keras', () => {
  it.each(expected)('%s is refused by the name of its layer', async (name, layer, what) => {
    const error = await modelFromJSON(refused[name]!).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unsupported-layer', values: { layer } });
    expect(error).toHaveProperty('values.what', expect.stringContaining(what));
  });

  it('an activation without an equal here is refused', async () => {
    await expect(modelFromJSON(refused['activation']!)).rejects.toMatchObject({ code: 'model-json' });
  });

  it.each([['text that is no JSON'], ['{}'], ['{"class_name": "Sequential"}']])('%s is no model', async (text) => {
    await expect(modelFromJSON(text)).rejects.toMatchObject({ code: 'model-json' });
  });
});
