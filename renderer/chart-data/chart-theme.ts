/** The colours and fonts of a chart as literal values: a picture on its own knows no tokens. */
export type ChartTheme = {
  readonly surface: string;
  readonly text: string;
  readonly textSoft: string;
  readonly textFaint: string;
  readonly grid: string;
  readonly axis: string;
  readonly future: string;
  /** An epoch in which the data ended early. */
  readonly partial: string;
  readonly error: string;
  /** Colours of the series, 1 to 8 at index 0 to 7. */
  readonly series: readonly string[];
  /** A single batch of a series that also shows its mean. */
  readonly seriesSoft: string;
  /** CSS list of family names. */
  readonly font: string;
};
