/** Words of the command line. */
export const cli = {
  usage: `用法：
  train 文件 [选项]        训练一个实验
  types 文件               在实验文件旁写入 batchpoint.d.ts，供编辑器使用

train 的选项：
  --epochs n               训练到第 n 轮为止
  --steps-per-epoch n      每轮的批次数
  --extend                 生成器的数据提前用尽时从头开始，训练到最后一步
  --seed n                 所有随机数的种子
  --eager                  逐个运算执行，不编译训练步
  --edits edits.json       在相应的步做出从窗口复制的修改
  --break 'loss > 2'       条件成立时在写入该批更新之前停止：退出码为 3
  --snapshot folder        因条件或 Ctrl+C 停止时保存运行的文件夹（保存失败则退出码为 1）
  --resume folder          从保存的运行继续
  --replay-case folder     重新计算因 NaN 而保存的一步（退出码 4）
  --log run.jsonl          每个批次和每轮各写一行 JSON
  --quiet                  只输出错误
  --trust                  直接运行尚未在本机运行过的代码，不再询问`,
  wrong: {
    verb: (verb: string) => `没有命令 ${verb}。`,
    file: '请指定一个实验文件。',
    option: (option: string) => `没有选项 ${option}。`,
    value: (option: string) => `${option} 需要一个值。`,
    apart: (option: string, other: string) => `${other} 不进行训练，${option} 与它同用不起作用：请去掉。`,
    number: (option: string, least: number, got: string) => `${option} 需要不小于 ${least} 的整数，实际为 ${got}。`,
  },
  progress: {
    eta: 'ETA',
    preparing: '准备中：正在编译训练步……',
    prepared: (time: string) => `训练步编译完成，用时 ${time}。`,
    epoch: (epoch: number, epochs: number | undefined) =>
      epochs === undefined ? `第 ${epoch} 轮` : `第 ${epoch}/${epochs} 轮`,
  },
  trust: {
    headline: (file: string) => `${file} 尚未在本机运行过。其中的代码拥有与你相同的权限。`,
    files: '它包含以下文件：',
    question: '要运行吗？[y/N] ',
    isYes: (answer: string) => ['y', 'yes', '是'].includes(answer),
  },
  interrupted: '将在当前批次完成后停止。再按一次 Ctrl+C 立即退出，不保存。',
  interruptedInValidation: '将在验证完成后停止：从那里才能精确地继续。',
  saved: (folder: string) => `运行保存在：${folder}`,
  savedModels: (folder: string) => `自定义循环无法在另一个进程中继续。它的模型连同优化器保存在：${folder}`,
  savedTrained: (folder: string) => `此前的训练结果连同优化器已保存，可用 loadModel 读取：${folder}`,
  unsavable: (error: string) => `停止这次运行时将无法保存。请用 --snapshot 指定另一个文件夹。${error}`,
  ended: {
    finished: (steps: number, time: string) => `训练完成：${steps} 步，用时 ${time}。`,
    stopped: (steps: number, time: string) => `已停止：${steps} 步，用时 ${time}。`,
    outOfData: (steps: number, time: string) => `数据已用尽：${steps} 步，用时 ${time}。`,
  },
  typesWritten: (file: string) => `已写入 ${file}。`,
  warning: (text: string) => `警告：${text}`,
  error: (text: string) => `错误：${text}`,
} as const;
