import { type RefObject, useLayoutEffect } from 'react';

/**
 * Takes the layers of a chart out of the order of the Tab key: React listens at each of them, which makes them stops in
 * Chromium. The charts are one stop together.
 */
export function useNoTabStops(container: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return;
    const clear = () => {
      for (const layer of element.querySelectorAll('[class*=zIndex-layer]:not([tabindex])')) {
        layer.setAttribute('tabindex', '-1');
      }
    };
    clear();
    const observer = new MutationObserver(clear);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [container]);
}
