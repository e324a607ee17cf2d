// Every kernel that the examples need, each run on a few numbers whose result is known: worked out by hand,
// or, for the random ones, recorded.

/**
 * @typedef {object} KernelCheck
 * @property {string} name the kernel's name in TensorFlow
 * @property {() => import('@tensorflow/tfjs-core').Tensor} run
 * @property {readonly number[]} expected
 */

/**
 * @param {typeof import('@tensorflow/tfjs-core')} tf tfjs, on the native backend
 * @returns {KernelCheck[]}
 */
export const kernelChecks = (tf) =>
  [
    ...arithmetic(tf),
    ...elementwise(tf),
    ...reductions(tf),
    ...shapes(tf),
    ...indexing(tf),
    ...matrices(tf),
    ...convolution(tf),
    ...activations(tf),
    ...random(tf),
  ].map(([name, run, expected]) => ({ name, run, expected }));

const pair = (tf) => [tf.tensor1d([6, 9]), tf.tensor1d([2, 3])];

function arithmetic(tf) {
  const [a, b] = pair(tf);
  const flags = tf.tensor1d([1, 0], 'bool');
  return [
    ['Add', () => a.add(b), [8, 12]],
    ['AddN', () => tf.addN([a, b, b]), [10, 15]],
    ['Sub', () => a.sub(b), [4, 6]],
    ['Mul', () => a.mul(b), [12, 27]],
    ['RealDiv', () => a.div(b), [3, 3]],
    ['FloorDiv', () => tf.floorDiv(a, tf.tensor1d([4, 2])), [1, 4]],
    ['FloorMod', () => tf.mod(a, tf.tensor1d([4, 2])), [2, 1]],
    ['Pow', () => b.pow(2), [4, 9]],
    ['Maximum', () => tf.maximum(b, 2.5), [2.5, 3]],
    ['Minimum', () => tf.minimum(b, 2.5), [2, 2.5]],
    ['SquaredDifference', () => tf.squaredDifference(a, b), [16, 36]],
    ['Greater', () => b.greater(2), [0, 1]],
    ['GreaterEqual', () => b.greaterEqual(3), [0, 1]],
    ['Less', () => b.less(3), [1, 0]],
    ['LessEqual', () => b.lessEqual(2), [1, 0]],
    ['Equal', () => b.equal(3), [0, 1]],
    ['NotEqual', () => b.notEqual(3), [1, 0]],
    ['LogicalAnd', () => tf.logicalAnd(flags, [true, true]), [1, 0]],
    ['LogicalOr', () => tf.logicalOr(flags, [false, true]), [1, 1]],
    ['LogicalNot', () => tf.logicalNot(flags), [0, 1]],
    ['Select', () => tf.where(flags, a, b), [6, 3]],
  ];
}

function elementwise(tf) {
  const x = tf.tensor1d([-4, 0.25]);
  const positive = tf.tensor1d([1, 4]);
  return [
    ['Abs', () => x.abs(), [4, 0.25]],
    ['Neg', () => x.neg(), [4, -0.25]],
    ['Sign', () => x.sign(), [-1, 1]],
    ['Square', () => x.square(), [16, 0.0625]],
    ['Sqrt', () => positive.sqrt(), [1, 2]],
    ['Rsqrt', () => positive.rsqrt(), [1, 0.5]],
    ['Reciprocal', () => positive.reciprocal(), [1, 0.25]],
    ['Exp', () => tf.exp([0, 1]), [1, Math.E]],
    ['Expm1', () => tf.expm1([0, 1]), [0, Math.E - 1]],
    ['Log', () => positive.log(), [0, Math.log(4)]],
    ['Log1p', () => positive.log1p(), [Math.log(2), Math.log(5)]],
    ['Floor', () => x.floor(), [-4, 0]],
    ['Ceil', () => x.ceil(), [-4, 1]],
    ['Round', () => tf.round([0.5, 1.5, -1.2]), [0, 2, -1]],
    ['ClipByValue', () => x.clipByValue(-1, 1), [-1, 0.25]],
    ['Step', () => x.step(), [0, 1]],
    ['Sin', () => tf.sin([0, Math.PI / 2]), [0, 1]],
    ['Cos', () => tf.cos([0, Math.PI / 3]), [1, 0.5]],
    ['IsNan', () => tf.isNaN([Number.NaN, 1]), [1, 0]],
    ['IsFinite', () => tf.isFinite([Infinity, 1]), [0, 1]],
    ['Cast', () => tf.cast([1.7, -1.7], 'int32'), [1, -1]],
    ['ZerosLike', () => tf.zerosLike(x), [0, 0]],
    ['OnesLike', () => tf.onesLike(x), [1, 1]],
    ['Fill', () => tf.fill([2], 3), [3, 3]],
  ];
}

