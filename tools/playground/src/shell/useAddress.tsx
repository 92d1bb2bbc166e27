import { useEffect, useRef } from 'preact/hooks';

/** How long the state rests before it is written into the address: browsers refuse hundreds of changes in a row. */
const REST = 200;

/**
 * Keeps the fragment of the address and the state of the page the same.
 *
 * @param here - The fragment of the state, with its hash; it is written into the address.
 * @param follow - Called with the fragment where a link was followed or the address was changed.
 */
export function useAddress(here: string, follow: (hash: string) => void): void {
  // What the address was when it was last read or written.
  const known = useRef(location.hash);

  useEffect(() => {
    const timer = setTimeout(() => {
      // A link was followed in the meantime, and its event is on the way: not to be written over.
      if (location.hash !== known.current) return;
      if (location.hash !== here) history.replaceState(null, '', here);
      known.current = location.hash;
    }, REST);
    return () => clearTimeout(timer);
  }, [here]);

  useEffect(() => {
    const changed = () => {
      if (location.hash === known.current) return;
      known.current = location.hash;
      follow(location.hash);
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [follow]);
}
