import type { ChartTheme } from '../../../renderer/chart-data/chart-theme';

export const theme: ChartTheme = {
  surface: '#ffffff',
  text: '#111111',
  textSoft: '#222222',
  textFaint: '#333333',
  grid: '#eeeeee',
  axis: '#777777',
  future: '#f4f5f7',
  partial: '#fdf3e0',
  error: '#c22f2f',
  series: ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007', '#000008'],
  seriesSoft: '#6389dd',
  font: '"A Font", sans-serif',
};
