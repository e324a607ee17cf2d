import util from 'node:util';
import { backend, registerKernel, setBackend, tensor1d, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend';

process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

// Kernels of tfjs-node call these two; newer Nodes have taken them away.
const olderUtil = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean };
olderUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;
olderUtil.isArray ??= (value) => Array.isArray(value);

// Loaded only now: the library reads its environment once, while it loads.
const { version } = await import('@tensorflow/tfjs-node');
await setBackend('tensorflow');

type Binding = { readonly [constant: string]: number } & { readonly TF_Version: string };
type OpAttribute = { name: string; type: number; value: number | boolean };

function native(): NodeJSKernelBackend {
  return backend() as unknown as NodeJSKernelBackend;
}

function binding(): Binding {
  return native().binding as unknown as Binding;
}

function typeAttribute(name: string, type: 'TF_FLOAT' | 'TF_INT32'): OpAttribute {
  const constants = binding();
  return { name, type: constants['TF_ATTR_TYPE']!, value: constants[type]! };
}

/** Random numbers that depend on nothing but `seeds`, by one of TensorFlow's stateless kernels. */
function registerStatelessKernel(kernelName: string, op: string): void {
  registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: ({ attrs }) => {
      const { shape, seeds } = attrs as NamedAttrMap & { shape: number[]; seeds: [number, number] };
      const inputs: Tensor[] = [tensor1d(shape, 'int32'), tensor1d(seeds, 'int32')];
      const types = [
        typeAttribute('dtype', 'TF_FLOAT'),
        typeAttribute('T', 'TF_INT32'),
        typeAttribute('Tseed', 'TF_INT32'),
      ];
      const values = native().executeSingleOutput(op, types, inputs);
      for (const input of inputs) input.dispose();
      return values;
    },
  });
}

registerStatelessKernel('StatelessUniform', 'StatelessRandomUniform');
registerStatelessKernel('StatelessNormal', 'StatelessRandomNormal');
registerStatelessKernel('StatelessTruncatedNormal', 'StatelessTruncatedNormal');

/** The reduced QR decomposition: `[q, r]`. */
registerKernel({
  kernelName: 'NativeQr',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs }) => {
    const { x } = inputs;
    const full = { name: 'full_matrices', type: binding()['TF_ATTR_BOOL']!, value: false };
    return native().executeMultipleOutputs('Qr', [full, typeAttribute('T', 'TF_FLOAT')], [x as Tensor], 2);
  },
});

/** The pixels of a PNG or JPEG picture, uint8 as int32: `contents` is a string tensor of the file's bytes. */
registerKernel({
  kernelName: 'NativeDecodeImage',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs }) => {
    const { channels } = attrs as NamedAttrMap & { channels: number };
    const attribute = { name: 'channels', type: binding()['TF_ATTR_INT']!, value: channels };
    // TensorFlow's kernel looks at the bytes: the one for PNG reads JPEG as well.
    return native().executeSingleOutput('DecodePng', [attribute], [inputs['contents'] as Tensor]);
  },
});

/** Versions of what computes, for the record of a run. */
export function versions(): { readonly tensorflow: string; readonly tfjs: string } {
  return { tensorflow: binding().TF_Version, tfjs: version.tfjs };
}
