import type { AtBatch, TrainingErrors } from '../../errors/training';
import type { ErrorReport } from '../../errors';
import { nearNames } from '../../nearest-names';
import type { ErrorText, ErrorTexts } from '../error-text';
import { wordOf } from '../word-of';
import { commands } from './commands';
import { window } from './window';

type Which = 'x' | 'y' | 'sampleWeight';
const parts: { readonly [Part in Which]: string } = { x: '输入', y: '目标', sampleWeight: '样本权重' };
const kinds: { readonly [What in TrainingErrors['unknown-name']['what']]: string } = {
  loss: '损失函数',
  metric: '指标',
  optimizer: '优化器',
  schedule: '学习率调度',
  hyperparameter: '超参数',
  model: '模型',
  callback: '回调函数',
  layer: '可修改的层',
  output: '输出',
};
const forms = '[x, y] | [x, y, sampleWeight] | { xs, ys, sampleWeight }';

function at({ epoch, batch, during }: AtBatch): string {
  if (batch === undefined) return '';
  const words = `${during === 'validation' ? '验证的' : ''}第 ${batch + 1} 批`;
  return epoch === undefined ? `（${words}）` : `（第 ${epoch + 1} 轮，${words}）`;
}

function callOf(where: string): string {
  return where === 'event loop' ? '定时器或 Promise ' : ` ${where} `;
}

const fitting: { readonly [Loss in NonNullable<TrainingErrors['shape-mismatch']['fitting']>]: string } = {
  sparse: '目标是类别编号时请使用 sparseCategoricalCrossentropy，或把目标改为 one-hot。',
  categorical: '目标是 one-hot 时请使用 categoricalCrossentropy，或把目标改为类别编号。',
};

