// A value that follows another a moment later: what is worked out from it does not hold up typing. Called by the survey editor.
import { useEffect, useState } from 'preact/hooks';

export function useLater<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (shown === value) return undefined;
    const timer = setTimeout(() => setShown(() => value), ms);
    return () => clearTimeout(timer);
  }, [value, shown, ms]);
  return shown;
}
