import { layers, model as makeModel, sequential as makeSequential } from '@tensorflow/tfjs-layers';

let counts = new Map<string, number>();
/** The layer whose constructor has just asked for its class: it does so only to make up a name, where it was given none. */
let unnamed: object | undefined;

/** A name as Keras numbers them: `dense`, `dense_1`, `dense_2`, … */
function nextName(base: string): string {
  const count = counts.get(base) ?? 0;
  counts.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}

/** Lets automatic names begin anew, as Keras's `clear_session` does: an experiment that is built again gets the same. */
export function beginLayerNames(): void {
  counts = new Map();
}

type Layer = { name: string };
type Classed = { getClassName(): string };

/** Classes that give themselves a name after the constructor of a layer has. */
const containers = new Set(['Model', 'Functional', 'Sequential']);

/** tfjs-layers calls a nameless layer `dense_Dense3`, counted over all that the process ever made. */
function kerasName(layer: Classed, given: string): string {
  const className = layer.getClassName();
  if (containers.has(className)) return given;
  return nextName(given.slice(0, given.lastIndexOf(`_${className}`)));
}

function note(layer: Classed): void {
  if (!Object.hasOwn(layer, 'name')) unnamed = layer;
}

const prototype = layers.Layer.prototype as unknown as Layer & Classed;
const { getClassName } = prototype;
prototype.getClassName = function (this: Classed) {
  note(this);
  return getClassName.call(this);
};
Object.defineProperty(prototype, 'name', {
  configurable: true,
  // Runs once for a layer, in its constructor; from then on the name is a property of its own.
  set(this: Layer & Classed, given: string) {
    const value = unnamed === this ? kerasName(this, given) : given;
    unnamed = undefined;
    Object.defineProperty(this, 'name', { value, writable: true, enumerable: true, configurable: true });
  },
});

/** `tf.sequential`, with an automatic name as in Keras. */
export const sequential: typeof makeSequential = (config) =>
  makeSequential({ ...config, name: config?.name ?? nextName('sequential') });

/** `tf.model`, with an automatic name as in Keras. */
export const model: typeof makeModel = (config) => makeModel({ ...config, name: config.name ?? nextName('model') });
