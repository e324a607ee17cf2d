import type { PreflightCheck, PreflightFinding, PreflightUnknown } from '../../debug/preflight';
import type { Shown } from '../en/preflight';

type Range = { readonly min: string; readonly max: string };
type Words = { readonly seen: string; readonly todo?: string };
type Values<Code extends PreflightFinding['code']> = Extract<PreflightFinding, { code: Code }>['values'];
type Findings = {
  readonly [Code in PreflightFinding['code']]: (values: Shown<Values<Code>>) => Words;
};

const range = ({ min, max }: Range) => `${min} 到 ${max}`;

const tryRates = (low: string, high: string) => (low === high ? `试试约 ${low}。` : `试试 ${low} 到 ${high}。`);

const checks: { readonly [Check in PreflightCheck]: { readonly name: string; readonly fine: string } } = {
  data: { name: '数据', fine: '批次与模型相符，各不相同，数值在合理范围内。' },
  loss: { name: '损失与输出', fine: '损失、激活函数与目标相配。' },
  step: { name: '试算一步', fine: '一步可以算出，所有数值都是有限的。' },
  gradients: { name: '梯度', fine: '每个可训练的权重都得到梯度。' },
  learning: { name: '单个批次', fine: '第一个批次可以学会。' },
  rate: { name: '学习率', fine: '学习率在合适的范围内。' },
};

