import { useEffect, useState } from 'react';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes files that are dropped anywhere on the page; true while one hovers over it. */
export function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child leaves its parent: only the balance says whether the pointer is still over the page.
    let depth = 0;
    const settle = (next: number): void => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const onEnter = (event: DragEvent): void => {
      if (hasFiles(event)) settle(depth + 1);
    };
    const onLeave = (event: DragEvent): void => {
      if (hasFiles(event)) settle(depth - 1);
    };
    const onOver = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      settle(0);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const ending = new AbortController();
    const { signal } = ending;
    document.addEventListener('dragenter', onEnter, { signal });
    document.addEventListener('dragleave', onLeave, { signal });
    document.addEventListener('dragover', onOver, { signal });
    document.addEventListener('drop', onDrop, { signal });
    return () => ending.abort();
  }, [onFiles]);
  return over;
}
