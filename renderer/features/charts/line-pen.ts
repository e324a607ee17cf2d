import { type Buckets, bucketLimit } from '../../chart-data/buckets';
import type { GroupMember, LineForm } from '../../chart-data/chart-groups';
import type { DrawnRun } from '../../chart-data/drawn-run';
import { badPath, belowPath, linePath, markerPath } from '../../chart-data/paths';
import type { PlotMap } from '../../chart-data/plot-map';
import { setAttribute } from '../../ui/write-svg';

/** Buckets in one piece of a line. */
const pieceLength = 50;

/**
 * Paths that a line is drawn with. Cut in pieces, only the last of them changes while data come, and only that one is
 * painted anew; a dashed line is not cut, since its dashes would start afresh.
 */
export function pieceCount(form: LineForm): number {
  return form === 'validation' ? 1 : bucketLimit / pieceLength;
}

/** The elements of one line. */
export type LineElements = {
  readonly pieces: readonly SVGPathElement[];
  readonly bad: SVGPathElement;
  /** Values that have no place on a logarithmic axis. */
  readonly below: SVGPathElement;
  readonly markers: SVGPathElement;
};

/** Draws one line into its elements: what changed since the last time, and nothing else. */
export class LinePen {
  readonly #elements: LineElements;
  readonly #run: DrawnRun;
  readonly #member: GroupMember;
  readonly #form: LineForm;
  readonly #base: number;
  #buckets: Buckets | undefined;
  #revision = -1;
  #clockRevision = -1;
  #drawnAt = -1;
  /** Buckets that are drawn; the last of them may still change. */
  #length = 0;

  /** @param base y of the step axis, where values that are not finite are marked */
  constructor(elements: LineElements, run: DrawnRun, member: GroupMember, form: LineForm, base: number) {
    this.#elements = elements;
    this.#run = run;
    this.#member = member;
    this.#form = form;
    this.#base = base;
  }

  draw(map: PlotMap): void {
    const buckets = this.#run.lines(this.#member.key)?.[this.#form];
    const clockRevision = map.axis === 'epoch' ? (map.line?.clock.revision ?? 0) : 0;
    const isSame = buckets === this.#buckets && clockRevision === this.#clockRevision;
    if (!isSame || buckets?.revision !== this.#revision) this.#begin(buckets);
    this.#clockRevision = clockRevision;
    if (!buckets || buckets.latestAt === this.#drawnAt) return;
    this.#drawPieces(buckets, map);
    const { bad, below, markers } = this.#elements;
    setAttribute(bad, 'd', badPath(buckets, map, this.#base));
    setAttribute(below, 'd', belowPath(buckets, map, this.#base));
    if (this.#form === 'validation') setAttribute(markers, 'd', markerPath(buckets, map));
    this.#drawnAt = buckets.latestAt;
    this.#length = buckets.length;
  }

  /** Other data, or the same in other buckets: nothing drawn holds any longer. */
  #begin(buckets: Buckets | undefined): void {
    this.#buckets = buckets;
    this.#revision = buckets?.revision ?? -1;
    this.#drawnAt = -1;
    this.#length = 0;
    const { pieces, bad, below, markers } = this.#elements;
    for (const path of [...pieces, bad, below, markers]) path.removeAttribute('d');
  }

  #drawPieces(buckets: Buckets, map: PlotMap): void {
    const { pieces } = this.#elements;
    const length = bucketLimit / pieces.length;
    for (let i = Math.floor(Math.max(0, this.#length - 1) / length); i * length < buckets.length; i++) {
      const part = { from: i * length, to: Math.min(buckets.length, (i + 1) * length) };
      setAttribute(pieces[i]!, 'd', linePath(buckets, map, this.#form, part));
    }
  }
}
