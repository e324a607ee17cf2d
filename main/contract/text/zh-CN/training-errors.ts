import type { TrainingErrors } from '../../errors/training';
import type { ErrorTexts } from '../error-text';

type Which = 'x' | 'y' | 'sampleWeight';
const parts: { readonly [Part in Which]: string } = { x: '输入', y: '目标', sampleWeight: '样本权重' };
const kinds: { readonly [What in TrainingErrors['unknown-name']['what']]: string } = {
  loss: '损失函数',
  metric: '指标',
  optimizer: '优化器',
  hyperparameter: '超参数',
  model: '模型',
};
const forms = '[x, y] | [x, y, sampleWeight] | { xs, ys, sampleWeight }';

function at({ epoch, batch }: { readonly epoch?: number; readonly batch?: number }): string {
  if (batch === undefined) return '';
  return epoch === undefined ? `（批次 ${batch}）` : `（第 ${epoch + 1} 轮，批次 ${batch}）`;
}

export const trainingErrors: ErrorTexts<keyof TrainingErrors> = {
  'user-code': ({ where, message, ...place }) => ({
    headline: `您的代码在 ${where} 中抛出异常${at(place)}：${message}`,
    next: '请修改该行，然后重新开始。此前的更新会保留。',
  }),
  'yield-form': ({ got }) => ({
    headline: '数据的形式无法用于训练。',
    expected: forms,
    got,
    next: '请同时给出一个批次的输入和目标。',
  }),
  'missing-key': ({ which, key, expected, got }) => ({
    headline: `${parts[which]}的键与模型不符：${key}。`,
    expected,
    got,
    next: '请用模型的层名作为键，每个各一次。',
  }),
  'count-mismatch': ({ which, expected, got }) => ({
    headline: `${parts[which]}的数组个数不对。`,
    expected: String(expected),
    got: String(got),
    next: '请为模型的每个输入或输出各给一个数组。',
  }),
  'shape-mismatch': ({ which, name, expected, got }) => ({
    headline: `${parts[which]} ${name} 的形状不对。`,
    expected,
    got,
    next: '请修改数据，或修改模型中的形状。',
  }),
  'rows-differ': ({ which, x, other }) => ({
    headline: `${parts[which]}的行数与输入不同。`,
    expected: String(x),
    got: String(other),
    next: '请让目标和权重的个数与样本数一致。',
  }),
  'empty-batch': () => ({
    headline: '该批次没有样本。',
    next: '请去掉空批次，否则权重会变成 NaN。',
  }),
  'not-finite-input': ({ which, name, row, value }) => ({
    headline: `${parts[which]} ${name} 在该批次第 ${row} 行含有 ${value}。`,
    expected: '有限的数',
    got: value,
    next: '请清理数据：一个这样的值就会使所有权重变成 NaN。',
  }),
  'class-out-of-range': ({ name, row, value, classes }) => ({
    headline: `目标 ${name} 在该批次第 ${row} 行不是有效类别。`,
    expected: `0 … ${classes - 1}`,
    got: String(value),
    next: '请更正标签，或增加最后一层的单元数。',
  }),
  'class-weight-missing': ({ missing }) => ({
    headline: `classWeight 缺少类别 ${missing} 的权重。`,
    next: '请为每个类别给出权重；1 表示不变。',
  }),
  'class-weight-outputs': ({ outputs }) => ({
    headline: `模型有 ${outputs} 个输出，不能使用 classWeight。`,
    next: '请改用 sampleWeight，每个输出各一个数组。',
  }),
  'generator-empty': ({ which }) => ({
    headline: which === 'train' ? '训练数据没有任何批次。' : '验证数据没有任何批次。',
    next: '请至少给出一个批次。',
  }),
  'steps-needed': ({ which }) => ({
    headline: `生成器没有长度，需要给出 ${which}。`,
    next: `请设置 ${which}，或返回 Sequence。`,
  }),
  'unknown-name': ({ what, name, known }) => ({
    headline: `没有名为 ${name} 的${kinds[what]}。`,
    expected: known,
    next: '请更正名称。',
  }),
  'unsupported-model': ({ layer, what }) => ({
    headline: `${layer} 目前无法训练。`,
    expected: what,
    next: '请返回已构建的模型：为第一层给出 inputShape。',
  }),
  'data-file': ({ file, row, column, expected, got }) => ({
    headline: [`无法把 ${file} 读作数据`, row !== undefined && `第 ${row} 行`, column !== undefined && `列 ${column}`]
      .filter(Boolean)
      .join('，'),
    expected,
    got,
    next: '请更正文件或选项。',
  }),
  'illegal-command': ({ command, status }) => ({
    headline: `运行处于 ${status} 状态时不能执行 ${command}。`,
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
