import { useEffect, useState } from 'react';

/** Counts how often fonts have been loaded: what is drawn on a canvas before its font is there must be drawn again. */
export function useFontRevision(): number {
  const [revision, setRevision] = useState(0);
  useEffect(() => {
    const fonts: FontFaceSet | undefined = document.fonts;
    const onLoaded = (): void => setRevision((count) => count + 1);
    fonts?.addEventListener('loadingdone', onLoaded);
    return () => fonts?.removeEventListener('loadingdone', onLoaded);
  }, []);
  return revision;
}
