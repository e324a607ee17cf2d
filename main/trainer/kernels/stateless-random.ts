import { defineKernel, run, typed, withIntegers } from './native';

/** Random numbers that depend on nothing but `seeds`, two of type int32, by one of TensorFlow's stateless kernels. */
function defineStatelessKernel(kernelName: string, op: string): void {
  defineKernel(kernelName, ({ inputs: { seeds }, attrs }) => {
    const { shape } = attrs as unknown as { readonly shape: readonly number[] };
    const types = [typed('dtype', 'float32'), typed('T', 'int32'), typed('Tseed', 'int32')];
    return withIntegers(shape, (size) => run(op, types, [size, seeds!]));
  });
}

defineStatelessKernel('StatelessUniform', 'StatelessRandomUniform');
defineStatelessKernel('StatelessNormal', 'StatelessRandomNormal');
defineStatelessKernel('StatelessTruncatedNormal', 'StatelessTruncatedNormal');
