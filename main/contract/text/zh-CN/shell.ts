const afterSentence = (sentence: string): string => (/[。！？：]$/.test(sentence) ? '' : ' ');

const menu = {
  file: '文件',
  run: '运行',
  debug: '调试',
  view: '视图',
  export: '导出',
  help: '帮助',
  edit: '编辑',
  openRecent: '最近打开',
  examples: '示例',
  language: '语言',
  languages: { system: '跟随系统', en: 'English', 'zh-CN': '简体中文' },
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomReset: '实际大小',
  reload: '重新加载窗口',
  devTools: '开发者工具',
  about: '关于 Batchpoint',
} as const;

const dialogs = {
  open: '打开实验',
  experiments: '实验（TypeScript、JavaScript）',
  save: '保存图片',
  saveBatch: '保存批次',
  openBatch: '打开批次',
  batchesKind: '批次（npz）和案例（training.json）',
  batchKind: 'NumPy 数组',
  saveRows: '保存行列表',
  rowsKind: 'CSV 文件',
  exportAll: '导出全部：选择文件夹',
  exportHere: '导出到此处',
  kinds: { png: 'PNG 图片', svg: 'SVG 矢量图' },
  openRun: '打开已保存运行的文件夹',
  saveRun: '将运行保存到文件夹',
  ending: {
    training: '训练仍在进行。',
    standing: '运行尚未结束，也没有保存。',
    saved: '保存的运行以后可以继续，数值完全相同。',
    inBackground: '在后台时，训练会在最小化的窗口中继续。',
    background: '在后台继续训练',
    window: { save: '保存并退出…', stop: '退出，不保存' },
    experiment: { save: '保存并关闭…', stop: '关闭，不保存' },
    restart: { save: '保存并重新开始…', stop: '重新开始，不保存' },
    cancel: '取消',
  },
  close: '关闭',
  about: (version: string) => `Batchpoint ${version}`,
} as const;

const commandLine = {
  unknownFlag: (flag: string) => `没有 ${flag} 这个选项。`,
  valueMissing: (flag: string, expected: string) => `${flag} 需要一个值：${expected}。`,
  valueWrong: (flag: string, got: string, expected: string) => `${flag} 不能是 ${got}：应为${expected}。`,
  twoFiles: (first: string, second: string) => `给出了两个文件 ${first} 和 ${second}：一次只能打开一个。`,
  expected: {
    count: '不小于 1 的整数',
    seed: '不小于 0 的整数',
    picture: '.png 文件的路径',
    language: ' en 或 zh-CN',
    theme: ' light 或 dark',
  },
  usage:
    '用法：batchpoint [文件] [--run] [--epochs N] [--steps-per-epoch N] [--seed N] [--progress] [--screenshot OUT.png] [--exit] [--trust] [--language en|zh-CN] [--theme light|dark]',
  alreadyRunning:
    'Batchpoint 已经打开，而 --screenshot 和 --exit 需要单独的窗口：请先关闭它，或将 BATCHPOINT_USER_DATA 设为另一个文件夹。',
} as const;

export const shell = {
  errorParts: {
    expected: (what: string) => `应为：${what}。`,
    got: (what: string) => `实际：${what}。`,
  },
  // A full stop of its own width has its gap inside; a sentence that ends otherwise, as a foreign message does, has none.
  sentences: (sentences: readonly string[]) =>
    sentences.map((each, i) => (i < sentences.length - 1 ? each + afterSentence(each) : each)).join(''),
  afterSentence,
  menu,
  dialogs,
  commandLine,
} as const;
