/** What sentences with numbers, lists and elements are made with. The language of tab/words is named here alone. */
import { createElement, Fragment, type ReactNode } from 'react';

/** British for its commas: "Lee, Ana and Diego". */
const LANGUAGE = 'en-GB';
const rules = new Intl.PluralRules(LANGUAGE);
const list = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });

/** One whole sentence for each form of a language: English has `one` and `other`, Polish has `few` and `many`, too. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export const plural = (count: number, forms: Forms): string => forms[rules.select(count)] ?? forms.other;

/** "1,042", as the reader's own language writes it. */
export const number = (value: number): string => value.toLocaleString();

/** "Lee, Ana and Diego" */
export const listed = (names: readonly string[]): string => list.format(names);

/** A sentence with elements in it, such as a link or a name kept to its own direction: rich`Read ${link} first.` */
export const rich = (texts: TemplateStringsArray, ...elements: ReactNode[]): ReactNode =>
  createElement(Fragment, null, ...texts.flatMap((text, index) => [text, elements[index]]));
