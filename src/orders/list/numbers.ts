// Numbers of orders as staff type them: the beginning of one, in capitals or not.

/** How many digits a number has at most; what has more is a telephone number. */
const mostDigits = 6;

/** What was typed as numbers of this format, like `{year}-{number}`, are written; null where no number begins like that. */
export function numberBeginning(typed: string, format: string): string | null {
  if (typed === '') return null;
  const [before = '', after = ''] = format.split('{number}');
  const start = before.split('{year}').flatMap((text, place) => (place === 0 ? [...text] : [...year, ...text]));
  let written = '';
  for (const [place, letter] of [...typed].entries()) {
    const wanted = start[place];
    if (wanted === undefined) {
      const rest = [...typed].slice(place).join('');
      return isRest(rest, after) ? written + rest : null;
    }
    if (wanted instanceof RegExp ? !wanted.test(letter) : wanted.toLowerCase() !== letter.toLowerCase()) return null;
    written += wanted instanceof RegExp ? letter : wanted;
  }
  return written;
}

/** A year of this century. */
const year = ['2', '0', /\d/, /\d/];

/** Digits, and behind them what the format says. */
function isRest(rest: string, after: string): boolean {
  const [digits = ''] = /^\d*/.exec(rest) ?? [];
  return digits.length <= mostDigits && after.startsWith(rest.slice(digits.length));
}
