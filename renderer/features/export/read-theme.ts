import type { ChartTheme } from '../../chart-data/chart-theme';

/** A theme that a picture can have, whatever the window's is. */
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
    // As the colour of text: the token itself still names the colours of both themes.
    const colour = (token: string) => {
      probe.style.color = `var(--${token})`;
      return style.color;
    };
    return {
      surface: colour('surface-3'),
      text: colour('text-1'),
      textSoft: colour('text-2'),
      textFaint: colour('text-3'),
      grid: colour('chart-grid'),
      axis: colour('chart-axis'),
      future: colour('chart-future'),
      partial: colour('paused-tint'),
      error: colour('error-solid'),
      series: seriesNumbers.map((number) => colour(`series-${number}`)),
      seriesSoft: colour('series-1-soft'),
      font: style.getPropertyValue('--font-ui').trim(),
    };
  } finally {
    probe.remove();
  }
}
