/** The environment of component tests: jsdom, and what it lacks of a browser that the tab stands on. */
import JSDOMEnvironment from 'jest-environment-jsdom';

const ROW_PX = 20;

export default class PageEnvironment extends JSDOMEnvironment {
  constructor(...given: ConstructorParameters<typeof JSDOMEnvironment>) {
    super(...given);
    const page = this.global;
    // Without layout styles change nothing, and looking through thousands of rules takes longer than the tests: only
    // what an element says of itself is known.
    page.CSSStyleSheet.prototype.insertRule = () => 0;
    const none = page.document.createElement('i').style;
    page.getComputedStyle = (element, part) => (part ? none : (element as HTMLElement).style);
    // Browsers know elements jsdom does not (<search>), and React complains about those.
    Object.defineProperty(page.HTMLUnknownElement.prototype, Symbol.toStringTag, { value: 'HTMLElement' });
    // What moves the focus in dialogs passes over what is not on the screen: here everything is.
    Object.defineProperty(page.HTMLElement.prototype, 'offsetParent', {
      get(this: HTMLElement) {
        return this.parentElement;
      },
    });
    // A list that shows only what is on the screen asks how large things are: a row a line, anything else the window.
    for (const height of ['offsetHeight', 'clientHeight', 'scrollHeight'] as const) {
      Object.defineProperty(page.HTMLElement.prototype, height, {
        configurable: true,
        get(this: HTMLElement) {
          return this.dataset['index'] === undefined ? page.innerHeight : ROW_PX;
        },
      });
    }
    // Charts measure words on a canvas; without one they take them to have no width.
    page.HTMLCanvasElement.prototype.getContext = () => null;
    // Without layout everything is in view.
    page.Element.prototype.scrollIntoView ??= () => {};
    page.HTMLBodyElement.prototype.getBoundingClientRect = () => screenOf(page);
    Object.assign(page, {
      Headers,
      Response,
      TextDecoderStream,
      TextEncoder,
      TransformStream,
      ResizeObserver: NeverResized,
      // Of a browser that marks no words.
      CSS: { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') },
      // No network before a test plays the desk (fakeApi.ts).
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      matchMedia: (query: string) => mediaQuery(page, query),
    });
  }

  /** Packages come as CommonJS, which is what jest runs, and not as the browser's modules. */
  override exportConditions(): string[] {
    return ['node', 'require'];
  }
}

function screenOf({ innerWidth: width, innerHeight: height }: Window): DOMRect {
  const edges = { x: 0, y: 0, top: 0, left: 0, right: width, bottom: height };
  return { ...edges, width, height, toJSON: () => edges };
}

/** Without layout nothing ever has another size. */
class NeverResized implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** Answers what the tab asks about the window's width; everything else (darkness, less motion) is not so. */
function mediaQuery(page: Window, query: string): MediaQueryList {
  const [, bound, pixels] = /\((min|max)-width:\s*(\d+)px\)/.exec(query) ?? [];
  const matches = () =>
    bound !== undefined && (bound === 'min' ? page.innerWidth >= Number(pixels) : page.innerWidth <= Number(pixels));
  return Object.defineProperties(new EventTarget() as MediaQueryList, {
    media: { value: query },
    matches: { get: matches },
  });
}
