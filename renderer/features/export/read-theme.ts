import type { ChartTheme } from '../../chart-data/chart-theme';

export type ThemeName = 'light' | 'dark';

const seriesNumbers = [1, 2, 3, 4, 5, 6, 7, 8];

/** A theme's tokens as literal colours, whatever theme the window has. */
export function readTheme(name: ThemeName): ChartTheme {
  const probe = document.createElement('div');
  probe.dataset['theme'] = name;
  probe.hidden = true;
  document.body.append(probe);
  try {
    const style = getComputedStyle(probe);
    const token = (token: string) => style.getPropertyValue(`--${token}`).trim();
    return {
      surface: token('surface-3'),
      text: token('text-1'),
      textSoft: token('text-2'),
      textFaint: token('text-3'),
      grid: token('chart-grid'),
      axis: token('chart-axis'),
      future: token('chart-future'),
      error: token('error-solid'),
      series: seriesNumbers.map((number) => token(`series-${number}`)),
      seriesSoft: token('series-1-soft'),
      font: token('font-ui'),
    };
  } finally {
    probe.remove();
  }
}
