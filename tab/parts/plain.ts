/** Letters that no mark is taken from, though they are typed as others. */
const TYPED_AS: Partial<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Without case and marks above letters, so that "uber" finds "Über". Pure. */
export const plain = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => TYPED_AS[letter] ?? letter)
    // Case may have brought a mark of its own: the Turkish İ.
    .replace(/\p{M}/gu, '');