function reductions(tf) {
  const table = tf.tensor2d([
    [1, 5, 3],
    [4, 2, 6],
  ]);
  return [
    ['Sum', () => table.sum(1), [9, 12]],
    ['Mean', () => table.mean(0), [2.5, 3.5, 4.5]],
    ['Max', () => table.max(1), [5, 6]],
    ['Min', () => table.min(1), [1, 2]],
    ['Prod', () => table.prod(1), [15, 48]],
    ['All', () => tf.cast(table, 'bool').all(), [1]],
    ['Any', () => table.greater(5).any(1), [0, 1]],
    ['ArgMax', () => table.argMax(1), [1, 2]],
    ['ArgMin', () => table.argMin(1), [0, 1]],
    ['Cumsum', () => table.cumsum(1), [1, 6, 9, 4, 6, 12]],
    ['TopKV2', () => tf.topk(table, 2).values, [5, 3, 6, 4]],
    ['TopKV2, indices', () => tf.topk(table, 2).indices, [1, 2, 2, 0]],
  ];
}

function shapes(tf) {
  const table = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  return [
    ['Reshape', () => table.reshape([4]), [1, 2, 3, 4]],
    ['Transpose', () => table.transpose(), [1, 3, 2, 4]],
    ['Slice', () => table.slice([1, 0], [1, 2]), [3, 4]],
    ['StridedSlice', () => table.stridedSlice([0, 1], [2, 2], [1, 1]), [2, 4]],
    ['ConcatV2', () => tf.concat([table, table], 1), [1, 2, 1, 2, 3, 4, 3, 4]],
    ['SplitV', () => tf.split(table, 2, 1)[1], [2, 4]],
    ['Pack', () => tf.stack([table, table]).sum(0), [2, 4, 6, 8]],
    ['Unpack', () => tf.unstack(table)[1], [3, 4]],
    ['PadV2', () => tf.pad(tf.tensor1d([5]), [[1, 2]], 9), [9, 5, 9, 9]],
    ['Tile', () => tf.tile(tf.tensor1d([1, 2]), [2]), [1, 2, 1, 2]],
    ['BroadcastTo', () => tf.broadcastTo(tf.tensor2d([[1], [2]]), [2, 2]), [1, 1, 2, 2]],
    ['ReverseV2', () => table.reverse(1), [2, 1, 4, 3]],
    ['ExpandDims', () => table.expandDims(0).squeeze(), [1, 2, 3, 4]],
    ['ResizeBilinear', () => tf.image.resizeBilinear(table.reshape([2, 2, 1]), [1, 1]), [1]],
    [
      'ResizeNearestNeighbor',
      () => tf.image.resizeNearestNeighbor(table.reshape([2, 2, 1]), [2, 4]),
      [1, 1, 2, 2, 3, 3, 4, 4],
    ],
  ];
}

