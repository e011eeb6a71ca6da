import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Shows a native dialog while it is mounted. It is closed before it leaves the page (a passive effect would come too late), so that the browser
 * gives the focus back to what had it.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
