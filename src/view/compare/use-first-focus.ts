import { useEffect, useRef, type RefObject } from 'react';

/** Gives the focus to the field that is changed first, once the dialog around it is open. */
export function useFirstFocus(selector: string): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>(selector)?.focus(), [selector]);
  return form;
}