function indexing(tf) {
  const rows = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const picked = tf.tensor1d([2, 0, 2], 'int32');
  return [
    ['GatherV2', () => tf.gather(rows, picked), [5, 6, 1, 2, 5, 6]],
    ['GatherNd', () => tf.gatherND(rows, tf.tensor2d([[1, 1]], [1, 2], 'int32')), [4]],
    ['ScatterNd', () => tf.scatterND(tf.tensor2d([[1]], [1, 1], 'int32'), tf.tensor1d([7]), [3]), [0, 7, 0]],
    ['UnsortedSegmentSum', () => tf.unsortedSegmentSum(tf.ones([3, 2]), picked, 3), [1, 1, 0, 0, 2, 2]],
    [
      'UnsortedSegmentSum, gradient of an embedding',
      () => tf.grad((w) => tf.gather(w, picked).sum())(rows),
      [1, 1, 0, 0, 2, 2],
    ],
    ['OneHot', () => tf.oneHot(tf.tensor1d([1, 0], 'int32'), 2), [0, 1, 1, 0]],
    ['Range', () => tf.range(0, 3), [0, 1, 2]],
    ['LinSpace', () => tf.linspace(0, 1, 3), [0, 0.5, 1]],
  ];
}

function matrices(tf) {
  const a = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  const qr = { types: { T: tf.backend().binding.TF_FLOAT }, flags: { full_matrices: false } };
  const square = tf.tensor2d([
    [3, 0],
    [4, 5],
  ]);
  return [
    ['BatchMatMul', () => a.matMul(a), [7, 10, 15, 22]],
    ['BatchMatMul, transposed', () => tf.matMul(a, a, true, false), [10, 14, 14, 20]],
    ['BatchMatMul, batch of 2', () => tf.matMul(tf.stack([a, a]), tf.stack([a, a])).sum(0), [14, 20, 30, 44]],
    [
      '_FusedMatMul',
      () => tf.fused.matMul({ a, b: a, bias: tf.tensor1d([-8, 0]), activation: 'relu' }),
      [0, 10, 7, 22],
    ],
    ['Qr', () => tf.matMul(...rawOutputs(tf, 'Qr', qr, [square], 2)), [3, 0, 4, 5]],
    ['MatrixDiag', () => tf.diag(tf.tensor1d([1, 2])), [1, 0, 0, 2]],
  ];
}

function convolution(tf) {
  const image = tf.range(1, 10).reshape([1, 3, 3, 1]);
  const filter = tf.tensor4d([1, 0, 0, 1], [2, 2, 1, 1]);
  const convolve = (x, w) => tf.conv2d(x, w, 1, 'valid');
  const onImage = (of) => () => tf.grad(of)(image);
  const pool = (x) => tf.maxPool(x, 2, 1, 'valid');
  const average = (x) => tf.avgPool(x, 2, 1, 'valid');
  const depthwise = (x, w) => tf.depthwiseConv2d(x, w, 1, 'valid');
  return [
    ['Conv2D', () => convolve(image, filter), [6, 8, 12, 14]],
    ['Conv2DBackpropInput', onImage((x) => convolve(x, filter).sum()), [1, 1, 0, 1, 2, 1, 0, 1, 1]],
    ['Conv2DBackpropFilter', () => tf.grad((w) => convolve(image, w).sum())(filter), [12, 16, 24, 28]],
    ['DepthwiseConv2dNative', () => depthwise(image, filter), [6, 8, 12, 14]],
    ['DepthwiseConv2dNativeBackpropInput', onImage((x) => depthwise(x, filter).sum()), [1, 1, 0, 1, 2, 1, 0, 1, 1]],
    ['DepthwiseConv2dNativeBackpropFilter', () => tf.grad((w) => depthwise(image, w).sum())(filter), [12, 16, 24, 28]],
    ['MaxPool', () => pool(image), [5, 6, 8, 9]],
    ['MaxPoolGrad', onImage((x) => pool(x).sum()), [0, 0, 0, 0, 1, 1, 0, 1, 1]],
    ['AvgPool', () => average(image), [3, 4, 6, 7]],
    ['AvgPoolGrad', onImage((x) => average(x).sum()), [0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25]],
    ['FusedBatchNormV3', () => tf.batchNorm(tf.tensor4d([1, 3], [2, 1, 1, 1]), [2], [1], [0], [1], 0), [-1, 1]],
  ];
}

