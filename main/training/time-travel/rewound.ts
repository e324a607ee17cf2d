import type { PlainData } from '../experiment';

/** Thrown before a batch when the run goes elsewhere in its history: nothing failed. Whoever trains goes on from there. */
export class Rewound extends Error {
  readonly position: PlainData;

  constructor(position: PlainData) {
    super('rewound');
    this.name = 'Rewound';
    this.position = position;
  }
}
