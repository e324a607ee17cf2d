import type { DataFinding, LearningVerdict } from '../../debug/batch-inspector';

type Words<Code extends DataFinding['code']> = (
  values: Extract<DataFinding, { code: Code }>['values'],
  number: (value: number) => string,
) => string;

const findings: { readonly [Code in DataFinding['code']]: Words<Code> } = {
  'not-finite': ({ part, count, row }) => `${part}：${count} 个 NaN 或无穷大，首个在第 ${row + 1} 行`,
  'constant-column': ({ part, columns, first }) =>
    columns === 1 ? `${part}：第 ${first + 1} 列在所有行中都相同` : `${part}：${columns} 列在所有行中都相同`,
  unscaled: ({ part, mean, std }, number) => `${part}：未缩放，均值 ${number(mean)}，标准差 ${number(std)}`,
  'one-class': ({ part, index }) => `${part}：该批次只有类别 ${index}`,
  'class-imbalance': ({ part, most, mostRows, least, leastRows }) =>
    `${part}：类别 ${most} 有 ${mostRows} 行，类别 ${least} 只有 ${leastRows} 行`,
  'duplicate-rows': ({ count, first, second }) =>
    count === 1
      ? `第 ${second + 1} 行与第 ${first + 1} 行相同`
      : `${count} 行重复，例如第 ${second + 1} 行与第 ${first + 1} 行`,
  'seen-again': ({ count, row }) => (count === 1 ? `第 ${row + 1} 行在本轮中已出现过` : `${count} 行在本轮中已出现过`),
};

const advice: { readonly [Code in DataFinding['code']]: string } = {
  'not-finite': '请检查数据中的缺失值和除以零。',
  'constant-column': '从不变化的列学不到东西：若它在其他批次中也不变，请去掉。',
  unscaled: '请把输入缩放到均值 0、标准差 1 附近，或 0 到 1 之间：初始权重和学习率以此为准。',
  'one-class': '请打乱数据：只有一个类别的批次会把一切拉向该类别。',
  'class-imbalance': '可考虑使用 classWeight，或更频繁地抽取稀有类别。',
  'duplicate-rows': '请检查生成器：它可能把同一行产出了两次。',
  'seen-again': '每轮步数多于数据的批次数，或数据中有重复的行。',
};

const verdicts: { readonly [Verdict in LearningVerdict]: string } = {
  learned: '该批次可以学会',
  falling: '损失在下降：更多步数或许可以学会',
  'not-learned': '该批次没有学会',
  diverged: '损失已不是有限值',
};

export const batchInspector = {
  findings,
  advice,
  findingsLabel: '数据中的异常',
  pending: '尚未写入',
  pendingBadgeHint: '训练停在该批次中：更新尚未写入。',
  lossPair: '损失：更新前 → 后',
  lossAfterHint: '同样的行，用该批次更新之后的权重计算。',
  pendingHint: '同样的行，用这次更新将得到的权重计算。',
  source: (source: string, row: string) => `#${row}，${source}`,
  sourceHint: (source: string, row: string) => `${source}，第 ${row} 行（从 0 起）`,
  noSource: (batch: string, row: string) => `第\u00a0${batch}\u00a0批，第\u00a0${row}\u00a0行`,
  save: '保存批次…',
  saveHint: '保存为 npz 文件，NumPy 和 npz 数据源都能读取',
  again: '能学会吗？',
  againHint: (steps: string) => `只在该批次上训练 ${steps} 步，然后恢复状态`,
  verdicts,
  outcome: (verdict: string, first: string, last: string, steps: string) =>
    `${verdict}：${steps} 步内损失 ${first} → ${last}。状态已恢复。`,
  mark: '标记',
  markHint: '把该行加入行列表（M）；不影响训练',
  leaveOut: '去掉',
  leaveOutHint: '从本批及之后出现该行的每一批中去掉它（X）：批次因此少一行',
  leaveOutHere: '只从本批中去掉该行（X）：这些数据的行没有编号',
  noIds: '这些数据的行没有编号：请步入一个批次（F11）后再修改其中的行。',
  relabel: '本次运行的目标',
  relabelHint: '该行在本次运行中的目标，无论它出现在哪一批。数据本身不变。',
  rowTools: '对该行的操作',
  isMarked: '已标记',
  isSkipped: '此后不参与',
  isRelabelled: '目标已改',
  gone: (count: string) => `去掉 ${count} 行`,
  tools: '对该批次的操作',
  file: {
    label: '文件中的批次',
    from: (file: string) => `来自 ${file}`,
    badge: '当前权重',
    badgeHint: '用当前权重查看文件中的各行。只是查看，不训练，也不写入。',
    row: (file: string, row: string) => `${file}，第 ${row} 行`,
    open: '打开批次…',
    openHint: '查看文件中的批次，也可用它训练：保存过的批次，或 NaN 案例',
    close: '关闭文件',
    reading: '正在读取…',
    lossPair: '损失 → 更新一次之后',
    train: '用它训练',
    trainHint: (times: string) => `用该批次训练 ${times} 次，然后暂停：属于本次运行的更新，并记为一次修改`,
    trainInside: '训练停在一步之内：请先提交或丢弃。',
    times: '用该批次更新的次数',
    caseOf: (step: string, phase: string, layer: string) => `第 ${step} 步的案例：${phase}，${layer}`,
    caseHint: '因 NaN 而保存的一步，连同它之前的权重',
    again: '重新计算',
    againHint: '用当时保存的权重重新计算这一步；本次运行不受影响',
    same: '已重新计算：NaN 出现在同一位置。',
    differs: (phase: string, layer: string) => `已重新计算：NaN 出现在别处：${phase}，${layer}。`,
    finite: '已重新计算：所有数值都是有限的。',
  },
};
