import { useEffect } from 'react';

/** Keeps the screen on and, where Teams lets it, fills all of it; asked again whenever the page comes back into view. */
export function useAwake(): void {
  useEffect(() => {
    let isOver = false;
    let lock: WakeLockSentinel | null = null;
    const stayAwake = async () => {
      if (isOver || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      // Refused in some frames; the screen's own settings then decide.
      const got = await navigator.wakeLock.request('screen').catch(() => null);
      if (isOver) await got?.release();
      else lock = got;
    };
    const wake = () => void stayAwake();
    wake();
    // Refused without a press, and where the frame may not; it fills the tab in any case.
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
    document.addEventListener('visibilitychange', wake);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', wake);
      void lock?.release().catch(() => undefined);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
}