export const trainingErrors: ErrorTexts<keyof TrainingErrors> = {
  'user-code': ({ where, message, ...place }) => ({
    headline: `你的代码在${callOf(where)}中抛出异常${at(place)}：${message}`,
    next: '请修改该行，然后重新开始。此前的更新会保留。',
  }),
  'yield-form': ({ got, ...place }) => ({
    headline: `数据${at(place)}的形式无法用于训练。`,
    expected: forms,
    got,
    next: '请同时给出一个批次的输入和目标。',
  }),
  'missing-key': ({ which, key, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)}的键与模型不符：${key}。`,
    expected,
    got,
    next: '请用模型的层名作为键，每个各一次。',
  }),
  'count-mismatch': ({ which, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)}的数组个数不对。`,
    expected: String(expected),
    got: String(got),
    next: '请为模型的每个输入或输出各给一个数组。',
  }),
  'shape-mismatch': ({ which, name, expected, got, fitting: loss, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place) || ' '}的形状不对。`,
    expected,
    got,
    next: loss ? fitting[loss] : '请修改数据，或修改模型中的形状。',
  }),
  'rows-differ': ({ which, x, other, ...place }) => ({
    headline: `${parts[which]}${at(place)}的行数与输入不同。`,
    expected: String(x),
    got: String(other),
    next: '请让目标和权重的个数与样本数一致。',
  }),
  'empty-batch': (place) => ({
    headline: `该批次${at(place)}没有样本。`,
    next: '请去掉空批次，否则权重会变成 NaN。',
  }),
  'not-finite-input': ({ which, name, row, value, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place) || ' '}在该批次第 ${row + 1} 行含有 ${value}。`,
    expected: '有限的数',
    got: value,
    next: '请清理数据：一个这样的值就会使所有权重变成 NaN。',
  }),
  'class-out-of-range': ({ name, row, value, classes, ...place }) => ({
    headline: `目标 ${name}${at(place) || ' '}在该批次第 ${row + 1} 行不是有效类别。`,
    expected: `0 … ${classes - 1}`,
    got: String(value),
    next: '请更正标签，或增加最后一层的单元数。',
  }),
  'token-out-of-range': ({ name, row, value, tokens, ...place }) => ({
    headline: `输入 ${name}${at(place) || ' '}在该批次第 ${row + 1} 行含有嵌入层没有的词元编号。`,
    expected: `0 … ${tokens - 1}`,
    got: String(value),
    next: '请更正数据，或增大嵌入层的 inputDim。',
  }),
  'class-weight-missing': ({ missing, ...place }) => ({
    headline: `classWeight 缺少类别 ${missing} 的权重${at(place)}。`,
    next: '请为每个类别给出权重；1 表示不变。',
  }),
  'class-weight-outputs': ({ outputs }) => ({
    headline: `模型有 ${outputs} 个输出，不能使用 classWeight。`,
    next: '请改用 sampleWeight，每个输出各一个数组。',
  }),
  'generator-empty': ({ which }) => ({
    headline: {
      train: '训练数据没有任何批次。',
      validation: '验证数据没有任何批次。',
      evaluation: '用于评估的数据没有任何批次。',
      prediction: '用于预测的数据没有任何批次。',
    }[which],
    next: '请至少给出一个批次。',
  }),
  'wrong-argument': ({ name, expected, got }) => ({
    headline: `参数 ${name} 的值无法使用。`,
    expected,
    got,
    next: `请更正 ${name}；尚未进行任何训练。`,
  }),
  'wrong-outputs': ({ field, expected, got }) => ({
    headline: `${field} 与模型的输出不符。`,
    expected,
    got,
    next: '请为每个输出各给一项，按顺序或按名称。在 lossWeights 中权重为 0 的输出不参与训练。',
  }),
  'one-class-output': ({ name }) => ({
    headline: `输出 ${name} 只有一个单元，而它的损失函数要求每个类别一个单元。`,
    expected: 'units >= 2',
    got: 'units: 1',
    next: '标签为 0 和 1 时，请使用 binaryCrossentropy 和 sigmoid 激活；否则请让该层的单元数等于类别数。',
  }),
  'data-form': ({ where, got }) => ({
    headline: `${where} 的数据既不是生成器，也不是 Sequence。`,
    expected: 'generator | { length, item(index) }',
    got,
    next: '请给出调用生成器函数后返回的值。',
  }),
  'ran-out-of-data': ({ which, batches, expected }) => ({
    headline: {
      train: '训练数据提前结束：训练到此为止。',
      validation: '验证数据提前结束：之后各轮不再验证。',
      evaluation: '用于评估的数据提前结束。',
      prediction: '用于预测的数据提前结束。',
    }[which],
    expected: `${expected} 个批次`,
    got: `${batches} 个批次`,
    next: {
      train: '请让生成器为每轮给出 stepsPerEpoch 个批次，或减少所需的批次。',
      validation: '请让生成器为每次验证给出 validationSteps 个批次，或减少所需的批次。',
      evaluation: '请让生成器给出 steps 个批次，或减少所需的批次。',
      prediction: '请让生成器给出 steps 个批次，或减少所需的批次。',
    }[which],
  }),
  'nothing-to-train': ({ initialEpoch, epochs }) => ({
    headline: '没有剩余的轮次可供训练。',
    expected: `initialEpoch < epochs (${epochs})`,
    got: `initialEpoch ${initialEpoch}`,
    next: 'epochs 是最后一轮的序号，而不是还要训练的轮数：请增大它。',
  }),
  'epochs-ignored': () => ({
    headline: '轮数不起作用：这里没有说明一轮有多少个批次。',
    next: '请用 --steps-per-epoch 说明，运行便在那么多批次之后结束；或者去掉 --epochs。',
  }),
  'steps-needed': ({ which }) => ({
    headline: `生成器没有长度，需要给出 ${which}。`,
    next: `请设置 ${which}，或返回 Sequence。`,
  }),
  'wrong-hyperparameter': ({ name, expected, got }) => ({
    headline: `超参数 ${name} 的值无法使用。`,
    expected,
    got,
    next: `请在 compile 中更正 ${name}。`,
  }),
  'unknown-name': ({ what, name, known }) => ({
    headline: `没有名为 ${name} 的${kinds[what]}。`,
    expected: known,
    next: nearNext(name, known),
  }),
  'unsupported-model': ({ layer, what }) => ({
    headline: `${layer} 目前无法训练。`,
    expected: what,
    next: '请返回已构建的模型：为第一层给出 inputShape。',
  }),
  'unsupported-layer': ({ layer, what }) => ({
    headline: `无法构建层 ${layer}：${what}。`,
    next: '请换用其他层或设置；按此设置算出的结果会与 Keras 不同。',
  }),
  'model-json': ({ got }) => ({
    headline: '这段 JSON 描述的不是模型。',
    expected: '{ class_name, config } | { modelTopology }',
    got,
    next: '请使用 Keras 的 model.to_json() 的输出，或 TensorFlow.js 的 model.json。',
  }),
  'nothing-kept': ({ folder, what }) => ({
    headline: `${folder} 中没有${what === 'run' ? '已保存的运行' : '保留的步'}。`,
    next: what === 'run' ? '请指定保存运行时打印出的文件夹。' : '请指定保留含 NaN 的步时显示的文件夹。',
  }),
  'model-file': ({ file, expected, got }) => ({
    headline: `无法把 ${file} 读作已保存的模型。`,
    expected,
    got,
    next: '请重新保存模型，或选择其他文件夹。',
  }),
  'other-model': ({ file, expected, got }) => ({
    headline: `${file} 中保存的内容属于另一个模型。`,
    expected,
    got,
    next: '请用保存它时的实验继续，或从头训练当前实验。',
  }),
  'file-name': ({ name, field, known }) => ({
    headline: `无法填写文件名 ${name}：${field}。`,
    expected: known,
    next: '请只使用当时日志中已有的字段。',
  }),
  'monitor-missing': ({ callback, monitor, known }) => ({
    headline: `${callback} 监视的 ${monitor} 在本轮中不存在。`,
    expected: known,
    next: '请改为监视其他值，或每轮都进行验证。',
  }),
  'learning-rate-fixed': () => ({
    headline: '学习率由调度决定，不能另行设置。',
    next: '请去掉设置学习率的回调，或为优化器的 learningRate 给出一个数。',
  }),
  'no-row-left': () => ({
    headline: '这是该批次的最后一行：去掉后就没有可训练的行了。',
    next: '请改为丢弃该批次。',
  }),
  'row-without-id': () => ({
    headline: '这些数据的行没有编号：改动只对训练所停留的批次有效。',
    next: '请步入一个批次（F11）后再修改其中的行，或使用 arrays、csv 等带行编号的数据源。',
  }),
  'repeat-without-epochs': () => ({
    headline: '只有按轮训练时才能重复数据：在此模式下，数据结束即训练结束。',
    next: '请在实验中让数据继续。',
  }),
  'data-not-repeated': () => ({
    headline: '再次调用 train() 后没有得到任何批次。',
    next: '请让它在每次调用时返回新的生成器，而不是先前已创建的那一个。',
  }),
  'batch-size-fixed': ({ rows }) =>
    rows === undefined
      ? {
          headline: '每次 trainOnBatch 得到哪些行由自定义循环决定。',
          next: '请在循环中修改批次大小，然后重新开始。',
        }
      : {
          headline: `该模型只接受 ${rows} 行的批次，不能改用其他大小。`,
          next: '请为第一层设置 inputShape 而非 batchInputShape，然后重新开始。',
        },
  'resume-loop': () => ({
    headline: '自定义循环不能在另一个进程中继续：它的变量没有保存。',
    next: '请从头开始训练。',
  }),
  'already-training': ({ model }) => ({
    headline: model === '' ? '模型已在训练中。' : `模型 ${model} 已在训练中。`,
    next: '请等待当前的训练调用结束，再开始新的训练。',
  }),
  'data-file': ({ file, row, column, expected, got }) => ({
    headline: [`无法把 ${file} 读作数据`, row !== undefined && `第 ${row} 行`, column !== undefined && `列 ${column}`]
      .filter(Boolean)
      .join('，'),
    expected,
    got,
    next: got.startsWith('ENOENT')
      ? '请更正路径。与实验文件同在一个文件夹中的文件写作 join(import.meta.dirname, "文件名")，join 来自 node:path。'
      : '请更正文件或选项。',
  }),
  'history-disk': ({ folder, message }) => ({
    headline: `无法把快照写入 ${folder}：${message}`,
    next: '训练会继续，但只能回退到内存中保留的步。请释放磁盘空间并重新开始，以便回退得更远。',
  }),
  'run-inside': () => ({
    headline: '运行停在一个批次内部，无法在此保存。',
    next: '这个批次之前的状态没有保留：请先提交或丢弃这个批次，再保存。',
  }),
  'run-without-file': ({ folder }) => ({
    headline: `${folder} 中保存的运行没有注明所属的实验。`,
    next: '请在命令行中继续：npm run train -- FILE --resume FOLDER',
  }),
  'run-not-kept': ({ folder, message }) => ({
    headline: `无法把运行保存到 ${folder}：${message}`,
    next: '训练会继续。如果训练进程意外退出，此后训练的内容会丢失；请释放磁盘空间。',
  }),
  'no-such-step': ({ step, oldest, newest }) => ({
    headline: `无法转到第 ${step} 步。`,
    expected: `${oldest} 到 ${newest} 之间的步`,
    got: String(step),
    next: '请选择已训练且仍保留的一步。',
  }),
  'wrong-edit': ({ name, expected, got }) => ({
    headline: `不能把 ${name} 改为 ${got}。`,
    expected,
    got,
    next: '没有任何改变。请给出另一个值。',
  }),
  'wrong-variant': ({ name, expected, got }) => ({
    headline: `无法计算该方案：${name} 不适用。`,
    expected,
    got,
    next: '请修改方案；任何状态都没有改变。',
  }),
  'batch-changed': ({ file }) => ({
    headline: `${file} 中的批次与训练时用的不是同一个。`,
    next: '请把文件恢复原样：换一个批次，运行就会得到不同的权重。',
  }),
  'batch-misfit': ({ file, error }) => ({
    ...textOf(error),
    headline: `${file} 与模型不符。${textOf(error).headline}`,
    next: '请打开由此模型保存的批次，或形状相同的数组。',
  }),
  'discard-misplaced': ({ step, epoch, batch }) => ({
    headline: `第 ${step} 步之后的批次不是第 ${epoch + 1} 轮第 ${batch + 1} 批：无法在那里丢弃它。`,
    next: '请使用与复制该列表的运行相同的实验、数据和选项，并给出它的全部修改。',
  }),
  'edits-beyond-end': ({ count, step, end }) => ({
    headline: `有 ${count} 项修改要在没有更多批次的地方进行（第一项在第 ${step} 步之后）：运行在第 ${end} 步之后结束。`,
    next: '请训练更多轮或更多步，或从列表中去掉这些修改。',
  }),
  'no-such-edit': ({ id }) => ({
    headline: `此处无法撤销第 ${id} 次修改。`,
    next: '请选择本条线上的修改，或回退到修改之前。',
  }),
  'illegal-command': ({ command, status }) => ({
    headline: `“${wordOf(commands, command, 'label')}”在当前状态（${wordOf(window.states, status, 'word')}）下不能执行。`,
    next: '请等待状态变化，或重新开始。',
  }),
  'not-compiled': ({ model }) => ({
    headline: `模型 ${model} 尚未编译。`,
    next: '请在 compile 中为它添加一项。',
  }),
  unexpected: ({ message }) => ({
    headline: `Batchpoint 内部出错：${message}`,
    next: '请重新开始。若再次发生，请复制详细信息并反馈。',
  }),
};

function nearNext(name: string, known: string): string {
  const near = nearNames(name, known.split(', '));
  return near.length === 0 ? '请更正名称。' : `你是想写 ${near.join(' 或 ')} 吗？`;
}

/** The sentences of an error inside another. */
function textOf({ code, values }: ErrorReport<keyof TrainingErrors>): ErrorText {
  return (trainingErrors as { readonly [code: string]: (values: unknown) => ErrorText })[code]!(values);
}
