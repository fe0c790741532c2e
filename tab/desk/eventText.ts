/** Server-Sent Events, pure: text in whatever pieces the network cut it, events out. */
export interface TextEvent {
  name: string;
  data: string;
}

/** Returns a function that takes the next piece of text and answers with the events it completed. */
export function createEventReader(): (piece: string) => TextEvent[] {
  let rest = '';
  let name = '';
  let data: string[] = [];

  const readLine = (line: string): TextEvent | null => {
    if (line === '') {
      const event = data.length > 0 ? { name: name || 'message', data: data.join('\n') } : null;
      name = '';
      data = [];
      return event;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
    return null;
  };

  return (piece) => {
    // A lone \r at the end may be half of \r\n: wait for the other half.
    const text = rest + piece;
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(whole.length);
    return lines.map(readLine).filter((event) => event !== null);
  };
}