const findings: Findings = {
  'batch-refused': ({ batch, error }) => ({
    seen: `第 ${batch} 批无法用于训练。${error}`,
  }),
  'too-short': ({ batches, needed }) => ({
    seen: `数据在 ${batches} 个批次后结束；运行需要 ${needed} 个。`,
    todo: '让生成器无限循环，或减小 stepsPerEpoch 和 epochs。',
  }),
  repeats: ({ batches }) => ({ seen: `前 ${batches} 个批次完全相同。`, todo: '检查生成器是否前进到了后面的行。' }),
  cycles: ({ period, stepsPerEpoch }) => ({
    seen: `${period} 个批次后又回到第一个批次；而每轮有 ${stepsPerEpoch} 个。`,
    todo: `把 stepsPerEpoch 设为 ${period}，或提供更多数据。`,
  }),
  'constant-input': ({ name, value }) => ({
    seen: `${name} 的所有数值都是 ${value}。`,
    todo: '检查它的读取和缩放方式。',
  }),
  tiny: ({ name, ...values }) => ({
    seen: `${name} 的范围是 ${range(values)}。`,
    todo: '是否缩放了两次？约 −1 到 1 的输入最容易学习。',
  }),
  'constant-targets': ({ name, value }) => ({
    seen: `${name} 的所有目标都是 ${value}。`,
    todo: '检查目标是从哪一列或哪个文件读取的。',
  }),
  'validation-seen': ({ share, rows }) => ({
    seen: `验证数据的 ${rows} 行中有 ${share} 也在训练数据中。`,
    todo: '为验证留出单独的行：用训练过的行验证说明不了什么。',
  }),
  'validation-refused': ({ batch, error }) => ({
    seen: `验证数据的第 ${batch} 批无法用于评估。${error}`,
  }),
  'validation-short': ({ batches, needed }) => ({
    seen: `验证数据在 ${batches} 个批次后结束；运行需要 ${needed} 个。`,
    todo: '让生成器无限循环，或减小 validationSteps。',
  }),
  'validation-unlike': ({ name, trainedMin: min, trainedMax: max, ...values }) => ({
    seen: `${name} 在训练数据中的范围是 ${range({ min, max })}，在验证数据中是 ${range(values)}。`,
    todo: '用同样的方式缩放两者。',
  }),
  unrelated: ({ name, rows }) => ({
    seen: `在 ${rows} 行中，${name} 的目标与输入没有关系。`,
    todo: '检查输入和目标是否按同一顺序打乱。',
  }),
  unscaled: ({ name, ...values }) => ({
    seen: `${name} 的范围是 ${range(values)}。`,
    todo: '把输入缩放到约 −1 到 1，图片可除以 255。',
  }),
  'constant-columns': ({ name, columns }) => ({
    seen: `${name} 中从不变化的列：${columns}。`,
    todo: '去掉这些列，或检查它们的读取方式。',
  }),
  imbalance: ({ name, share }) => ({
    seen: `${name} 的目标中有一个类别占 ${share}。`,
    todo: '设置 classWeight，或均匀抽取各类别；不要只看准确率。',
  }),
  'one-class': ({ name }) => ({
    seen: `${name} 的目标都属于同一类别。`,
    todo: '打乱数据：按类别排序时，模型只会学到最后一类。',
  }),
  'sorted-classes': ({ name, rows, changes }) => ({
    seen: `在 ${rows} 行中，${name} 的类别只变化 ${changes} 次：各行是按类别排序的。`,
    todo: '打乱各行：每次只用一个类别训练，会忘掉其他类别。',
  }),
  'labels-from-one': ({ name, last }) => ({
    seen: `${name} 的类别从 1 到 ${last}，类别 0 从未出现。`,
    todo: '类别从 0 开始编号，并去掉多余的单元。',
  }),
  'logits-activated': ({ name, activation }) => ({
    seen: `${name} 的损失设为接收 logits，而该层以 ${activation} 结尾。`,
    todo: '去掉 fromLogits，或去掉激活函数。',
  }),
  'logits-taken': ({ name, loss, activation }) => ({
    seen: `${loss} 需要概率，而 ${name} 给出任意数值。`,
    todo: `让该层以 ${activation} 结尾，或设置 fromLogits。`,
  }),
  'wrong-activation': ({ name, loss, activation, fitting }) => ({
    seen: `${name} 以 ${activation} 结尾；${loss} 应与 ${fitting} 搭配。`,
    todo: `把激活函数改为 ${fitting}，或更换损失。`,
  }),
  'one-unit-softmax': ({ name }) => ({
    seen: `${name} 只有一个单元，softmax 恒为 1，无论损失降到多少。`,
    todo: '两个类别用 sigmoid，或每个类别一个单元。',
  }),
  'targets-out-of-reach': ({ name, activation, ...values }) => ({
    seen: `${name} 的目标范围是 ${range(values)}；${activation} 无法给出全部数值。`,
    todo: '使用线性输出，或缩放目标。',
  }),
  'targets-not-shares': ({ name, loss, ...values }) => ({
    seen: `${name} 的目标范围是 ${range(values)}；${loss} 需要 0 到 1。`,
    todo: '缩放目标，或选择适合它们的损失。',
  }),
  'targets-not-distribution': ({ name, loss, ...values }) => ({
    seen: `${name} 每行目标之和为 ${range(values)}；${loss} 需要 1。`,
    todo: '一行有多个类别时，请用 sigmoid 和 binaryCrossentropy。',
  }),
  'targets-unscaled': ({ name, ...values }) => ({
    seen: `${name} 的目标范围是 ${range(values)}。`,
    todo: '把目标缩放到约 −1 到 1，再把预测还原。',
  }),
  'accuracy-of-numbers': ({ name, loss }) => ({
    seen: `${name} 用 ${loss} 做回归，却以准确率来衡量，而准确率只适用于分类。`,
    todo: '改用回归指标，例如 meanAbsoluteError。',
  }),
  'not-finite': ({ names }) => ({
    seen: `第一步给出 NaN 或无穷大：${names}。`,
    todo: '步入第一个批次，再用“定位”找出来源。',
  }),
  'step-failed': ({ error }) => ({ seen: error, todo: '修改模型或损失，使一步可以计算。' }),
  'nothing-trainable': () => ({ seen: '没有可训练的权重。', todo: '编译前至少把一层设为可训练。' }),
  'no-gradient': ({ variables }) => ({
    seen: `梯度传不到 ${variables}。`,
    todo: '检查其后的层是否以零初始化、已饱和或没有连接。',
  }),
  'dead-layer': ({ layer }) => ({
    seen: `${layer} 对每一行都给出 0。`,
    todo: '换用其他初始化方式或 LeakyReLU 一类的激活函数，或降低学习率。',
  }),
  'same-units': ({ layer }) => ({
    seen: `${layer} 的所有单元权重相同，而且会一直相同。`,
    todo: '使用随机初始化。',
  }),
  'frozen-at-random': ({ layer }) => ({
    seen: `${layer} 被冻结，权重仍是初始的随机值。`,
    todo: '加载它的权重，或把它设为可训练。',
  }),
  vanishing: ({ variables, times }) => ({
    seen: `${variables} 的梯度只有最大梯度的 1/${times}。`,
    todo: '使用 ReLU 一类的激活函数、归一化，或减少中间的层。',
  }),
  'not-learned': ({ first, last, steps }) => ({
    seen: `在一个批次上训练 ${steps} 步，损失从 ${first} 到 ${last}。`,
    todo: '正常的模型能记住一个批次：检查损失、目标和梯度。',
  }),
  'loss-unbounded': ({ first, last, steps }) => ({
    seen: `在一个批次上训练 ${steps} 步，损失从 ${first} 降到 ${last}，似乎没有下限。`,
    todo: '符号是否正确？大多数损失都有最小值。',
  }),
  'rate-too-high': ({ chosen, low, high }) => ({
    seen: `学习率为 ${chosen} 时损失上升。`,
    todo: tryRates(low, high),
  }),
  'rate-too-low': ({ chosen, low, high }) => ({
    seen: `学习率为 ${chosen} 时损失几乎不动。`,
    todo: tryRates(low, high),
  }),
};

