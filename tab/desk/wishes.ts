/** What a screen shows when one comes to it from elsewhere in the tab, once. */
interface Wish<T> {
  ask: (shows: T) => void;
  /** How often somebody asked: whoever asks again begins the screen anew. */
  times: () => number;
  asked: () => T | null;
  forget: () => void;
}

function wish<T>(): Wish<T> {
  let asked: T | null = null;
  let times = 0;
  return {
    ask: (shows) => {
      asked = shows;
      times += 1;
    },
    times: () => times,
    asked: () => asked,
    forget: () => {
      asked = null;
    },
  };
}

/** Its filters. */
export const historyWish = wish<Record<string, string>>();

/** Words it is looked through for. */
export const auditWish = wish<string>();
