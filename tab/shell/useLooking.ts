/** Tells the desk that somebody looks at this tab: whoever does is told of nothing by the bot. */
import { useEffect } from 'react';
import { post } from '../desk/api';
import { onceInTouch } from '../desk/inTouch';
import { useVisible } from '../parts/useVisible';

const AGAIN_MS = 30_000;
/** Longer without a key or a pointer, and nobody may sit there any more. */
const IDLE_MS = 5 * 60_000;

export function useLooking(): void {
  const visible = useVisible();
  useEffect(() => {
    if (!visible) return;
    let usedAt = Date.now();
    const used = () => void (usedAt = Date.now());
    const tell = () => {
      // Not told is as good as not looking: then the bot tells them.
      if (Date.now() - usedAt < IDLE_MS) void post('/me/looking').catch(() => undefined);
    };
    tell();
    const timer = setInterval(tell, AGAIN_MS);
    const stopTouch = onceInTouch(tell);
    const events = ['pointerdown', 'pointermove', 'keydown'] as const;
    for (const event of events) window.addEventListener(event, used, { passive: true });
    return () => {
      clearInterval(timer);
      stopTouch();
      for (const event of events) window.removeEventListener(event, used);
    };
  }, [visible]);
}