function activations(tf) {
  const x = tf.tensor1d([-1, 2]);
  const even = tf.tensor2d([[0, Math.log(3)]]);
  const gradient = (of) => () => tf.grad((v) => of(v).sum())(x);
  const [sigmoidOf2, tanhOf2] = [1 / (1 + Math.exp(-2)), Math.tanh(2)];
  const labels = tf.tensor2d([[0, 1]]);
  return [
    ['Relu', () => x.relu(), [0, 2]],
    ['ReluGrad', gradient((v) => v.relu()), [0, 1]],
    ['Relu6', () => tf.relu6([-1, 7]), [0, 6]],
    ['LeakyRelu', () => tf.leakyRelu(x, 0.1), [-0.1, 2]],
    ['Elu', () => x.elu(), [Math.expm1(-1), 2]],
    ['EluGrad', gradient((v) => v.elu()), [Math.exp(-1), 1]],
    ['Selu', () => x.selu(), [1.7580993408473766 * Math.expm1(-1), 2 * 1.0507009873554805]],
    ['Prelu', () => tf.prelu(x, tf.tensor1d([0.5, 0.5])), [-0.5, 2]],
    ['Softplus', () => x.softplus(), [Math.log1p(Math.exp(-1)), Math.log1p(Math.exp(2))]],
    ['Sigmoid', () => x.sigmoid(), [1 / (1 + Math.E), sigmoidOf2]],
    ['Sigmoid, gradient', gradient((v) => v.sigmoid()), [Math.E / (1 + Math.E) ** 2, sigmoidOf2 * (1 - sigmoidOf2)]],
    ['Tanh', () => x.tanh(), [Math.tanh(-1), tanhOf2]],
    ['Tanh, gradient', gradient((v) => v.tanh()), [1 - Math.tanh(1) ** 2, 1 - tanhOf2 ** 2]],
    ['Erf', () => tf.erf([0, 1]), [0, 0.8427008]],
    ['Softmax', () => tf.softmax(even), [0.25, 0.75]],
    ['LogSoftmax', () => tf.logSoftmax(even), [Math.log(0.25), Math.log(0.75)]],
    ['Softmax, gradient', () => tf.grad((v) => tf.softmax(v).mul(labels).sum())(even), [-0.1875, 0.1875]],
    ['LogSoftmax, gradient', () => tf.grad((v) => tf.logSoftmax(v).mul(labels).sum())(even), [-0.25, 0.25]],
  ];
}

/** The same key must give the same numbers on every machine: that is what Restart rests on. */
function random(tf) {
  const { TF_INT32, TF_FLOAT } = tf.backend().binding;
  const types = { dtype: TF_FLOAT, T: TF_INT32, Tseed: TF_INT32 };
  const draw = (name) => {
    const key = tf.tensor1d([7, 11], 'int32');
    return rawOutputs(tf, name, { types }, [tf.tensor1d([3], 'int32'), key], 1)[0];
  };
  return [
    [
      'StatelessRandomUniform',
      () => draw('StatelessRandomUniform'),
      [0.7251373529434204, 0.07715070247650146, 0.5419409275054932],
    ],
    [
      'StatelessRandomNormal',
      () => draw('StatelessRandomNormal'),
      [0.3736024796962738, 0.7093726396560669, 1.103570818901062],
    ],
    [
      'StatelessTruncatedNormal',
      () => draw('StatelessTruncatedNormal'),
      [0.3736024796962738, 0.7093726396560669, 1.103570818901062],
    ],
  ];
}

/** Calls a kernel that tfjs has no function for. */
function rawOutputs(tf, name, { types = {}, flags = {} }, inputs, count) {
  const { TF_ATTR_TYPE, TF_ATTR_BOOL } = tf.backend().binding;
  const attributes = (values, type) => Object.entries(values).map(([key, value]) => ({ name: key, type, value }));
  const all = [...attributes(types, TF_ATTR_TYPE), ...attributes(flags, TF_ATTR_BOOL)];
  return tf.backend().executeMultipleOutputs(name, all, inputs, count);
}
