import type { ChartGroup } from '../../chart-data/chart-groups';
import type { DrawnGhost, DrawnRun } from '../../chart-data/drawn-run';
import { markersBeyond, pathBeyond } from '../../chart-data/paths';
import type { PlotMap } from '../../chart-data/plot-map';
import { linesOf } from './lines-of';

/** What one line is drawn with for each ghost. */
export type GhostElements = { readonly lines: readonly SVGPathElement[]; readonly markers: readonly SVGPathElement[] };

/** Draws the lines that were left. They never change: only other ghosts, or another size of the chart, cost anything. */
export class GhostPens {
  readonly #elements: readonly GhostElements[];
  readonly #run: DrawnRun;
  readonly #group: ChartGroup;
  #ghosts: readonly DrawnGhost[] | undefined;
  #map: PlotMap | undefined;

  /** @param elements for each line of the group */
  constructor(elements: readonly GhostElements[], run: DrawnRun, group: ChartGroup) {
    this.#elements = elements;
    this.#run = run;
    this.#group = group;
  }

  draw(map: PlotMap): void {
    const { ghosts } = this.#run;
    if (ghosts === this.#ghosts && map === this.#map) return;
    this.#ghosts = ghosts;
    this.#map = map;
    linesOf(this.#group).forEach(({ member, form }, i) => {
      const { lines, markers } = this.#elements[i]!;
      lines.forEach((path, place) => {
        const ghost = ghosts[place];
        const buckets = ghost?.lines.get(member.key)?.[form];
        const own = { ...map, ...(ghost && { line: ghost }) };
        path.setAttribute('d', ghost && buckets ? pathBeyond(buckets, own, form, ghost.from) : '');
        const isMarked = ghost && buckets && form === 'validation';
        markers[place]?.setAttribute('d', isMarked ? markersBeyond(buckets, own, ghost.from) : '');
      });
    });
  }
}
