import { serialization } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';

type Values = { readonly [key: string]: unknown };
type Node = { readonly class_name: string; readonly config: Values };

/** Settings that tfjs-layers would pass over in silence, with the values at which nothing is lost by that. */
const harmless: { readonly [setting: string]: readonly unknown[] } = {
  activity_regularizer: [null],
  backward_layer: [null],
  groups: [1],
  keepdims: [false],
  negative_slope: [0],
  output_padding: [null],
  renorm: [false],
  time_major: [false],
  zero_output_for_mask: [false, null],
};

/** Regularizers that Keras writes by names of their own, and the ones a plain string stands for. */
const penalties: { readonly [name: string]: (config: Values) => Values } = {
  L1: ({ l1 }) => ({ l1: l1 ?? 0.01, l2: 0 }),
  L2: ({ l2 }) => ({ l1: 0, l2: l2 ?? 0.01 }),
  L1L2: ({ l1, l2 }) => ({ l1: l1 ?? 0, l2: l2 ?? 0 }),
};

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: unknown): value is Node {
  return isRecord(value) && typeof value['class_name'] === 'string' && isRecord(value['config']);
}

function refuse(layer: unknown, setting: string, value: unknown): never {
  const name = typeof layer === 'string' ? layer : '?';
  throw new CodedError('unsupported-layer', { layer: name, what: `${setting}: ${JSON.stringify(value)}` });
}

function penaltyOf(value: unknown): unknown {
  if (isNode(value)) return value;
  if (typeof value !== 'string') return value;
  const name = value.toUpperCase().replace('_', '');
  return penalties[name] ? { class_name: name, config: {} } : value;
}

function checkSettings(config: Values): void {
  const { name } = config;
  for (const [setting, allowed] of Object.entries(harmless)) {
    const value = config[setting];
    if (value !== undefined && !allowed.includes(value)) refuse(name, setting, value);
  }
  const { dtype } = config;
  const policy = isNode(dtype) ? dtype.config['name'] : dtype;
  if (typeof policy === 'string' && policy.includes('float') && policy !== 'float32') refuse(name, 'dtype', policy);
}

function layerConfig(className: string, config: Values): Values {
  const { dtype, axis } = config;
  const result: { [key: string]: unknown } = { ...config };
  if (isNode(dtype)) result['dtype'] = 'float32';
  if (className === 'BatchNormalization' && Array.isArray(axis) && axis.length === 1)
    [result['axis']] = axis as unknown[];
  if (config['padding'] === 'causal') refuse(config['name'], 'padding', 'causal');
  if (className === 'ReLU' && (config['threshold'] ?? 0) !== 0)
    refuse(config['name'], 'threshold', config['threshold']);
  if (className === 'SeparableConv2D') {
    for (const part of ['initializer', 'regularizer', 'constraint']) delete result[`kernel_${part}`];
  }
  return result;
}

const classNames = { GRU: 'ResetAfterGRU', GRUCell: 'ResetAfterGRUCell' } as const;
const kerasNames: { readonly [own: string]: string } = { ResetAfterGRU: 'GRU', ResetAfterGRUCell: 'GRUCell' };

function classNameOf(className: string, config: Values): string {
  const isGRU = className === 'GRU' || className === 'GRUCell';
  if (isGRU && config['reset_after'] === true) return classNames[className];
  if (!(className in serialization.SerializationMap.getMap().classNameMap)) {
    const { name } = config;
    const layer = typeof name === 'string' ? name : className;
    throw new CodedError('unsupported-layer', { layer, what: className });
  }
  return className;
}

/**
 * A model, layer, initializer or regularizer as Keras writes it, spelled so that it can be built here with the same
 * results.
 * @throws CodedError `unsupported-layer` for what would be left out or computed otherwise
 */
export function fromKeras(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromKeras);
  if (!isRecord(value)) return value;
  if (!isNode(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fromKeras(each)]));
  const penalty = penalties[value.class_name];
  if (penalty) return { ...value, class_name: 'L1L2', config: penalty(value.config) };
  const className = classNameOf(value.class_name, value.config);
  checkSettings(value.config);
  const entries = Object.entries(layerConfig(className, value.config)).map(([key, each]) => [
    key,
    fromKeras(key.endsWith('_regularizer') ? penaltyOf(each) : each),
  ]);
  return { ...value, class_name: className, config: Object.fromEntries(entries) as Values };
}

/** The topology of a model with Keras's own class names in it. */
export function toKeras(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toKeras);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [
    key,
    key === 'class_name' ? (kerasNames[String(each)] ?? each) : toKeras(each),
  ]);
  return Object.fromEntries(entries);
}
