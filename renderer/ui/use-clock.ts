import { useMemo } from 'react';

/** Tells the time of day of something that was said, to the second. @param language of the person */
export function useClock(language: string): Intl.DateTimeFormat {
  return useMemo(() => new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }), [language]);
}
