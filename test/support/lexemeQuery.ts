/** Whether lexemes match a query, as PostgreSQL says of a tsvector without places and a tsquery of & | ! ( ) and :*. */

const SIGN = /\s*(?:(?<operator>[&|!()])|'(?<lexeme>(?:[^'\\]|''|\\\\)*)'(?<beginning>:\*)?)/y;

export function matchesQuery(lexemes: ReadonlySet<string>, query: string): boolean {
  const signs = signsOf(query);
  let at = 0;
  const either = (): boolean => {
    let found = all();
    while (signs[at] === '|') {
      at += 1;
      const other = all();
      found ||= other;
    }
    return found;
  };
  const all = (): boolean => {
    let found = one();
    while (signs[at] === '&') {
      at += 1;
      const other = one();
      found &&= other;
    }
    return found;
  };
  const one = (): boolean => {
    const sign = signs[at];
    at += 1;
    if (sign === '!') return !one();
    if (sign === '(') {
      const within = either();
      if (signs[at] !== ')') throw new Error(`A bracket is open in ${query}`);
      at += 1;
      return within;
    }
    if (typeof sign !== 'object') throw new Error(`${query} does not go on with ${String(sign)}`);
    return sign.isBeginning ? [...lexemes].some((lexeme) => lexeme.startsWith(sign.lexeme)) : lexemes.has(sign.lexeme);
  };
  const found = either();
  if (at < signs.length) throw new Error(`${query} goes on behind its end`);
  return found;
}

type Sign = string | { lexeme: string; isBeginning: boolean };

function signsOf(query: string): Sign[] {
  const signs: Sign[] = [];
  SIGN.lastIndex = 0;
  while (SIGN.lastIndex < query.length) {
    const { operator, lexeme = '', beginning } = SIGN.exec(query)?.groups ?? {};
    if (operator === undefined && lexeme === '') throw new Error(`${query} is no query`);
    signs.push(
      operator ?? { lexeme: lexeme.replace(/''|\\\\/g, (two) => two.slice(1)), isBeginning: beginning !== undefined },
    );
  }
  return signs;
}