type Unknown = {
  readonly [Code in PreflightUnknown['code']]: (
    values: Shown<Extract<PreflightUnknown, { code: Code }>['values']>,
  ) => string;
};

const unknown: Unknown = {
  'loop-not-begun': () =>
    '自定义循环在运行之前没有批次：只检查了损失、激活函数和初始权重。请步入第一个批次（F11），再检查一次：那里不会写入任何内容。',
  'loop-data': () => '自定义循环接下来做什么由它自己决定：数据何时结束、以后的批次如何，都无法知道。',
  'other-models': ({ models }) => `未检查：${models}。请走到它们的批次，再检查一次。`,
  'data-ahead': () => '这些数据无法预先读取：只查看了最近的一个批次。',
  'further-batches': ({ read }) => `前 ${read} 个批次之后的没有读取。`,
  schedule: () => '学习率由调度决定：没有尝试其他学习率。',
};

export const preflight = {
  label: '训练前检查',
  run: '训练前检查',
  again: '再次检查',
  hint: '查看接下来的几个批次、试算一步并尝试学习率。运行不受任何影响。',
  running: '正在检查数据、损失、梯度和学习率…',
  summary: (model: string, batches: string, rows: string, read: string) =>
    `${model === '' ? '' : `${model}：`}已查看 ${batches} 个批次（${rows} 行）${read === batches ? '' : `，共读取 ${read} 个`}`,
  levels: { fine: '正常', warning: '注意', problem: '问题' },
  notMade: '未检查',
  mendFirst: '请先解决上面的问题，再检查一次。',
  goodRates: (low: string, high: string) =>
    low === high ? `合适的学习率：约 ${low}。` : `合适的学习率：${low} 到 ${high}。`,
  learned: ({ first, last, steps }: { first: string; last: string; steps: string }) =>
    `在一个批次上 ${steps} 步，损失 ${first} → ${last}。`,
  checks,
  findings,
  unknown,
  found: '检查结果',
  unknownLabel: '无法得知',
  close: '关闭',
} as const;
