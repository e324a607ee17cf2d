import { type RefObject, type UIEvent, useState } from 'react';
import { useSize } from './use-size';
import { visibleRows } from './visible-rows';
import './lines.css';

/** Of the style sheet: every row is one line. */
export const lineHeight = 20;

/**
 * A long list of lines, of which only those that are in view are in the document.
 * @param list the element that scrolls
 * @returns the rows to be drawn, and what the element that holds them is to look like
 */
export function useLines(list: RefObject<HTMLElement | null>, count: number) {
  const [top, setTop] = useState(0);
  const height = useSize(list)?.height ?? 400;
  const { first, end } = visibleRows(top, height, lineHeight, count);
  return {
    first,
    end,
    height,
    style: { height: count * lineHeight, paddingTop: first * lineHeight },
    onScroll: ({ currentTarget }: UIEvent<HTMLElement>) => setTop(currentTarget.scrollTop),
  };
}
